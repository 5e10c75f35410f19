import { demand } from '../../../domain/access/can';
import {
	adjustmentBar,
	adjustmentMovesWithReason,
	adjustmentPermissions,
	adjustmentSteps,
	longestAdjustmentText,
	type AdjustmentMove
} from '../../../domain/round/adjustment';
import type { AuditAction } from '../../../domain/audit/audit-line';
import { DomainError } from '../../../domain/errors';
import type { MessageKind } from '../../../domain/message/message';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { holdAdjustment, updateAdjustment } from '../../db/queries/adjustment';
import { holdRound } from '../../db/queries/hold-round';
import { listConflictPaths } from '../../db/queries/interest';
import { sendMessages } from '../message/send-messages';
import { applyChange } from '../round/apply-change';
import { adjustmentNotice, refuseBarred } from './adjustment-notices';

const told = {
	confirm: 'adjustment.confirmed',
	reject: 'adjustment.rejected',
	revoke: 'adjustment.revoked'
} as const satisfies Partial<Record<AdjustmentMove, MessageKind>>;

export interface AdjustmentDecision {
	readonly roundId: number;
	readonly id: number;
	readonly move: AdjustmentMove;
	readonly reason: string;
}

/**
 * Confirms, rejects, takes back or revokes an adjustment; the provisional results follow at once.
 * @throws DomainError `notFound`, `forbidden` (also its own proposer: `details.bar`), `ownUnit`, `stageClosed`, `conflict` (somebody
 *   decided meanwhile), `invalidInput` naming the field
 */
export async function decideAdjustment(ctx: Context, wish: AdjustmentDecision): Promise<void> {
	demand(ctx.actor, adjustmentPermissions[wish.move]);
	const reason = wish.reason.trim();
	if (reason === '' && adjustmentMovesWithReason.has(wish.move)) {
		refuseProblems([{ field: 'reason', problem: 'textMissing' }]);
	}
	if (reason.length > longestAdjustmentText) {
		refuseProblems([{ field: 'reason', problem: 'tooLong', subject: String(longestAdjustmentText) }]);
	}
	await ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		const scope = demand(ctx.actor, adjustmentPermissions[wish.move], round.rootPath);
		const adjustment = await holdAdjustment(tx, scope, round.id, wish.id);
		if (!adjustment) {
			throw new DomainError('notFound', `Round ${round.id} has no adjustment ${wish.id}`, { id: wish.id });
		}
		const place = { stage: round.stage, conflicts: await listConflictPaths(tx, ctx.actor.userId) };
		refuseBarred(adjustmentBar(ctx.actor, wish.move, adjustment, place), round.id);
		const { from, to } = adjustmentSteps[wish.move];
		if (adjustment.status !== from) {
			throw new DomainError('conflict', `Adjustment ${wish.id} is ${adjustment.status} already`, {
				id: wish.id
			});
		}
		await updateAdjustment(tx, wish.id, {
			status: to,
			// Whoever takes his own proposal back decides nothing: the second pair of eyes stays out of it.
			decidedBy: wish.move === 'withdraw' ? null : (ctx.actor.userId ?? null),
			decidedAt: ctx.now,
			decisionReason: reason || null
		});
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now },
			action: `adjustment.${wish.move}` satisfies AuditAction,
			...{ entity: 'adjustment', entityId: wish.id, unitId: adjustment.unit.id },
			before: { status: from },
			after: {
				...{ status: to, period: round.period, rule: adjustment.ruleCode, amount: adjustment.amount },
				...(reason === '' ? {} : { reason })
			}
		});
		if (to === 'confirmed' || from === 'confirmed') {
			await applyChange(tx, ctx, [{ roundId: round.id, unitId: adjustment.unit.id }]);
		}
		if (wish.move !== 'withdraw') {
			const { proposedBy, ground, unit } = adjustment;
			await sendMessages(tx, ctx, [
				adjustmentNotice(
					told[wish.move],
					{ id: wish.id, roundId: round.id, unitId: unit.id, unitCode: unit.code, proposedBy },
					ctx.actor,
					{
						period: round.period,
						reason: reason || ground['zh-CN']
					}
				)
			]);
		}
	});
}
