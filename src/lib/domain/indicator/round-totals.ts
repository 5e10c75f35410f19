import { figureValue } from './figure-value';
import type { Histogram, Indicator } from './indicator';
import type { Figure } from './period-figure';

/** What the inputs of a round say of one indicator, all its units together. */
export interface RoundTotals {
	/** units with a value */
	readonly present: number;
	/** units to which the indicator applies */
	readonly expected: number;
	readonly sum: number | null;
	/** of the units' own values */
	readonly median: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	/** all cases of all units, or null where there are none */
	readonly distribution: Histogram | null;
}

/** How the whole's figure follows from the units': added up, as a ratio of sums, from all cases, or the unit in the middle. */
export type WholeBy = 'sum' | 'ratio' | 'distribution' | 'median';

export interface WholeFigure {
	/** in the indicator's own unit; null where nothing can be said */
	readonly value: number | null;
	/** `above`: a median that was not reached */
	readonly qualifier: 'above' | null;
	readonly by: WholeBy;
	readonly present: number;
	readonly expected: number;
}

/** The figure of all units of a round taken together. What neither adds up nor has parts that do is told by the unit in the middle. */
export function wholeFigure(
	indicator: Pick<Indicator, 'measure' | 'isRatio' | 'factor' | 'rollUp' | 'statistic'>,
	totals: RoundTotals
): WholeFigure {
	const counts = { present: totals.present, expected: totals.expected };
	const found = partsOf(indicator, totals);
	if (!found) return { value: null, qualifier: null, by: 'median', ...counts };
	const value = figureValue(found.figure, {
		per: indicator.measure === 'percent' ? 100 : indicator.factor,
		...(indicator.statistic ? { statistic: indicator.statistic } : {})
	});
	if ('missing' in value) return { value: null, qualifier: null, by: found.by, ...counts };
	return { value: value.value, qualifier: value.isAbove ? 'above' : null, by: found.by, ...counts };
}

function partsOf(
	indicator: Pick<Indicator, 'isRatio' | 'rollUp'>,
	totals: RoundTotals
): { figure: Figure; by: WholeBy } | undefined {
	const { numerator, denominator, distribution, sum, median } = totals;
	if (totals.present === 0) return undefined;
	if (indicator.isRatio && numerator !== null && denominator !== null) {
		return { figure: { numerator, denominator }, by: 'ratio' };
	}
	if (distribution) return { figure: { points: distribution }, by: 'distribution' };
	if (indicator.rollUp === 'sum' && sum !== null) return { figure: { value: sum }, by: 'sum' };
	return median === null ? undefined : { figure: { value: median }, by: 'median' };
}
