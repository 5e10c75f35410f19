import type { MissingReason } from '../scoring/missing-reason';
import type { Histogram } from './indicator';

/** A plain number: a count, a sum, a score. */
export interface ValueFigure {
	readonly value: number;
}

/** A share or rate, kept as its two parts so that it can be added up over time and over departments. */
export interface RatioFigure {
	readonly numerator: number;
	readonly denominator: number;
}

/**
 * Single cases, counted by value: `[value, answered, waiting]`. For response times the value is working days since receipt; `answered`
 * counts those answered on that day, `waiting` those still unanswered that long at the cut-off. For ratings `waiting` is 0.
 * Counts are those at the cut-off of the period that they end up in: a request of January that was answered in February
 * waits in January's own figure, and is answered in the first quarter's.
 */
export interface DistributionFigure {
	readonly points: Histogram;
}

export interface MissingFigure {
	readonly missing: MissingReason;
}

/** What a unit reports, or what tickets give, of one indicator for one period. */
export type Figure = ValueFigure | RatioFigure | DistributionFigure | MissingFigure;

export function isMissing(figure: Figure): figure is MissingFigure {
	return 'missing' in figure;
}

export function isValue(figure: Figure): figure is ValueFigure {
	return 'value' in figure;
}

export function isRatio(figure: Figure): figure is RatioFigure {
	return 'numerator' in figure;
}

export function isDistribution(figure: Figure): figure is DistributionFigure {
	return 'points' in figure;
}
