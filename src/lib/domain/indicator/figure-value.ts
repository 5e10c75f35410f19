import { DomainError } from '../errors';
import type { MissingReason } from '../scoring/missing-reason';
import { countCases, kaplanMeierMedian, meanOfAnswered } from './distribution';
import type { DistributionStatistic } from './indicator';
import { isDistribution, isMissing, isRatio, type Figure } from './period-figure';

export interface FigureValueOptions {
	/** What a ratio is multiplied by: 100 for percent (the default), 10,000 for "per 10,000 inhabitants". */
	readonly per?: number;
	/** Which number stands for a distribution. Default: `kaplanMeierMedian`. */
	readonly statistic?: DistributionStatistic;
	/** Fewer cases than this are `suppressed`. Default: 5 for a median, 1 for a mean. */
	readonly minimumCases?: number;
	/** A median that is not reached, or lies beyond, is this number and "above". Default: 20 working days. */
	readonly ceiling?: number;
}

/** The raw value that an indicator is scored by; `isAbove` says "more than this", as in "over 20 days". */
export type FigureValue =
	{ readonly value: number; readonly isAbove?: true } | { readonly missing: MissingReason };

/**
 * The number of a figure. A ratio is `per` · numerator / denominator; with a denominator of 0 nothing fell due, so there is no rate:
 * `notApplicable`. A median beyond the ceiling counts like one that is not reached, or a unit that never answers would stand
 * before one that answers late.
 */
export function figureValue(figure: Figure, options: FigureValueOptions = {}): FigureValue {
	if (isMissing(figure)) return figure;
	if (isRatio(figure)) return ratioValue(figure.numerator, figure.denominator, options.per ?? 100);
	if (!isDistribution(figure)) return { value: figure.value };
	const { statistic = 'kaplanMeierMedian', ceiling = 20 } = options;
	const minimumCases = options.minimumCases ?? (statistic === 'mean' ? 1 : 5);
	if (countCases(figure) < minimumCases) return { missing: 'suppressed' };
	if (statistic === 'mean') {
		const value = meanOfAnswered(figure);
		return Number.isNaN(value) ? { missing: 'suppressed' } : { value };
	}
	const median = kaplanMeierMedian(figure);
	return median === undefined || median > ceiling ? { value: ceiling, isAbove: true } : { value: median };
}

function ratioValue(numerator: number, denominator: number, per: number): FigureValue {
	if (!Number.isFinite(numerator) || !Number.isFinite(denominator) || denominator < 0) {
		throw new DomainError(
			'invalidInput',
			`${numerator} / ${denominator} is no ratio; give finite parts and a denominator that is not negative`
		);
	}
	return denominator === 0 ? { missing: 'notApplicable' } : { value: (per * numerator) / denominator };
}
