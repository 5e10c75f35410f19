import { demand } from '../../../domain/access/can';
import { longestModerationReason, moderationBar } from '../../../domain/assessment/moderation';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { holdRound } from '../../db/queries/hold-round';
import { listConflictPaths } from '../../db/queries/interest';
import { listModeratedCells } from '../../db/queries/moderation';
import { insertScoreDecision } from '../../db/queries/score-decision';
import { applyChange } from '../round/apply-change';

export interface ModerationWish {
	readonly roundId: number;
	readonly unitId: number;
	readonly indicatorId: number;
	/** the decision that was seen to stand; 0: none */
	readonly replaces: number;
	/** points 0–100 */
	readonly score: number;
	readonly reason: string;
}

/**
 * Puts a score in the place of those that differ too much, with its reason; the provisional results follow at once. The newest
 * decision counts, the others are kept.
 * @throws DomainError `forbidden` (also one who scored in the cell: `details.bar`), `notFound` (no cell that calls for it: also while
 *   somebody has still to score), `ownUnit`, `stageClosed`, `conflict` (somebody decided meanwhile), `invalidInput`
 */
export async function moderateScore(ctx: Context, wish: ModerationWish): Promise<void> {
	demand(ctx.actor, 'assessment.moderate');
	const reason = wish.reason.trim();
	if (!(wish.score >= 0 && wish.score <= 100))
		throw new DomainError('invalidInput', 'A score lies between 0 and 100', { field: 'score' });
	if (reason === '' || reason.length > longestModerationReason)
		throw new DomainError('invalidInput', 'A moderated score needs its reason', { field: 'reason' });
	await ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		const scope = demand(ctx.actor, 'assessment.moderate', round.rootPath);
		const key = { unitId: wish.unitId, indicatorId: wish.indicatorId };
		const [cell] = (await listModeratedCells(tx, scope, round, 1, key)).cells;
		if (!cell) {
			throw new DomainError('notFound', 'There is no cell here that calls for a moderated score', { ...key });
		}
		const conflicts = await listConflictPaths(tx, ctx.actor.userId);
		const bar = moderationBar(ctx.actor, cell, { stage: round.stage, conflicts });
		if (bar) {
			const code = bar === 'ownUnit' || bar === 'stageClosed' ? bar : 'forbidden';
			throw new DomainError(code, `This cell is not yours to decide on: ${bar}`, { bar, round: round.id });
		}
		if ((cell.decision?.id ?? 0) !== wish.replaces) {
			throw new DomainError('conflict', 'Somebody else decided on this cell meanwhile', { ...key });
		}
		await insertScoreDecision(tx, {
			roundId: round.id,
			...key,
			origin: 'moderation',
			score: wish.score,
			reason,
			decidedBy: ctx.actor.userId!,
			decidedAt: ctx.now
		});
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'assessment.moderate',
			entity: 'round',
			entityId: round.id,
			unitId: wish.unitId,
			before: cell.decision && { score: cell.decision.score },
			after: { indicator: cell.indicator.code, score: wish.score, reason }
		});
		await applyChange(tx, ctx, [{ ...key, roundId: round.id }]);
	});
}
