import { demand, standsAside, type UnitPath } from '../../../domain/access/can';
import type { SavedAssessment } from '../../../domain/assessment/saved-assessment';
import type { AssignedCell, ScoringRound } from '../../../domain/assessment/assigned-cell';
import { isConflict, lacksComment, scoringBar } from '../../../domain/assessment/assessment-rules';
import {
	isSameDraft,
	readAssessment,
	type AssessmentDraft,
	type TypedAssessment
} from '../../../domain/assessment/read-draft';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listScoringRounds, updateAssessment } from '../../db/queries/assessment';
import { listConflictPaths } from '../../db/queries/interest';
import { holdRounds } from '../../db/queries/round';
import { applyChange } from '../round/apply-change';
import { holdRound } from '../../db/queries/hold-round';
import { listAssignments } from './list-assignments';

export interface AssessmentToSave {
	readonly id: number;
	/** the revision that the form was drawn from */
	readonly revision: number;
	readonly typed: TypedAssessment;
	readonly intent: 'save' | 'submit';
}

/**
 * Stores one score as a draft, or gives it away. What is submitted counts in the provisional ranking at once.
 * @throws DomainError `notFound` (not assigned to the actor), `ownUnit` (or one of a declared conflict of interest), `stageClosed`,
 * `alreadySubmitted`
 */
export async function saveAssessment(ctx: Context, wish: AssessmentToSave): Promise<SavedAssessment> {
	demand(ctx.actor, 'assessment.score');
	const reading = readAssessment(wish.typed, wish.intent === 'submit');
	if (reading.kind === 'problems') return reading;
	return ctx.db.transaction(async (tx) => {
		const [cell] = await listAssignments({ ...ctx, db: tx }, [wish.id]);
		if (!cell)
			throw new DomainError('notFound', `No assessment ${wish.id} is assigned to you`, {
				assessment: wish.id
			});
		// Before the stage is looked at: whoever closes it waits for this score, or this score is told that it comes late.
		if (wish.intent === 'submit') await holdRound(tx, cell.roundId);
		else await holdRounds(tx, [cell.roundId]);
		const [round] = await listScoringRounds(tx, [cell.roundId]);
		refuseBarred(ctx, cell, round!, await listConflictPaths(tx, ctx.actor.userId));
		const draft = reading.draft;
		if (wish.intent === 'submit' && lacksComment(draft, round!.commentBand))
			return { kind: 'problems', problems: [{ field: 'comment', code: 'required' }] };
		if (isConflict({ revision: cell.revision, draft: cell }, draft, wish.revision)) return conflictWith(cell);
		const status = wish.intent === 'submit' ? 'submitted' : 'draft';
		if (status === 'draft' && isSameDraft(cell, draft)) {
			const unchanged = cell.status === 'draft' ? 'draft' : 'assigned';
			return { kind: 'saved', status: unchanged, revision: cell.revision, savedAt: cell.savedAt ?? ctx.now };
		}
		const isWritten = await updateAssessment(tx, {
			id: cell.id,
			draft,
			status,
			replaces: cell.revision,
			at: ctx.now
		});
		if (!isWritten)
			throw new DomainError('conflict', `Assessment ${cell.id} was saved elsewhere at this moment`);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: status === 'submitted' ? 'assessment.submit' : 'assessment.save',
			entity: 'assessment',
			entityId: cell.id,
			unitId: cell.unit.id,
			before: { ...draftOf(cell), status: cell.status },
			after: { ...draft, status }
		});
		if (status === 'submitted') {
			await applyChange(tx, ctx, [
				{ unitId: cell.unit.id, indicatorId: cell.indicator.id, roundId: cell.roundId }
			]);
		}
		return { kind: 'saved', status, revision: cell.revision + 1, savedAt: ctx.now };
	});
}

function draftOf({ score, comment, evidence, isFlagged }: AssessmentDraft): AssessmentDraft {
	return { score, comment, evidence, isFlagged };
}

function conflictWith(cell: AssignedCell): SavedAssessment {
	return { kind: 'conflict', stored: draftOf(cell), revision: cell.revision, savedAt: cell.savedAt };
}

function refuseBarred(
	ctx: Context,
	cell: AssignedCell,
	{ stage, windows }: ScoringRound,
	conflicts: readonly UnitPath[]
): void {
	const isOwn = standsAside(ctx.actor, cell.unit.path, conflicts);
	const bar = scoringBar({ status: cell.status, stage, windows, ownsUnit: isOwn }, ctx.now);
	if (bar) {
		throw new DomainError(bar, `Assessment ${cell.id} cannot be changed: ${bar}`, {
			assessment: cell.id,
			unit: cell.unit.code
		});
	}
}
