import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseOutsideStage } from '../../../domain/round/round-acts';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { insertStep, markWithdrawn } from '../../db/queries/round-board';
import { holdRound } from '../../db/queries/hold-round';

export interface RoundWithdrawal {
	readonly roundId: number;
	readonly reason: string;
}

/**
 * Takes a publication back, for good and with its reason: it stays on record and is shown to nobody.
 * @throws DomainError `forbidden`, `notFound`, `stageClosed` (not published), `invalidInput` (no reason)
 */
export async function withdrawRound(ctx: Context, { roundId, reason }: RoundWithdrawal): Promise<void> {
	demand(ctx.actor, 'round.manage');
	const why = reason.trim();
	if (why === '')
		throw new DomainError('invalidInput', 'A publication is withdrawn with a reason', { round: roundId });
	await ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, roundId);
		demand(ctx.actor, 'round.manage', round.rootPath);
		refuseOutsideStage('withdraw', round);
		await markWithdrawn(tx, roundId, ctx.now, why);
		await insertStep(tx, {
			roundId,
			fromStage: 'published',
			toStage: 'withdrawn',
			movedBy: ctx.actor.userId,
			movedAt: ctx.now,
			overridden: [],
			reason: why
		});
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'round.withdraw',
			entity: 'round',
			entityId: roundId,
			unitId: round.rootUnitId,
			before: { stage: 'published' },
			after: { stage: 'withdrawn', reason: why }
		});
	});
}
