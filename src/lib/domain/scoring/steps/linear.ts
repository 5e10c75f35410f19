import type { Range } from './step';

/**
 * What both ends are multiplied by before one is taken from the other: a half where they are as far apart as ±1e308, so that the
 * difference does not overflow. Exact everywhere else that matters.
 */
export function safeScale(low: number, high: number): 1 | 0.5 {
	return Number.isFinite(high - low) ? 1 : 0.5;
}

/**
 * A share onto a range: first + share · (last − first). The whole is the last number itself, not a rounding of it, and a share within
 * 0–1 never lies beyond an end, not even by the last digit (1 · (50.4 − 11.7) + 11.7 is 50.400000000000006). A range wider than
 * the largest double is mapped from both its ends.
 */
export function onRange(share: number, [first, last]: Readonly<Range>): number {
	if (share === 1) return last;
	const width = last - first;
	const mapped = Number.isFinite(width) ? share * width + first : share * last + (1 - share) * first;
	if (!(share >= 0 && share <= 1)) return mapped;
	const [low, high] = first < last ? [first, last] : [last, first];
	return mapped < low ? low : mapped > high ? high : mapped;
}

/**
 * (x − low) / (high − low), mapped onto `to`, for every value. Overwrites. `high > low` is the caller's business.
 * A span wider than the largest double (−1e308 to 1e308) is halved first instead of overflowing.
 */
export function mapLinearly(values: Float64Array, low: number, high: number, to: Range): void {
	const scale = safeScale(low, high);
	const bottom = low * scale;
	const spread = high * scale - bottom;
	const [first, last] = to;
	if (scale === 1 && first === 0) {
		// From 0, share · last + 0 is exact at both ends and never beyond them: the usual range needs no look at either.
		for (let i = 0; i < values.length; i++) values[i] = ((values[i]! - low) / spread) * last;
		return;
	}
	for (let i = 0; i < values.length; i++) values[i] = onRange((values[i]! * scale - bottom) / spread, to);
}
