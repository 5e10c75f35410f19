import { extent, mean, median } from './column-statistics';
import type { CompiledNode } from './compile';
import { gather } from './gather';
import { byteToReason, reasonToByte, type MissingReason } from './missing-reason';

/** Scores of a node while the tree is worked up. */
export interface ScoredNode {
	/** NaN is missing. */
	readonly scores: Float64Array;
	/** Why there was no score before the missing rule, as bytes (0 = there was one); undefined if nothing was missing. */
	readonly reasons: Uint8Array | undefined;
	/** True if no score is missing, filled ones included. */
	readonly isComplete: boolean;
}

/** Gives every missing cell what the node's missing rule says, in place. Peers' scores are those that they earned, not filled ones. */
export function fillMissing(
	node: CompiledNode,
	scores: Float64Array,
	reasons: Uint8Array | undefined,
	groups: readonly Int32Array[]
): ScoredNode {
	if (!reasons) return { scores, reasons, isComplete: true };
	if (!node.hasFill) return { scores, reasons, isComplete: false };
	let isComplete = true;
	for (const rows of groups) {
		const earned = gather(scores, rows);
		for (const row of rows) {
			const reason = byteToReason(reasons[row]);
			if (!reason) continue;
			const fill = fillFor(node, reason, earned);
			if (fill === undefined) isComplete = false;
			else scores[row] = fill;
		}
	}
	return { scores, reasons, isComplete };
}

/** Undefined where the cell stays missing: excluded, or no peer has a score to take from. */
function fillFor(node: CompiledNode, reason: MissingReason, earned: Float64Array): number | undefined {
	const rule = node.missing[reason];
	switch (rule.do) {
		case 'exclude':
		case 'lastKnown':
			return undefined;
		case 'zero':
			return 0;
		case 'fixed':
			return rule.score;
		case 'worst':
			return finiteOrNothing(extent(earned).min);
		case 'mean':
			return finiteOrNothing(mean(earned));
		case 'median':
			return finiteOrNothing(median(earned));
	}
}

function finiteOrNothing(value: number): number | undefined {
	return Number.isFinite(value) ? value : undefined;
}

/** Marks a row as missing for a reason, in a list that is only made once something is missing. */
export function markMissing(
	reasons: Uint8Array | undefined,
	row: number,
	reason: MissingReason,
	rowCount: number
): Uint8Array {
	const list = reasons ?? new Uint8Array(rowCount);
	list[row] = reasonToByte(reason);
	return list;
}
