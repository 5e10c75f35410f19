import { toCommonIntegers } from '../exact-decimal';
import { onRange } from '../steps/linear';
import { neverNeedsPositive, type AggregationFrame, type AggregationKind } from './aggregation';

/**
 * Copeland score among the peers: how many units a unit beats, less how many it is beaten by; −(n − 1) to n − 1, or onto `to`.
 * A unit beats another when the children on which it scores higher weigh more than those on which it scores lower, over the
 * children that both have. Weights count as exact decimals and are compared as integers: in floating point, 49 equal weights
 * get several exact ties wrong, and a missing child would land on the later unit (both defects of COINr `a_copeland`).
 * A single unit under `to` has nobody to be compared with: missing.
 */
export const copeland: AggregationKind = {
	additivity: 'none',
	usesWeights: true,
	takes: ['to'],
	needsPositive: neverNeedsPositive,
	aggregate(frame, out) {
		const weights = toCommonIntegers(frame.weights);
		const total = weights.reduce((sum, weight) => sum + weight, 0n);
		out.fill(NaN);
		for (const rows of frame.groups) {
			const rated = rows.filter((row) => hasWeightedScore(frame, row));
			// Sums of integers are exact in a double up to 2^53; beyond that (weights of very different precision), in BigInt.
			const wins =
				total <= BigInt(Number.MAX_SAFE_INTEGER)
					? netWins(frame, rated, weights.map(Number))
					: netWinsInBigInt(frame, rated, weights);
			rated.forEach((row, k) => (out[row] = placeWithin(wins[k]!, rated.length, frame.parameters.to)));
		}
	}
};

/** How one unit fared against its peers, pair by pair: wins − losses is its score before `to`. */
export interface PairwiseRecord {
	readonly wins: number;
	readonly losses: number;
	readonly ties: number;
	/** Peers that it was compared with: all that have a score on some child of weight. */
	readonly compared: number;
}

/** The record of `row` against every other row, by the rules of the aggregation; undefined where it has nothing to be compared on. */
export function pairwiseRecord(
	frame: Pick<AggregationFrame, 'children' | 'weights'>,
	row: number
): PairwiseRecord | undefined {
	if (!hasWeightedScore(frame, row)) return undefined;
	const weights = toCommonIntegers(frame.weights);
	let [wins, losses, ties] = [0, 0, 0];
	for (let other = 0; other < (frame.children[0]?.length ?? 0); other++) {
		if (other === row || !hasWeightedScore(frame, other)) continue;
		let balance = 0n;
		frame.children.forEach((scores, c) => {
			if (scores[row]! > scores[other]!) balance += weights[c]!;
			else if (scores[row]! < scores[other]!) balance -= weights[c]!;
		});
		if (balance > 0n) wins++;
		else if (balance < 0n) losses++;
		else ties++;
	}
	return { wins, losses, ties, compared: wins + losses + ties };
}

function hasWeightedScore(
	{ children, weights }: Pick<AggregationFrame, 'children' | 'weights'>,
	row: number
): boolean {
	return children.some((scores, c) => weights[c]! > 0 && !Number.isNaN(scores[row]!));
}

function placeWithin(netWins: number, n: number, to: readonly [number, number] | undefined): number {
	if (!to) return netWins;
	return n > 1 ? onRange((netWins + n - 1) / (2 * (n - 1)), to) : NaN;
}

function netWins({ children }: AggregationFrame, rows: Int32Array, weights: readonly number[]): Int32Array {
	const wins = new Int32Array(rows.length);
	// Unit by unit in memory, because every pair reads all children of both.
	const k = children.length;
	const scores = new Float64Array(rows.length * k);
	rows.forEach((row, i) => children.forEach((column, c) => (scores[i * k + c] = column[row]!)));
	for (let i = 0; i < rows.length; i++) {
		for (let j = i + 1; j < rows.length; j++) {
			let balance = 0;
			for (let c = 0; c < k; c++) {
				const mine = scores[i * k + c]!;
				const theirs = scores[j * k + c]!;
				if (mine > theirs) balance += weights[c]!;
				else if (mine < theirs) balance -= weights[c]!;
			}
			const outcome = Math.sign(balance);
			wins[i]! += outcome;
			wins[j]! -= outcome;
		}
	}
	return wins;
}

function netWinsInBigInt(
	{ children }: AggregationFrame,
	rows: Int32Array,
	weights: readonly bigint[]
): Int32Array {
	const wins = new Int32Array(rows.length);
	for (let i = 0; i < rows.length; i++) {
		for (let j = i + 1; j < rows.length; j++) {
			let balance = 0n;
			children.forEach((scores, c) => {
				const mine = scores[rows[i]!]!;
				const theirs = scores[rows[j]!]!;
				if (mine > theirs) balance += weights[c]!;
				else if (mine < theirs) balance -= weights[c]!;
			});
			const outcome = balance > 0n ? 1 : balance < 0n ? -1 : 0;
			wins[i]! += outcome;
			wins[j]! -= outcome;
		}
	}
	return wins;
}
