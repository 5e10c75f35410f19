import type { MissingReason } from '../scoring/missing-reason';
import { figureValue } from './figure-value';
import type { Histogram, Indicator, RollUpRule } from './indicator';
import { isDistribution, isRatio, type Figure } from './period-figure';
import { rollUpFigures } from './roll-up';
import { aggregateFigures } from './time-rule';

/** A figure as it is stored: what it is made of beside the number that it is scored by. */
export interface FigureColumns {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly qualifier: 'above' | null;
}

/** What deriving needs to know of an indicator. */
export type DerivedIndicator = Pick<Indicator, 'timeRule' | 'rollUp' | 'statistic' | 'factor'>;

/** One part of a longer period, or one department of a region. `figure` is undefined where nobody entered anything. */
export interface ExpectedFigure {
	readonly figure: Figure | undefined;
	/** whether the day has passed by which it had to be there: before, its absence says nothing */
	readonly isDue: boolean;
}

/**
 * Least share of the departments whose figures make one of their region. Rates bear that one in four is missing; a total without
 * one of its parts would simply be too small.
 */
const leastShare: Readonly<Record<Exclude<RollUpRule, 'none'>, number>> = {
	sum: 1,
	ratio: 0.75,
	distribution: 0.75
};

/** The figure behind stored columns; undefined where they hold nothing (an empty draft). */
export function figureOfColumns(columns: Omit<FigureColumns, 'qualifier'>): Figure | undefined {
	const { value, numerator, denominator, distribution, missingReason } = columns;
	if (distribution) return { points: distribution };
	if (missingReason) return { missing: missingReason };
	if (numerator !== null && denominator !== null) return { numerator, denominator };
	return value === null ? undefined : { value };
}

/** The columns of a figure, with the number that stands for it. A distribution is kept even where its statistic is suppressed. */
export function columnsOfFigure(
	indicator: Pick<Indicator, 'statistic' | 'factor'>,
	figure: Figure
): FigureColumns {
	const scored = figureValue(figure, {
		per: indicator.factor,
		...(indicator.statistic && { statistic: indicator.statistic })
	});
	const isThere = 'value' in scored;
	return {
		value: isThere ? scored.value : null,
		numerator: isRatio(figure) ? figure.numerator : null,
		denominator: isRatio(figure) ? figure.denominator : null,
		distribution: isDistribution(figure) ? figure.points : null,
		missingReason: isThere ? null : scored.missing,
		qualifier: isThere && scored.isAbove ? 'above' : null
	};
}

/**
 * The figure of a quarter or a year from its parts in time order, by the indicator's time rule. A part that is absent counts as
 * not reported once it is due, and is left out before. Undefined where nothing at all is known.
 */
export function figureOfParts(
	indicator: DerivedIndicator,
	parts: readonly ExpectedFigure[]
): Figure | undefined {
	const counted = countedFigures(parts);
	return counted && aggregateFigures(indicator.timeRule, counted);
}

/** A region's figure from those of the units below it; undefined where it is not made from them, or nothing is known. */
export function figureOfBodies(
	indicator: DerivedIndicator,
	bodies: readonly ExpectedFigure[]
): Figure | undefined {
	if (indicator.rollUp === 'none') return undefined;
	const counted = countedFigures(bodies);
	if (!counted) return undefined;
	return rollUpFigures(counted, { values: 'sum', minimumShare: leastShare[indicator.rollUp] }).figure;
}

function countedFigures(expected: readonly ExpectedFigure[]): Figure[] | undefined {
	if (expected.every(({ figure }) => figure === undefined)) return undefined;
	return expected
		.filter(({ figure, isDue }) => figure !== undefined || isDue)
		.map(({ figure }) => figure ?? { missing: 'notReported' });
}

/** Whether two figures are the same in every column that is stored. */
export function isSameFigure(a: FigureColumns, b: FigureColumns): boolean {
	return (
		a.value === b.value &&
		a.numerator === b.numerator &&
		a.denominator === b.denominator &&
		a.missingReason === b.missingReason &&
		a.qualifier === b.qualifier &&
		JSON.stringify(a.distribution) === JSON.stringify(b.distribution)
	);
}
