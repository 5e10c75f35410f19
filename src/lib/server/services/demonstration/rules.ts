import type { RuleKind, Severity } from '../../../domain/validation/rule';
import type { Tx } from '../../db/client';
import { validationRule } from '../../db/schema';
import type { Bilingual } from './indicators/indicator-seed';
import type { StoredIndicator } from './load-indicators';

/** A rule of the demonstration. Its code is the indicator's with a number. */
export interface RuleSeed {
	readonly indicator: string;
	readonly kind: RuleKind;
	readonly severity: Severity;
	readonly expression: string | null;
	readonly message: Bilingual;
}

const partOfWhole = (indicator: string): RuleSeed => ({
	indicator,
	kind: 'comparison',
	severity: 'error',
	expression: 'numerator <= denominator',
	message: [
		'The part is larger than the whole. Check numerator and denominator.',
		'部分大于整体，请核对分子和分母。'
	]
});

/** A month three times as large or small as the one before is possible, and wants a word. */
const steadyVolume = (indicator: string): RuleSeed => ({
	indicator,
	kind: 'change',
	severity: 'warning',
	expression: 'value <= 3 * previous && value >= previous / 3',
	message: [
		'More than three times as much, or less than a third, of the month before. Say what happened.',
		'与上月相比超过三倍或不足三分之一，请说明原因。'
	]
});

/** The rules that the two default frameworks come with: parts of wholes, counts that two indicators share, sudden changes. */
export const ruleSeeds: readonly RuleSeed[] = [
	...['SHR-01', 'SHR-02', 'OPN-01', 'OPN-03', 'OPN-04', 'QLT-04'].map(partOfWhole),
	{
		indicator: 'SHR-02',
		kind: 'comparison',
		severity: 'warning',
		expression: 'denominator == numerator_SHR-01',
		message: [
			'The catalogue has another number of resources here than under SHR-01. Correct one of them, or say why they differ.',
			'目录内资源数与SHR-01不一致，请更正其一或说明原因。'
		]
	},
	{
		indicator: 'OPN-03',
		kind: 'comparison',
		severity: 'warning',
		expression: 'denominator == numerator_OPN-01',
		message: [
			'There are not as many open datasets here as under OPN-01. Correct one of them, or say why they differ.',
			'开放数据集数与OPN-01不一致，请更正其一或说明原因。'
		]
	},
	{
		indicator: 'OPN-06',
		kind: 'comparison',
		severity: 'error',
		expression: 'value >= numerator_OPN-03',
		message: [
			'A region provides at least the machine-readable datasets of its own departments (OPN-03). Check the count.',
			'供给规模不应小于本地区部门机器可读数据集数（OPN-03），请核对。'
		]
	},
	{
		indicator: 'APP-01',
		kind: 'change',
		severity: 'warning',
		expression: 'value >= previous',
		message: [
			'Fewer registered products than the month before. Say which were struck off.',
			'登记数少于上月，请说明注销情况。'
		]
	},
	{
		indicator: 'QLT-01',
		kind: 'required',
		severity: 'warning',
		expression: null,
		message: [
			'The quality score is shown first everywhere and is expected of everybody. Say when it will come.',
			'数据质量得分为首要展示指标，各单位均应报送，请说明预计报送时间。'
		]
	},
	{
		indicator: 'SEC-03',
		kind: 'range',
		severity: 'warning',
		expression: 'value <= 130',
		message: ['Nearly a third more was spent than planned. Say why.', '支出超过计划近三分之一，请说明原因。']
	},
	...['SHR-03', 'OPN-05', 'OPN-05-D'].map(steadyVolume)
];

/** Stores the rules. An indicator that has some already keeps them as they are. */
export async function loadRules(tx: Tx, indicators: readonly StoredIndicator[]): Promise<void> {
	const ids = new Map(indicators.map(({ code, id }) => [code, id]));
	const counts = new Map<string, number>();
	const rows = ruleSeeds.map(({ indicator, kind, severity, expression, message }) => {
		const number = (counts.get(indicator) ?? 0) + 1;
		counts.set(indicator, number);
		return {
			code: `${indicator}.${number}`,
			indicatorId: ids.get(indicator)!,
			kind,
			severity,
			expression,
			messageEn: message[0],
			messageZh: message[1]
		};
	});
	await tx.insert(validationRule).values(rows).onConflictDoNothing({ target: validationRule.code });
}
