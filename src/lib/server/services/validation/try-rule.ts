import { demand } from '../../../domain/access/can';
import { periodOfDate, periodStart, shiftPeriod } from '../../../domain/period/period';
import type { LocalisedName } from '../../../domain/unit/unit';
import { applyRule } from '../../../domain/validation/apply-rule';
import { compiledRule } from '../../../domain/validation/rule-expression';
import type { Context } from '../../context';
import { listCheckValues, type CheckValue } from '../../db/queries/check-value';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { listCheckedIndicators } from '../../db/queries/rule';
import { listUnitNames } from '../../db/queries/unit';
import { checkedExpression, type RuleWish } from './save-rule';

export interface RuleTrial {
	/** reported values that the rule was held against */
	readonly cells: number;
	readonly broken: number;
	/** values of which it says nothing */
	readonly silent: number;
	/** the newest of those that it would have found */
	readonly examples: readonly {
		readonly unit: { readonly code: string; readonly name: LocalisedName };
		readonly period: string;
		readonly figures: Readonly<Record<string, number>>;
	}[];
}

const periodCount = 12;
const exampleCount = 10;

/**
 * What a rule would have found in the last twelve periods of its indicator, stored or not: nothing is written. Drafts do not count.
 * @throws DomainError `unknownIndicator`, `invalidInput` with `problem`
 */
export async function tryRule(ctx: Context, code: string, wish: RuleWish): Promise<RuleTrial> {
	const scope = demand(ctx.actor, 'indicator.manage');
	const own = await getIndicatorByCode(ctx.db, code);
	const expression = await checkedExpression(ctx.db, code, wish);
	const indicators = await listCheckedIndicators(ctx.db);
	const codes = indicators.map((indicator) => indicator.code);
	const compiled = expression === null ? undefined : compiledRule(expression, codes);
	const operands = compiled?.ok ? [...compiled.rule.operands.values()] : [];
	const idOf = (named: string | undefined): number =>
		indicators.find((indicator) => indicator.code === named)?.id ?? own.id;
	const current = periodOfDate(ctx.now.toISOString(), own.frequency);
	const periods = Array.from({ length: periodCount }, (_, at) => shiftPeriod(current, at - periodCount));
	const values = await listCheckValues(ctx.db, scope, {
		unitIds: 'all',
		indicatorIds: [...new Set([own.id, ...operands.map((operand) => idOf(operand.code))])],
		from: periodStart(shiftPeriod(periods[0]!, -1)),
		to: periodStart(periods.at(-1)!)
	});
	const board = new Map<string, CheckValue>();
	// A unit's own report stands before what its departments add up to.
	for (const value of values) {
		const key = `${value.unitId} ${value.indicatorId} ${value.period}`;
		if (value.status !== null || !board.has(key)) board.set(key, value);
	}
	const previous = new Map(periods.map((period) => [period.code, shiftPeriod(period, -1).code]));
	const reported = values
		.filter(
			({ indicatorId, period, status }) => indicatorId === own.id && previous.has(period) && counts(status)
		)
		.sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : a.unitId - b.unitId));
	const broken: { cell: CheckValue; figures: Readonly<Record<string, number>> }[] = [];
	let silent = 0;
	for (const cell of reported) {
		const outcome = applyRule(
			{ kind: wish.kind, expression },
			cell,
			({ code: named, age }) =>
				board.get(`${cell.unitId} ${idOf(named)} ${age === 0 ? cell.period : previous.get(cell.period)}`),
			codes
		);
		if (outcome.kind === 'broken') broken.push({ cell, figures: outcome.figures });
		else if (outcome.kind !== 'holds') silent++;
	}
	const shown = broken.slice(0, exampleCount);
	const names = await listUnitNames(
		ctx.db,
		scope,
		shown.map(({ cell }) => cell.unitId)
	);
	return {
		cells: reported.length,
		broken: broken.length,
		silent,
		examples: shown.flatMap(({ cell, figures }) => {
			const unit = names.get(cell.unitId);
			return unit ? [{ unit, period: cell.period, figures }] : [];
		})
	};
}

function counts(status: CheckValue['status']): boolean {
	return status === 'submitted' || status === 'approved';
}
