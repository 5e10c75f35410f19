import type { Range } from './step';

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
