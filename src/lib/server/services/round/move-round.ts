import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseOutsideStage } from '../../../domain/round/round-acts';
import { decideMove, type RoundBlock } from '../../../domain/round/round-flow';
import type { RoundStage } from '../../../domain/round/round';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { getRound } from '../../db/queries/round';
import { insertStep, updateRound } from '../../db/queries/round-board';
import { insertSnapshot } from '../../db/queries/round-snapshot';
import { listUnitsToAssess } from '../../db/queries/self-assessment';
import { publicationOf, publishRound, snapshotOf } from './publish-round';
import { readWholeState } from './read-situation';
import { holdRound } from '../../db/queries/hold-round';
import { sendMessages } from '../message/send-messages';
import { selfAssessmentNotices } from '../self-assessment/self-notices';
import { recomputeRound } from './recompute-round';
import { refuseStale } from './refuse-stale';

export interface RoundMove {
	readonly roundId: number;
	readonly to: RoundStage;
	/** the revision of the board that the step was decided on */
	readonly revision: number;
	/** why to step over what blocks it */
	readonly reason?: string | undefined;
}

/** The longest reason that is kept. */
export const longestReason = 2000;

/**
 * Takes the next step of a round, over what blocks it where a reason is given and it may be. Into publicity, everything that the
 * results are made of is frozen, with its hash; into publication, it is published.
 * @returns what was stepped over
 * @throws DomainError `forbidden`, `notFound`, `stageClosed` (it goes no farther), `conflict` (changed since, not the next stage, or
 *   blocked: `details.blocks` names what blocks it, `details.standing` those that nobody steps over)
 */
export async function moveRound(ctx: Context, wish: RoundMove): Promise<readonly RoundBlock[]> {
	demand(ctx.actor, 'round.manage');
	return ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		demand(ctx.actor, 'round.manage', round.rootPath);
		refuseOutsideStage('move', round);
		refuseStale(round, wish.revision);
		const { situation } = await readWholeState(tx, ctx, round);
		const decision = decideMove(situation, wish);
		if (decision.kind === 'notNext') {
			throw new DomainError('conflict', `Round ${round.id} is at ${round.stage}: ${wish.to} is not next`, {
				round: round.id,
				stage: round.stage
			});
		}
		if (decision.kind !== 'move') {
			const { blocks } = decision;
			const named = blocks.map(({ code, count }) => `${code} (${count})`).join(', ');
			throw new DomainError('conflict', `Round ${round.id} cannot go on to ${wish.to}: ${named}`, {
				round: round.id,
				blocks,
				standing: decision.kind === 'standing'
			});
		}
		const { overridden } = decision;
		const reason = overridden.length > 0 ? (wish.reason ?? '').trim() : '';
		const step = { fromStage: round.stage, toStage: wish.to, overridden, reason };
		await insertStep(tx, { ...step, roundId: round.id, movedBy: ctx.actor.userId, movedAt: ctx.now });
		// Publishing leaves its own audit row, and the row of a published round is not to be touched again.
		if (wish.to === 'published') await publishRound({ ...ctx, db: tx }, round.id);
		else {
			if (wish.to === 'publicity') await freeze(tx, round.id, ctx.now);
			await updateRound(tx, round.id, { stage: wish.to });
			await appendAudit(tx, {
				actorId: ctx.actor.userId,
				at: ctx.now,
				action: 'round.move',
				entity: 'round',
				entityId: round.id,
				unitId: round.rootUnitId,
				before: { stage: round.stage },
				after: {
					stage: wish.to,
					...(reason && {
						reason,
						overridden: Object.fromEntries(overridden.map(({ code, count }) => [code, count]))
					})
				}
			});
		}
		if (wish.to === 'selfAssessment') {
			const units = await listUnitsToAssess(tx, round.id);
			await sendMessages(
				tx,
				ctx,
				selfAssessmentNotices({ ...round, windows: situation.windows }, units, ctx.now)
			);
		}
		return overridden;
	});
}

/** Takes everything in a last time and keeps it, byte for byte, as it stands open to objection. */
async function freeze(tx: Tx, roundId: number, now: Date): Promise<void> {
	await recomputeRound(tx, roundId, now);
	const snapshot = snapshotOf(await publicationOf(tx, await getRound(tx, roundId)));
	await insertSnapshot(tx, { ...snapshot, roundId, kind: 'provisional', takenAt: now });
}
