import type { Range } from './step';

/**
 * What both ends are multiplied by before one is taken from the other: a half where they are as far apart as ±1e308, so that the
 * difference does not overflow. Exact everywhere else that matters.
 */
export function safeScale(low: number, high: number): 1 | 0.5 {
	return Number.isFinite(high - low) ? 1 : 0.5;
}

/** A share of 0–1 onto a range. The whole is the last number itself, not a rounding of it. */
export function onRange(share: number, [first, last]: Range): number {
	return share === 1 ? last : share * (last - first) + first;
}

/**
 * (x − low) / (high − low), mapped onto `to`, for every value. Overwrites. `high > low` is the caller's business.
 * A range wider than the largest double (−1e308 to 1e308) is halved first instead of overflowing.
 */
export function mapLinearly(values: Float64Array, low: number, high: number, to: Range): void {
	const [first, last] = to;
	const width = last - first;
	const spread = high - low;
	if (spread === Infinity) {
		const half = high / 2 - low / 2;
		for (let i = 0; i < values.length; i++) {
			values[i] = ((values[i]! / 2 - low / 2) / half) * width + first;
		}
		return;
	}
	for (let i = 0; i < values.length; i++) values[i] = ((values[i]! - low) / spread) * width + first;
}
