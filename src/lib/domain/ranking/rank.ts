import { gather, scatter } from '../scoring/gather';
import { roundHalfUp } from './round-half-up';

export const tieRules = ['min', 'dense', 'average'] as const;

/** How equal scores share places: `min` 1,2,2,4 · `dense` 1,2,2,3 · `average` 1,2.5,2.5,4. */
export type TieRule = (typeof tieRules)[number];

export interface RankOptions {
	readonly ties?: TieRule;
	/** Decimals that scores are rounded to (half up) before they are compared; null compares them as they are. */
	readonly precision?: number | null;
	/** Index of each row's peer group. Without it, all rows are one group. */
	readonly groups?: Int32Array;
}

/**
 * Places of scores, 1 = highest, within each peer group. NaN, in and out, is "not ranked", and counts for nobody's place.
 * One native sort and a binary search a row: about twice as fast as sorting row numbers by a comparator.
 */
export function rankScores(scores: Float64Array, options: RankOptions = {}): Float64Array {
	const { ties = 'min', precision = null, groups } = options;
	const compared = precision === null ? scores : scores.map((score) => roundHalfUp(score, precision));
	if (!groups) return rankOneGroup(compared, ties);
	const ranks = new Float64Array(scores.length);
	for (const rows of rowsByGroup(groups)) {
		scatter(rankOneGroup(gather(compared, rows), ties), rows, ranks);
	}
	return ranks;
}

/** Places counted from the bottom: 1 = lowest, ties as in `rankScores`. This is what the `rank` step scores with. */
export function rankFromLowest(values: Float64Array, ties: TieRule): Float64Array {
	const negated = values.map((value) => 0 - value);
	return rankOneGroup(negated, ties);
}

/** Row numbers of each group, in row order. */
export function rowsByGroup(groups: Int32Array): Int32Array[] {
	const counts: number[] = [];
	for (const group of groups) counts[group] = (counts[group] ?? 0) + 1;
	const rows = Array.from(counts, (count) => new Int32Array(count ?? 0));
	const filled = new Int32Array(counts.length);
	for (let row = 0; row < groups.length; row++) {
		const group = groups[row]!;
		rows[group]![filled[group]!++] = row;
	}
	return rows;
}

function rankOneGroup(scores: Float64Array, ties: TieRule): Float64Array {
	const sorted = scores.slice().sort();
	const ranked = countPresent(sorted);
	const distinctAbove = ties === 'dense' ? distinctValuesAbove(sorted, ranked) : undefined;
	const ranks = new Float64Array(scores.length);
	for (let row = 0; row < scores.length; row++) {
		const score = scores[row]!;
		if (score !== score) {
			ranks[row] = NaN;
			continue;
		}
		const end = firstGreater(sorted, ranked, score);
		if (ties === 'min') ranks[row] = ranked - end + 1;
		else if (distinctAbove) ranks[row] = distinctAbove[end - 1]! + 1;
		else ranks[row] = (ranked - end + 1 + (ranked - firstNotLess(sorted, ranked, score))) / 2;
	}
	return ranks;
}

/** A typed array sorts NaN to its end. */
function countPresent(sorted: Float64Array): number {
	let count = sorted.length;
	while (count > 0 && Number.isNaN(sorted[count - 1]!)) count--;
	return count;
}

/** For each sorted position, how many different values are greater. −0 and 0 are the same value. */
function distinctValuesAbove(sorted: Float64Array, count: number): Int32Array {
	const above = new Int32Array(count);
	for (let i = count - 2; i >= 0; i--) above[i] = above[i + 1]! + (sorted[i]! < sorted[i + 1]! ? 1 : 0);
	return above;
}

function firstGreater(sorted: Float64Array, count: number, value: number): number {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle]! > value) high = middle;
		else low = middle + 1;
	}
	return low;
}

function firstNotLess(sorted: Float64Array, count: number, value: number): number {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle]! < value) low = middle + 1;
		else high = middle;
	}
	return low;
}
