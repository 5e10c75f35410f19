import { neverNeedsPositive, type AggregationKind } from './aggregation';

/**
 * Σ x over the children that are there: points. No weights, and no rescaling for those that are missing. None there: missing.
 * A sum that left the range of a double on the way is taken again at a smaller scale: 1e308 + 1e308 − 1e308 is 1e308.
 */
export const sum: AggregationKind = {
	additivity: 'additive',
	usesWeights: false,
	takes: [],
	needsPositive: neverNeedsPositive,
	aggregate({ children }, out) {
		out.fill(NaN);
		for (const scores of children) {
			for (let i = 0; i < out.length; i++) {
				const score = scores[i]!;
				if (score !== score) continue;
				out[i] = Number.isNaN(out[i]!) ? score : out[i]! + score;
			}
		}
		for (let i = 0; i < out.length; i++) if (Math.abs(out[i]!) === Infinity) out[i] = sumAtScale(children, i);
	}
};

/** Small enough for as many children as a framework may have, and a power of 2, so that no digit changes. */
const smallScale = 2 ** -14;

function sumAtScale(children: readonly Float64Array[], row: number): number {
	let sum = 0;
	for (const scores of children) if (!Number.isNaN(scores[row]!)) sum += scores[row]! * smallScale;
	return sum / smallScale;
}
