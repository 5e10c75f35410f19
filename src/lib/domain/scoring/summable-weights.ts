/** Weights of siblings are moved to around 2^±500 where they leave it: far from both ends of a double, and wider than any framework. */
const far = 2 ** 500;

/**
 * The same proportions among siblings' weights, in a measure in which sums and products with scores neither overflow (8e307 each)
 * nor lose digits (1e−320, which has eleven bits). Multiplied by a power of 2, so no digit changes; weights of ordinary size
 * come back as they are. Weights further apart than 2^1000 count as that far apart: above 0, and lost beside the greatest either way.
 */
export function summableWeights(weights: readonly number[]): readonly number[] {
	const positive = weights.filter((weight) => weight > 0);
	const greatest = Math.max(...positive);
	if (positive.length === 0 || (greatest <= far && Math.min(...positive) >= 1 / far)) return weights;
	// Twice half of the way: the whole of it may be more than a double holds.
	const half = 2 ** Math.round((500 - Math.log2(greatest)) / 2);
	return weights.map((weight) => (weight > 0 ? Math.max(weight * half * half, 1 / far) : 0));
}
