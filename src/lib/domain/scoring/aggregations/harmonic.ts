import { positiveScore } from './positive';
import type { AggregationFrame, AggregationKind } from './aggregation';

/**
 * Σ w / Σ (w / x) over the children that are there. (COINr `a_hmean`, which takes negatives without a word: here a value ≤ 0 is
 * an error unless `floor` raises it.)
 */
export const harmonic: AggregationKind = {
	additivity: 'none',
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
				out[i]! += weight / positiveScore(frame, c, i, score);
				totals[i]! += weight;
			}
		});
		for (let i = 0; i < out.length; i++) {
			const reciprocal = out[i]!;
			out[i] = Number.isFinite(reciprocal) ? totals[i]! / reciprocal : harmonicAtScale(frame, i);
		}
	}
};

/** For denormal scores, whose reciprocals overflow: relative to the least of them. */
function harmonicAtScale({ children, weights, parameters }: AggregationFrame, row: number): number {
	const scores = children.map((column) => Math.max(column[row]!, parameters.floor ?? -Infinity));
	const scale = scores.reduce((least, score) => (score < least ? score : least), Infinity);
	let sum = 0;
	let total = 0;
	scores.forEach((score, c) => {
		if (score !== score) return;
		sum += weights[c]! / (score / scale);
		total += weights[c]!;
	});
	return (total / sum) * scale;
}
