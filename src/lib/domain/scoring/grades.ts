import type { GradeBand } from '../framework/definition';
import { floorOfShare } from './exact-decimal';

/** Why a unit has its grade. */
export interface GradeOutcome {
	readonly code: string;
	/** Band that the score alone would give. */
	readonly byScore: string;
	/** What moved the unit below it. */
	readonly limitedBy: 'share' | 'veto' | undefined;
}

/**
 * Grades of one peer group from its rounded scores: the highest band whose `from` the score reaches. Where `maxShare` limits a band,
 * the best keep it, and the surplus falls to the next band together with everybody below; equal scores stay together, so a tie that
 * does not fit as a whole falls as a whole. The ceiling is the share of the group's scored units, rounded down.
 * A vetoed unit enters no band above the one that the veto allows, and takes nobody's place there.
 * Without a score, or below the lowest band: no grade.
 */
export function gradeGroup(
	bands: readonly GradeBand[],
	scores: Float64Array,
	bestBandAllowed: (row: number) => number
): (GradeOutcome | undefined)[] {
	const rows = [...scores.keys()].filter((row) => !Number.isNaN(scores[row]!));
	rows.sort((a, b) => scores[b]! - scores[a]!);
	const outcomes = new Array<GradeOutcome | undefined>(scores.length).fill(undefined);
	let waiting = rows;
	for (const [index, band] of bands.entries()) {
		const candidates = waiting.filter((row) => scores[row]! >= band.from && bestBandAllowed(row) <= index);
		const limit = band.maxShare === undefined ? Infinity : floorOfShare(band.maxShare, rows.length);
		const admitted = new Set(wholeTies(candidates, scores, limit));
		for (const row of admitted) {
			const byScore = bands.find(({ from }) => scores[row]! >= from)!;
			outcomes[row] = {
				code: band.code,
				byScore: byScore.code,
				limitedBy: byScore.code === band.code ? undefined : bestBandAllowed(row) === index ? 'veto' : 'share'
			};
		}
		waiting = waiting.filter((row) => !admitted.has(row));
	}
	return outcomes;
}

/** As many of the best as fit, without parting equal scores. */
function wholeTies(descending: readonly number[], scores: Float64Array, limit: number): readonly number[] {
	if (descending.length <= limit) return descending;
	let end = limit;
	while (end > 0 && scores[descending[end - 1]!] === scores[descending[end]!]) end--;
	return descending.slice(0, end);
}
