import { demand, standsAside } from '../../../domain/access/can';
import { lacksComment, scoringBar } from '../../../domain/assessment/assessment-rules';
import { filterWork, workStateOf, type WorkFilter } from '../../../domain/assessment/worklist';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listScoringRounds, updateAssessment } from '../../db/queries/assessment';
import { listConflictPaths } from '../../db/queries/interest';
import { applyChange } from '../round/apply-change';
import { holdRound } from '../../db/queries/hold-round';
import { listAssignments } from './list-assignments';

export interface SubmittedDrafts {
	readonly submitted: number;
	/** drafts that stay since their scores need a comment */
	readonly uncommented: number;
	/** drafts that stay since they are marked to come back to */
	readonly flagged: number;
}

/**
 * Submits every draft of the actor that has a score, among those that the filter lets through: all in one transaction, and one
 * recomputation. Cells that may not be submitted (window closed, own unit, no comment where the score needs one) and those that are marked to come
 * back to stay as they are.
 * @throws DomainError `stageClosed` where there are drafts and scoring is over for all of them
 */
export async function submitDrafts(ctx: Context, filter: WorkFilter): Promise<SubmittedDrafts> {
	demand(ctx.actor, 'assessment.score');
	return ctx.db.transaction(async (tx) => {
		const assigned = filterWork(await listAssignments({ ...ctx, db: tx }), filter);
		const drafts = assigned.filter((cell) => workStateOf(cell) === 'draft');
		const roundIds = [...new Set(drafts.map((cell) => cell.roundId))].sort((a, b) => a - b);
		// Before the stage is looked at: whoever closes it waits for these scores, or they are told that they come late.
		for (const roundId of roundIds) await holdRound(tx, roundId);
		const rounds = new Map((await listScoringRounds(tx, roundIds)).map((round) => [round.id, round]));
		const conflicts = await listConflictPaths(tx, ctx.actor.userId);
		const bars = drafts.map((cell) => {
			const { stage, windows } = rounds.get(cell.roundId)!;
			const isOwn = standsAside(ctx.actor, cell.unit.path, conflicts);
			return scoringBar({ status: cell.status, stage, windows, ownsUnit: isOwn }, ctx.now);
		});
		if (bars.length > 0 && bars.every((bar) => bar === 'stageClosed')) {
			throw new DomainError('stageClosed', 'Scoring is closed: none of the drafts was submitted');
		}
		const allowed = drafts.filter((_, i) => bars[i] === undefined);
		const wanted = allowed.filter(({ isFlagged }) => !isFlagged);
		const ready = wanted.filter((cell) => !lacksComment(cell, rounds.get(cell.roundId)!.commentBand));
		const submitted: typeof ready = [];
		for (const cell of ready) {
			const { id, score, comment, evidence, revision, savedAt } = cell;
			const draft = { score, comment, evidence, isFlagged: false };
			const isWritten = await updateAssessment(tx, {
				id,
				draft,
				status: 'submitted',
				replaces: revision,
				at: ctx.now,
				savedAt: savedAt ?? undefined
			});
			if (isWritten) submitted.push(cell);
		}
		await appendAudit(
			tx,
			...submitted.map((cell) => ({
				actorId: ctx.actor.userId,
				at: ctx.now,
				action: 'assessment.submit' as const,
				entity: 'assessment',
				entityId: cell.id,
				unitId: cell.unit.id,
				before: { status: cell.status },
				after: { status: 'submitted', score: cell.score }
			}))
		);
		await applyChange(
			tx,
			ctx,
			submitted.map((cell) => ({
				unitId: cell.unit.id,
				indicatorId: cell.indicator.id,
				roundId: cell.roundId
			}))
		);
		return {
			submitted: submitted.length,
			uncommented: wanted.length - ready.length,
			flagged: allowed.length - wanted.length
		};
	});
}
