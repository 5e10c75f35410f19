import { isStageOpen, type RoundStage, type StageWindow } from '../round/round';
import { isStageOf } from '../round/round-acts';
import type { AssessmentStatus } from './assessment';
import { isSameDraft, type AssessmentDraft } from './read-draft';

/** Why an assessor may not write a cell of his own; undefined: he may. */
export type ScoringBar = 'ownUnit' | 'stageClosed' | 'alreadySubmitted';

export interface ScoringSituation {
	readonly status: AssessmentStatus;
	/** of the round */
	readonly stage: RoundStage;
	readonly windows: readonly StageWindow[];
	/** a unit of one's own, or of a declared conflict of interest */
	readonly ownsUnit: boolean;
}

/**
 * Nobody assesses a unit of his own; nothing is scored outside of the window, or when the round has gone on to publicity before it
 * closed; what is submitted stands.
 */
export function scoringBar(situation: ScoringSituation, now: Date): ScoringBar | undefined {
	if (situation.ownsUnit) return 'ownUnit';
	if (situation.status === 'submitted' || situation.status === 'locked') return 'alreadySubmitted';
	return isStageOf('score', situation.stage) && isStageOpen(situation.windows, 'scoring', now)
		? undefined
		: 'stageClosed';
}

/** Points 0–100 between which a score needs no comment; null: it needs none on that side. */
export interface CommentBand {
	readonly below: number | null;
	readonly above: number | null;
}

/** Whether a score that is given away lacks the comment that its height asks for. The ends of the band need none. */
export function lacksComment(
	{ score, comment }: Pick<AssessmentDraft, 'score' | 'comment'>,
	{ below, above }: CommentBand
): boolean {
	if (score === null || comment.trim() !== '') return false;
	return (below !== null && score < below) || (above !== null && score > above);
}

/** Two windows of one assessor must not overwrite each other; who saves what is there already conflicts with nobody. */
export function isConflict(
	stored: { readonly revision: number; readonly draft: AssessmentDraft },
	next: AssessmentDraft,
	revisionRead: number
): boolean {
	return stored.revision !== revisionRead && !isSameDraft(stored.draft, next);
}

export interface AssessmentProgress {
	readonly total: number;
	readonly submitted: number;
	/** saved with a score, not submitted */
	readonly scoredDrafts: number;
	/** everything else: untouched, or a comment without a score */
	readonly unscored: number;
	/** marked to come back to, scored or not */
	readonly flagged: number;
}

export function progressOf(
	cells: readonly {
		readonly status: AssessmentStatus;
		readonly score: number | null;
		readonly isFlagged: boolean;
	}[]
): AssessmentProgress {
	const submitted = cells.filter(({ status }) => status === 'submitted' || status === 'locked').length;
	const scoredDrafts = cells.filter(({ status, score }) => status === 'draft' && score !== null).length;
	return {
		total: cells.length,
		submitted,
		scoredDrafts,
		unscored: cells.length - submitted - scoredDrafts,
		flagged: cells.filter(({ isFlagged }) => isFlagged).length
	};
}

/** The progress once one cell, which is not submitted, is as it is typed. */
export function progressWith(
	progress: AssessmentProgress,
	stored: { readonly score: number | null; readonly isFlagged: boolean },
	typed: { readonly isScored: boolean; readonly isFlagged: boolean }
): AssessmentProgress {
	const scored = Number(typed.isScored) - Number(stored.score !== null);
	return {
		...progress,
		scoredDrafts: progress.scoredDrafts + scored,
		unscored: progress.unscored - scored,
		flagged: progress.flagged + Number(typed.isFlagged) - Number(stored.isFlagged)
	};
}

/** Whole days until an instant, counted up (half a day left is "1 day"); negative when it has passed. */
export function daysUntil(instant: Date, now: Date): number {
	const days = (instant.getTime() - now.getTime()) / 86_400_000;
	return days >= 0 ? Math.ceil(days) : Math.floor(days);
}
