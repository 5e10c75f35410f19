/** A value that its own history did not let expect: to be confirmed, not refused. */
export interface Jump {
	/** the span in which earlier values let expect one, in the value's own unit */
	readonly low: number;
	readonly high: number;
}

/** Fewer earlier values than this say nothing about what is usual. */
const leastHistory = 6;
/** Median absolute deviation × this estimates a standard deviation of normal values. */
const madToDeviation = 1.4826;
const deviationsAllowed = 5;

function median(sorted: readonly number[]): number {
	const middle = sorted.length >> 1;
	const upper = sorted[middle]!;
	return sorted.length % 2 ? upper : (sorted[middle - 1]! + upper) / 2;
}

/**
 * Whether `value` lies further from the median of `history` than five robust standard deviations. The spread is never taken
 * as less than 2 % of the median or two of the last shown digit, so that a steady series does not cry wolf.
 */
export function findJump(value: number, history: readonly number[], decimals: number): Jump | undefined {
	if (history.length < leastHistory) return undefined;
	const centre = median([...history].sort((a, b) => a - b));
	const deviations = history.map((x) => Math.abs(x - centre)).sort((a, b) => a - b);
	const spread = Math.max(madToDeviation * median(deviations), Math.abs(centre) * 0.02, 2 * 10 ** -decimals);
	const low = centre - deviationsAllowed * spread;
	const high = centre + deviationsAllowed * spread;
	return value < low || value > high ? { low, high } : undefined;
}
