import type { NodeScore } from '../ranking/standing';
import type { Receipt } from '../scoring/receipt';

/** Where a recomputed receipt and the stored result say something else. */
export interface ReceiptDifference {
	readonly node: string;
	readonly what: 'score' | 'rank' | 'grade';
	readonly stored: number | string | null;
	readonly recomputed: number | string | null;
}

/** Scores may differ by this much in the last digits; ranks and grades not at all. */
const tolerance = 1e-9;

/** Every difference between a receipt and the stored results of its unit; empty where they match. */
export function receiptDifferences(receipt: Receipt, stored: readonly NodeScore[]): ReceiptDifference[] {
	const byNode = new Map(stored.map((score) => [score.nodeCode, score]));
	const differences: ReceiptDifference[] = [];
	for (const node of receipt.nodes) {
		const kept = byNode.get(node.node);
		const isTop = node.node === receipt.top;
		const score = isTop ? receipt.score : node.score;
		const before = differences.length;
		if (!isSameNumber(kept?.score ?? null, score)) {
			differences.push({ node: node.node, what: 'score', stored: kept?.score ?? null, recomputed: score });
		}
		const rank = isTop ? receipt.rank : node.rank;
		if (differences.length === before && (kept?.rank ?? null) !== rank) {
			differences.push({ node: node.node, what: 'rank', stored: kept?.rank ?? null, recomputed: rank });
		}
		const grade = receipt.grade?.code ?? null;
		if (isTop && (kept?.grade ?? null) !== grade) {
			differences.push({ node: node.node, what: 'grade', stored: kept?.grade ?? null, recomputed: grade });
		}
	}
	return differences;
}

function isSameNumber(a: number | null, b: number | null): boolean {
	if (a === null || b === null) return a === b;
	return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}
