import { neverNeedsPositive, type AggregationKind } from './aggregation';

/** The worst of the children that are there: nothing is compensated. No weights. */
export const min: AggregationKind = {
	additivity: 'none',
	usesWeights: false,
	takes: [],
	needsPositive: neverNeedsPositive,
	aggregate({ children }, out) {
		out.fill(NaN);
		for (const scores of children) {
			for (let i = 0; i < out.length; i++) if (!(out[i]! <= scores[i]!)) out[i] = least(out[i]!, scores[i]!);
		}
	}
};

function least(soFar: number, score: number): number {
	if (score !== score) return soFar;
	return soFar < score ? soFar : score;
}
