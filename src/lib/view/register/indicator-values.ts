import type { RegisteredIndicator, RubricLevelDetails } from '../../domain/indicator/indicator-register';

/** Levels that a rubric can have. */
export const mostRubricLevels = 7;

const numeral = (value: number | null) => (value === null ? '' : String(value));

/** The fields of an indicator's form as it is stored. */
export function indicatorValues(indicator: RegisteredIndicator): Record<string, string> {
	return {
		nameEn: indicator.name.en,
		nameZh: indicator.name['zh-CN'],
		definitionEn: indicator.definition.en,
		definitionZh: indicator.definition['zh-CN'],
		measure: indicator.measure,
		unitLabelEn: indicator.unitLabel.en,
		unitLabelZh: indicator.unitLabel['zh-CN'],
		direction: String(indicator.direction),
		frequency: indicator.frequency,
		timeRule: indicator.timeRule,
		rollUp: indicator.rollUp,
		statistic: indicator.statistic ?? '',
		...(indicator.isScored ? { isScored: 'on' } : {}),
		...(indicator.isRatio ? { isRatio: 'on' } : {}),
		factor: numeral(indicator.factor),
		numeratorEn: indicator.numerator?.en ?? '',
		numeratorZh: indicator.numerator?.['zh-CN'] ?? '',
		denominatorEn: indicator.denominator?.en ?? '',
		denominatorZh: indicator.denominator?.['zh-CN'] ?? '',
		sourceEn: indicator.source.en,
		sourceZh: indicator.source['zh-CN'],
		ownerEn: indicator.owner.en,
		ownerZh: indicator.owner['zh-CN'],
		minimum: numeral(indicator.minimum),
		maximum: numeral(indicator.maximum),
		decimals: numeral(indicator.decimals)
	};
}

/** The fields of a rubric's form as it is stored. */
export function rubricValues(levels: readonly RubricLevelDetails[]): Record<string, string> {
	return Object.fromEntries(
		levels.flatMap(({ level, points, name, description }) => [
			[`points.${level}`, numeral(points)],
			[`nameEn.${level}`, name.en],
			[`nameZh.${level}`, name['zh-CN']],
			[`descriptionEn.${level}`, description.en],
			[`descriptionZh.${level}`, description['zh-CN']]
		])
	);
}

/** What a page about an indicator is called in its address, after its code; the first is the definition itself. */
export const indicatorTabs = ['', 'targets', 'rules'] as const;
export type IndicatorTab = (typeof indicatorTabs)[number];
