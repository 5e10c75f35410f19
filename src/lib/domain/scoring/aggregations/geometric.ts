import { positiveScore } from './positive';
import type { AggregationKind } from './aggregation';

/** exp(Σ w ln x / Σ w) over the children that are there. (COINr `a_gmean`) A value ≤ 0 is an error unless `floor` raises it. */
export const geometric: AggregationKind = {
	additivity: 'logarithmic',
	usesWeights: true,
	takes: ['floor'],
	needsPositive: () => true,
	aggregate(frame, out) {
		const totals = new Float64Array(out.length);
		out.fill(0);
		frame.children.forEach((scores, c) => {
			const weight = frame.weights[c]!;
			for (let i = 0; i < out.length; i++) {
				const score = scores[i]!;
				if (score !== score) continue;
				out[i]! += weight * Math.log(positiveScore(frame, c, i, score));
				totals[i]! += weight;
			}
		});
		for (let i = 0; i < out.length; i++) out[i] = Math.exp(out[i]! / totals[i]!);
	}
};
