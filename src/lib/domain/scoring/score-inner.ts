import type { CompiledInner } from './compile';
import type { Rows } from './prepare-input';
import type { ProblemList } from './problems';
import { fillMissing, markMissing, type ScoredNode } from './scored-node';
import { settleScores } from './score-indicator';

/** Scores of an inner node from those of its children: aggregation, coverage, missing rule. Written to `scores`. */
export function scoreInner(
	node: CompiledInner,
	scored: readonly ScoredNode[],
	codes: readonly string[],
	rows: Rows,
	problems: ProblemList,
	scores: Float64Array
): ScoredNode {
	aggregateInto(node, scored, codes, rows, problems, node.weighed, node.weights, scores);
	const isComplete = areComplete(scored, node.children);
	if (!isComplete && node.minimumCoverage > 0) clearBelowCoverage(node, scored, scores);
	let reasons: Uint8Array | undefined;
	for (let row = 0; row < scores.length; row++) {
		const score = scores[row]!;
		if (score === score) continue;
		// With all children there, only Copeland is undefined, where nobody is there to be compared with.
		reasons = markMissing(reasons, row, isComplete ? 'noSpread' : 'belowCoverage', scores.length);
	}
	settleScores(node, scores, rows, problems);
	return fillMissing(node, scores, reasons, rows.groups);
}

/** The bare aggregation, over all weighed children but one (how a receipt finds what that one contributes). */
export function aggregateChildren(
	node: CompiledInner,
	scored: readonly ScoredNode[],
	codes: readonly string[],
	rows: Rows,
	problems: ProblemList,
	without?: number
): Float64Array {
	const out = new Float64Array(rows.units.length);
	const children = node.weighed.filter((child) => child !== without);
	const weights = node.weights.filter((_, k) => node.weighed[k] !== without);
	if (children.length === 0) return out.fill(NaN);
	aggregateInto(node, scored, codes, rows, problems, children, weights, out);
	return out;
}

function aggregateInto(
	node: CompiledInner,
	scored: readonly ScoredNode[],
	codes: readonly string[],
	{ units, groups }: Rows,
	problems: ProblemList,
	children: readonly number[],
	weights: readonly number[],
	out: Float64Array
): void {
	node.aggregation.aggregate(
		{
			children: children.map((child) => scored[child]!.scores),
			weights,
			isComplete: areComplete(scored, children),
			parameters: node.parameters,
			groups,
			report(row, child, message, remedy) {
				problems.add({
					node: node.code,
					unit: units[row]!,
					message: `${message} (from ${JSON.stringify(codes[children[child]!]!)})`,
					remedy
				});
			}
		},
		out
	);
}

function areComplete(scored: readonly ScoredNode[], children: readonly number[]): boolean {
	for (const child of children) if (!scored[child]!.isComplete) return false;
	return true;
}

/** Share of a node's immediate children that have a score, by count; filled ones have one. */
export function coverageOf(children: readonly Float64Array[], row: number): number {
	let present = 0;
	for (const scores of children) if (!Number.isNaN(scores[row]!)) present++;
	return present / children.length;
}

function clearBelowCoverage(node: CompiledInner, scored: readonly ScoredNode[], scores: Float64Array): void {
	const children = node.children.map((child) => scored[child]!.scores);
	for (let row = 0; row < scores.length; row++) {
		// Two doubles nearest to equal fractions are equal, so 7 of 10 passes 0.7.
		if (coverageOf(children, row) < node.minimumCoverage) scores[row] = NaN;
	}
}
