import { neverNeedsPositive, type AggregationFrame, type AggregationKind } from './aggregation';

/** Σ wx / Σ w over the children that are there. (COINr `a_amean`) Remaining weight 0: missing. */
export const arithmetic: AggregationKind = {
	additivity: 'additive',
	usesWeights: true,
	takes: [],
	needsPositive: neverNeedsPositive,
	aggregate(frame, out) {
		if (frame.isComplete) meanOfComplete(frame, out);
		else meanOfPresent(frame, out);
		for (let i = 0; i < out.length; i++) {
			// NaN may be missing or +∞ − ∞; both are rare enough to look again.
			if (!Number.isFinite(out[i]!)) out[i] = meanAtScale(frame, i);
		}
	}
};

function meanOfComplete({ children, weights }: AggregationFrame, out: Float64Array): void {
	let total = 0;
	for (let c = 0; c < children.length; c++) {
		const scores = children[c]!;
		const weight = weights[c]!;
		total += weight;
		if (c === 0) for (let i = 0; i < out.length; i++) out[i] = weight * scores[i]!;
		else for (let i = 0; i < out.length; i++) out[i]! += weight * scores[i]!;
	}
	for (let i = 0; i < out.length; i++) out[i]! /= total;
}

function meanOfPresent({ children, weights }: AggregationFrame, out: Float64Array): void {
	const totals = new Float64Array(out.length);
	out.fill(0);
	for (let c = 0; c < children.length; c++) {
		const scores = children[c]!;
		const weight = weights[c]!;
		for (let i = 0; i < out.length; i++) {
			const score = scores[i]!;
			if (score !== score) continue;
			out[i]! += weight * score;
			totals[i]! += weight;
		}
	}
	for (let i = 0; i < out.length; i++) out[i]! /= totals[i]!;
}

/** The mean of scores near 1e308, relative to the largest, so that their sum does not overflow. NaN if nothing is there. */
function meanAtScale({ children, weights }: AggregationFrame, row: number): number {
	let scale = 0;
	for (const scores of children) {
		const size = Math.abs(scores[row]!);
		if (size > scale) scale = size;
	}
	let sum = 0;
	let total = 0;
	for (let c = 0; c < children.length; c++) {
		const score = children[c]![row]!;
		if (score !== score) continue;
		sum += weights[c]! * (score / scale);
		total += weights[c]!;
	}
	return total > 0 ? (sum / total) * scale : NaN;
}
