import { neverNeedsPositive, type AggregationKind } from './aggregation';

/** Σ x over the children that are there: points. No weights, and no rescaling for those that are missing. None there: missing. */
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
	}
};
