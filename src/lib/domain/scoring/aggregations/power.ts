import { positiveScore } from './positive';
import type { AggregationFrame, AggregationKind } from './aggregation';

/** Below it in size, 1 is added and taken off again in x^p, and the digits lost are multiplied by 1/p. */
const smallExponent = 1e-3;

/** Below it in size, the mean differs from its limit, the geometric mean, by less than a double can tell: by |p| var(ln x) / 2. */
const vanishingExponent = 1e-22;

/**
 * (Σ w x^p / Σ w)^(1/p) over the children that are there, p ≠ 0. (COINr `a_genmean`, which makes the mean missing as soon as one
 * child is: not copied.) p = 1 is the arithmetic, −1 the harmonic mean. A value ≤ 0 under p < 0, or a negative one under any other p
 * but 1, is an error unless `floor` raises it: its power is undefined, or loses its sign. Towards p = 0 it becomes the geometric mean.
 */
export const power: AggregationKind = {
	additivity: 'none',
	usesWeights: true,
	takes: ['p', 'floor'],
	needsPositive: ({ p = 1 }) => p <= 0,
	aggregate(frame, out) {
		for (let i = 0; i < out.length; i++) out[i] = powerMean(frame, i);
	}
};

/** Scores are taken relative to the one that weighs most, so x^p neither overflows nor vanishes: (2e200)² would. */
function powerMean(frame: AggregationFrame, row: number): number {
	const { p = 1 } = frame.parameters;
	let scale = p > 0 ? 0 : Infinity;
	for (let c = 0; c < frame.children.length; c++) {
		const score = frame.children[c]![row]!;
		if (score !== score) continue;
		const size = Math.abs(admissibleScore(frame, c, row, score));
		if (p > 0 ? size > scale : size < scale) scale = size;
	}
	let sum = 0;
	let total = 0;
	for (let c = 0; c < frame.children.length; c++) {
		const score = frame.children[c]![row]!;
		if (score !== score) continue;
		const { floor = -Infinity } = frame.parameters;
		const relative = scale === 0 ? 0 : Math.max(score, floor) / scale;
		sum += frame.weights[c]! * powerTerm(relative, p);
		total += frame.weights[c]!;
	}
	if (!(total > 0)) return NaN;
	return scale === 0 ? 0 : rootOf(sum / total, p) * scale;
}

/**
 * What is summed of one score r: r^p; for a small p, r^p − 1 = exp(p ln r) − 1, which keeps its digits; for a vanishing one ln r.
 * `rootOf` turns the mean of these back.
 */
function powerTerm(relative: number, p: number): number {
	if (Math.abs(p) >= smallExponent) return relative ** p;
	return Math.abs(p) >= vanishingExponent ? Math.expm1(p * Math.log(relative)) : Math.log(relative);
}

function rootOf(meanTerm: number, p: number): number {
	if (p === 1) return meanTerm;
	if (Math.abs(p) >= smallExponent) return meanTerm ** (1 / p);
	return Math.exp(Math.abs(p) >= vanishingExponent ? Math.log1p(meanTerm) / p : meanTerm);
}

function admissibleScore(frame: AggregationFrame, child: number, row: number, score: number): number {
	const { p = 1, floor = -Infinity } = frame.parameters;
	if (p <= 0) return positiveScore(frame, child, row, score);
	const raised = Math.max(score, floor);
	if (raised < 0 && p !== 1) {
		frame.report(
			row,
			child,
			`score ${score} is negative, which power ${p} cannot take`,
			'set "floor" on the node, or normalise onto a range that starts at 0'
		);
	}
	return raised;
}
