import { medianOfSorted } from '../column-statistics';
import { neverNeedsPositive, type AggregationKind } from './aggregation';

/** Median of the children that are there (of an even number, the mean of the middle two). No weights. */
export const median: AggregationKind = {
	additivity: 'none',
	usesWeights: false,
	takes: [],
	needsPositive: neverNeedsPositive,
	aggregate({ children }, out) {
		const scores = new Float64Array(children.length);
		for (let i = 0; i < out.length; i++) {
			let count = 0;
			for (const column of children) {
				const score = column[i]!;
				if (score === score) scores[count++] = score;
			}
			out[i] = medianOfSorted(scores.subarray(0, count).sort());
		}
	}
};
