/** How far apart two values are: alike or not, or by the square of their difference. */
export type AlphaMetric = 'nominal' | 'interval';

const distances: Readonly<Record<AlphaMetric, (a: number, b: number) => number>> = {
	nominal: (a, b) => (a === b ? 0 : 1),
	interval: (a, b) => (a - b) ** 2
};

/**
 * Krippendorff's alpha of some units, each with the values that were given to it by however many observers: 1 where they agree, 0
 * where they agree as by chance, below 0 where they differ more than that. Units with fewer than two values say nothing of agreement
 * and are left out. Undefined where nothing can be said: no unit with two values, or all values alike.
 *
 * Computed from coincidences as in K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
 */
export function krippendorffAlpha(
	units: readonly (readonly number[])[],
	metric: AlphaMetric = 'interval'
): number | undefined {
	const paired = units.filter((values) => values.length > 1);
	const counts = new Map<number, number>();
	const distance = distances[metric];
	let total = 0;
	let observed = 0;
	for (const values of paired) {
		let within = 0;
		for (const [i, a] of values.entries()) {
			counts.set(a, (counts.get(a) ?? 0) + 1);
			for (const b of values.slice(i + 1)) within += 2 * distance(a, b);
		}
		total += values.length;
		observed += within / (values.length - 1);
	}
	const distinct = [...counts];
	let expected = 0;
	for (const [i, [a, countA]] of distinct.entries()) {
		for (const [b, countB] of distinct.slice(i + 1)) expected += 2 * countA * countB * distance(a, b);
	}
	return expected === 0 ? undefined : 1 - ((total - 1) * observed) / expected;
}
