import { demand, ownsUnit } from '../../../domain/access/can';
import { scoringBar } from '../../../domain/assessment/assessment-rules';
import { filterWork, workStateOf, type WorkFilter } from '../../../domain/assessment/worklist';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listScoringRounds, updateAssessment } from '../../db/queries/assessment';
import { applyChange } from '../round/apply-change';
import { listAssignments } from './list-assignments';

/**
 * Submits every draft of the actor that has a score, among those that the filter lets through: all in one transaction, and one
 * recomputation. Cells that may not be submitted (window closed, own unit) stay as they are.
 * @returns how many were submitted
 */
export async function submitDrafts(ctx: Context, filter: WorkFilter): Promise<number> {
	demand(ctx.actor, 'assessment.score');
	return ctx.db.transaction(async (tx) => {
		const assigned = filterWork(await listAssignments({ ...ctx, db: tx }), filter);
		const drafts = assigned.filter((cell) => workStateOf(cell) === 'draft');
		const rounds = new Map(
			(await listScoringRounds(tx, [...new Set(drafts.map((cell) => cell.roundId))])).map((round) => [
				round.id,
				round
			])
		);
		const ready = drafts.filter((cell) => {
			const windows = rounds.get(cell.roundId)?.windows ?? [];
			const isOwn = ownsUnit(ctx.actor, cell.unit.path);
			return !scoringBar({ status: cell.status, windows, ownsUnit: isOwn }, ctx.now);
		});
		const submitted: typeof ready = [];
		for (const cell of ready) {
			const { id, score, comment, evidence, revision } = cell;
			const draft = { score, comment, evidence };
			const isWritten = await updateAssessment(tx, {
				id,
				draft,
				status: 'submitted',
				replaces: revision,
				at: ctx.now
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
		return submitted.length;
	});
}
