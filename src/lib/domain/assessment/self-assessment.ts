import { can, type Actor, type UnitPath } from '../access/can';
import type { RoundStage, StageWindow } from '../round/round';
import type { LocalisedName } from '../unit/unit';
import { isConflict, lacksComment, type CommentBand } from './assessment-rules';
import {
	isSameDraft,
	readAssessment,
	type AssessmentDraft,
	type AssessmentProblem,
	type TypedAssessment
} from './read-draft';
import type { RubricLevel } from './rubric';
import { stagesOfObjection } from './score-disclosure';

/** Why a unit cannot assess itself; undefined: it can. */
export type SelfAssessmentBar = 'notYet' | 'stageClosed' | 'alreadySubmitted';

/**
 * A unit assesses itself while the round is at that stage, and already while data comes in where the timetable says so; not after
 * the closing time, nor when the round has gone on before it. What was submitted stands.
 */
export function selfAssessmentBar(
	round: { readonly stage: RoundStage; readonly windows: readonly StageWindow[] },
	isSubmitted: boolean,
	now: Date
): SelfAssessmentBar | undefined {
	if (isSubmitted) return 'alreadySubmitted';
	const window = round.windows.find(({ stage }) => stage === 'selfAssessment');
	if (window && now >= window.closesAt) return 'stageClosed';
	if (round.stage === 'selfAssessment') return undefined;
	if (round.stage !== 'draft' && round.stage !== 'collecting') return 'stageClosed';
	return round.stage === 'collecting' && window && window.opensAt <= now ? undefined : 'notYet';
}

/** What a unit has stored of itself at one scored indicator. */
export interface SelfScore {
	readonly indicatorId: number;
	/** points 0–100; null: not scored yet */
	readonly score: number | null;
	readonly comment: string;
	/** counts saves; 0: nothing is stored */
	readonly revision: number;
}

/** One indicator of the form as it was typed. */
export interface TypedSelfScore {
	readonly indicatorId: number;
	/** the revision that the form was drawn from */
	readonly revision: number;
	readonly typed: Omit<TypedAssessment, 'evidence' | 'isFlagged'>;
}

export interface SelfAssessmentProblem {
	readonly indicatorId: number;
	readonly problem: AssessmentProblem;
}

/** A score to store, and the revision in whose place it comes; 0: there was none. */
export interface SelfScoreWrite {
	readonly indicatorId: number;
	readonly score: number | null;
	readonly comment: string;
	readonly replaces: number;
}

export type SelfAssessmentPlan =
	| { readonly kind: 'write'; readonly writes: readonly SelfScoreWrite[] }
	| { readonly kind: 'problems'; readonly problems: readonly SelfAssessmentProblem[] }
	/** somebody else stored something different since: nothing is to be written */
	| { readonly kind: 'conflict'; readonly indicatorIds: readonly number[] };

/**
 * What becomes of a form. A draft may lack anything; what is submitted has a score at every indicator, and a comment where the
 * height of a score asks for one. Indicators that were not typed keep what is stored.
 */
export function planSelfAssessment(
	stored: readonly SelfScore[],
	typed: readonly TypedSelfScore[],
	wish: { readonly intent: 'save' | 'submit'; readonly band: CommentBand }
): SelfAssessmentPlan {
	const problems: SelfAssessmentProblem[] = [];
	const drafts = new Map<number, AssessmentDraft>();
	for (const { indicatorId, typed: fields } of typed) {
		const reading = readAssessment({ ...fields, evidence: [], isFlagged: false }, false);
		if (reading.kind === 'draft') drafts.set(indicatorId, reading.draft);
		else problems.push(...reading.problems.map((problem) => ({ indicatorId, problem })));
	}
	const draftOf = (cell: SelfScore): AssessmentDraft => drafts.get(cell.indicatorId) ?? asDraft(cell);
	if (wish.intent === 'submit') {
		const isRead = (cell: SelfScore) => !problems.some(({ indicatorId }) => indicatorId === cell.indicatorId);
		for (const cell of stored.filter(isRead)) {
			const problem = lackOf(draftOf(cell), wish.band);
			if (problem) problems.push({ indicatorId: cell.indicatorId, problem });
		}
	}
	if (problems.length > 0) return { kind: 'problems', problems };
	const conflicts = stored.filter((cell) => {
		const read = typed.find(({ indicatorId }) => indicatorId === cell.indicatorId);
		const seen = { revision: cell.revision, draft: asDraft(cell) };
		return read !== undefined && isConflict(seen, draftOf(cell), read.revision);
	});
	if (conflicts.length > 0) {
		return { kind: 'conflict', indicatorIds: conflicts.map(({ indicatorId }) => indicatorId) };
	}
	const writes = stored
		.filter((cell) => !isSameDraft(asDraft(cell), draftOf(cell)))
		.map((cell) => {
			const { score, comment } = draftOf(cell);
			return { indicatorId: cell.indicatorId, score, comment, replaces: cell.revision };
		});
	return { kind: 'write', writes };
}

function lackOf(draft: AssessmentDraft, band: CommentBand): AssessmentProblem | undefined {
	if (draft.score === null) return { field: 'points', code: 'required' };
	return lacksComment(draft, band) ? { field: 'comment', code: 'required' } : undefined;
}

function asDraft({ score, comment }: SelfScore): AssessmentDraft {
	return { score, comment, evidence: [], isFlagged: false };
}

/** Points by which assessors scored a unit above (below: less than zero) what it said of itself; null until both are there. */
export function gapOf(self: number | null, reviewed: number | null): number | null {
	return self === null || reviewed === null ? null : reviewed - self;
}

/** One scored indicator of a unit in a round, as it looks to somebody. */
export interface SelfAssessedCell extends SelfScore {
	readonly nodeCode: string;
	readonly code: string;
	readonly name: LocalisedName;
	readonly definition: LocalisedName;
	readonly levels: readonly RubricLevel[];
	readonly savedByName: string | null;
	readonly savedAt: Date | null;
	/** what the assessors' scores come to, points; null: none, or not for the reader */
	readonly reviewed: number | null;
}

/**
 * How much of a unit's self-assessment somebody may see: its own people all of it, those who read submitted scores what was
 * submitted. Undefined: nothing.
 */
export function selfDisclosure(actor: Actor, unitPath: UnitPath): 'all' | 'submitted' | undefined {
	if (can(actor, 'selfAssessment.write', unitPath)) return 'all';
	return can(actor, 'assessment.readSubmitted', unitPath) ? 'submitted' : undefined;
}

/**
 * Whether somebody may see reviewed scores beside a unit's own: everybody whose matter it is once the unit can object to them, before
 * that only who reads provisional results and scores nothing there himself.
 */
export function seesReviewed(
	actor: Actor,
	{ unitPath, stage }: { readonly unitPath: UnitPath; readonly stage: RoundStage }
): boolean {
	if (selfDisclosure(actor, unitPath) === undefined) return false;
	if (stagesOfObjection.includes(stage)) return true;
	const mayBeAssessor = can(actor, 'assessment.score', unitPath) !== undefined;
	return can(actor, 'result.readProvisional', unitPath) !== undefined && !mayBeAssessor;
}
