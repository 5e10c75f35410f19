import { median, modifiedZScore } from '../validation/outlier';

/** A value that its own history did not let expect: to be confirmed, not refused. */
export interface Jump {
	/** the span in which earlier values let expect one, in the value's own unit */
	readonly low: number;
	readonly high: number;
}

const deviationsAllowed = 5;

/**
 * The least that a series is taken to spread: 2 % of its usual level or two of the last shown digit, so that a steady series does
 * not cry wolf.
 */
export function leastSpreadOf(centre: number, decimals: number): number {
	return Math.max(Math.abs(centre) * 0.02, 2 * 10 ** -decimals);
}

/**
 * Whether `value` lies further from the median of `history` than five robust standard deviations: the modified z at a limit above
 * the one from which it is listed (3.5), because whoever types is made to stop and answer.
 */
export function findJump(value: number, history: readonly number[], decimals: number): Jump | undefined {
	if (history.length === 0) return undefined;
	const verdict = modifiedZScore(value, history, {
		leastSpread: leastSpreadOf(median(history), decimals),
		limit: deviationsAllowed
	});
	return verdict.kind === 'outlier' ? { low: verdict.low, high: verdict.high } : undefined;
}
