import { demand } from '../../../domain/access/can';
import type { Appeal } from '../../../domain/appeal/appeal';
import {
	appealBar,
	appealLeadsOn,
	appealMovesWithReason,
	appealPermissions,
	appealStatusAfter,
	longestAppealReason,
	mayRecuse,
	upholdingMoves,
	type AppealMove
} from '../../../domain/appeal/appeal-flow';
import type { AuditAction } from '../../../domain/audit/audit-line';
import { DomainError } from '../../../domain/errors';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { findAppeal, insertRecusal, setDifference, updateAppeal } from '../../db/queries/appeal';
import { holdRound } from '../../db/queries/hold-round';
import { insertScoreDecision } from '../../db/queries/score-decision';
import { sendMessages } from '../message/send-messages';
import { applyChange } from '../round/apply-change';
import { appealNotices } from './appeal-notices';
import { changeBetween, readAppealedFigure, readStanding } from './appealed-figure';
import { cellOf, readAppealState } from './get-appeal';

export interface AppealStepWish {
	readonly id: number;
	/** the revision that was looked at */
	readonly revision: number;
	readonly move: Exclude<AppealMove, 'file'>;
	/** the reason; of one that is taken back, it may be left out */
	readonly reason: string;
	/** points that an appeal that is upheld puts in the place of what stood; of a measured indicator its value now is taken in */
	readonly points?: number | null | undefined;
}

/**
 * Takes a step of an appeal. One that is upheld, in whole or in part, is scored anew at once, and the difference kept: all of it
 * stands together or not at all.
 * @throws DomainError `notFound`, `forbidden`, `ownUnit`, `conflict` (it stands elsewhere now), `stageClosed`, `invalidInput` naming
 *   the field
 */
export async function takeAppealStep(ctx: Context, wish: AppealStepWish): Promise<void> {
	const scope = demand(ctx.actor, appealPermissions[wish.move]);
	const reason = checkedReason(wish.reason, appealMovesWithReason.has(wish.move));
	await ctx.db.transaction(async (tx) => {
		const seen = await findAppeal(tx, scope, ctx.now, wish.id);
		if (!seen) refuseUnknown(wish.id);
		// The round first, as everybody does who changes what it is made of.
		await holdRound(tx, seen.round.id);
		const appeal = (await findAppeal(tx, scope, ctx.now, wish.id, true))!;
		const { state, takesPoints } = await readAppealState(tx, ctx, appeal);
		const bar = appealBar(ctx.actor, wish.move, appeal.unit.path, state);
		if (bar) {
			throw new DomainError(
				bar === 'ownUnit' ? 'ownUnit' : 'forbidden',
				`You may not take the step "${wish.move}" on appeal ${wish.id}: ${bar}`,
				{ id: wish.id, bar }
			);
		}
		if (appeal.revision !== wish.revision) refuseStale(wish.id);
		if (!appealLeadsOn(wish.move, state)) refuseWrongTime(appeal);
		const upholds = upholdingMoves.has(wish.move);
		const decidedValue = upholds ? await valueToDecide(tx, appeal, takesPoints, wish.points) : null;
		const before = upholds ? await readStanding(tx, cellOf(appeal)) : undefined;
		const by = ctx.actor.userId ?? null;
		const moved = await updateAppeal(tx, appeal.id, appeal.revision, {
			status: appealStatusAfter[wish.move],
			...(wish.move === 'admit' || wish.move === 'refuse'
				? { admittedBy: by, admittedAt: ctx.now, admissionReason: reason }
				: { decidedBy: by, decidedAt: ctx.now, decisionReason: reason }),
			...(decidedValue === null ? {} : { decidedValue })
		});
		if (!moved) refuseStale(wish.id);
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: `appeal.${wish.move}` satisfies AuditAction },
			...{ entity: 'appeal', entityId: appeal.id, unitId: appeal.unit.id },
			before: { status: appeal.status },
			after: {
				status: appealStatusAfter[wish.move],
				indicator: appeal.indicator.code,
				period: appeal.round.period,
				...(reason === '' ? {} : { reason }),
				...(decidedValue === null ? {} : { decidedValue })
			}
		});
		if (before) {
			if (takesPoints && decidedValue !== null && by !== null) {
				await insertScoreDecision(tx, {
					...cellOf(appeal),
					origin: 'appeal',
					appealId: appeal.id,
					score: decidedValue,
					reason,
					decidedBy: by,
					decidedAt: ctx.now
				});
			}
			await applyChange(tx, ctx, [cellOf(appeal)]);
			await setDifference(tx, appeal.id, changeBetween(before, await readStanding(tx, cellOf(appeal))));
		}
		const said = { reason: reason || null, by: ctx.actor.name };
		await sendMessages(tx, ctx, appealNotices(wish.move, appeal, said));
	});
}

/**
 * Steps back from an appeal: from now on somebody else has to decide it.
 * @throws DomainError `notFound`, `forbidden` (one who could not decide it), `invalidInput` without a reason
 */
export async function recuseFromAppeal(
	ctx: Context,
	wish: { readonly id: number; readonly reason: string }
): Promise<void> {
	const scope = demand(ctx.actor, 'appeal.decide');
	const reason = checkedReason(wish.reason, true);
	await ctx.db.transaction(async (tx) => {
		const appeal = await findAppeal(tx, scope, ctx.now, wish.id, true);
		if (!appeal) refuseUnknown(wish.id);
		const { state } = await readAppealState(tx, ctx, appeal);
		const { userId } = ctx.actor;
		if (userId === undefined || !mayRecuse(ctx.actor, appeal.unit.path, state)) {
			throw new DomainError('forbidden', `There is nothing to step back from in appeal ${wish.id}`);
		}
		await insertRecusal(tx, { appealId: appeal.id, userId, reason, recusedAt: ctx.now });
		await appendAudit(tx, {
			...{ actorId: userId, at: ctx.now, action: 'appeal.recuse' as const },
			...{ entity: 'appeal', entityId: appeal.id, unitId: appeal.unit.id },
			after: { indicator: appeal.indicator.code, period: appeal.round.period, reason }
		});
	});
}

function checkedReason(typed: string, isNeeded: boolean): string {
	const reason = typed.trim();
	if (isNeeded && reason === '') refuseProblems([{ field: 'reason', problem: 'textMissing' }]);
	if (reason.length > longestAppealReason) {
		refuseProblems([{ field: 'reason', problem: 'tooLong', subject: String(longestAppealReason) }]);
	}
	return reason;
}

/** What an appeal that is upheld changes the figure to; a decision that changes nothing upholds nothing. */
async function valueToDecide(
	tx: Tx,
	appeal: Appeal,
	takesPoints: boolean,
	points: number | null | undefined
): Promise<number | null> {
	const { frozen, current } = await readAppealedFigure(tx, cellOf(appeal));
	if (!takesPoints) {
		if (current === frozen) refuseProblems([{ field: 'reason', problem: 'valueUnchanged' }]);
		return current;
	}
	if (points === null || points === undefined || !(points >= 0 && points <= 100)) {
		refuseProblems([{ field: 'points', problem: 'pointsRange' }]);
		return null;
	}
	if (points === frozen) refuseProblems([{ field: 'points', problem: 'pointsUnchanged' }]);
	return points;
}

function refuseUnknown(id: number): never {
	throw new DomainError('notFound', `There is no appeal ${id} for you`, { id });
}

function refuseStale(id: number): never {
	throw new DomainError('conflict', `Appeal ${id} was moved on by somebody else`, { id });
}

/** The round stands at another stage, or the appeal is past that step. */
function refuseWrongTime({ id, status, round }: Appeal): never {
	throw new DomainError('stageClosed', `Appeal ${id} is ${status}, and its round at ${round.stage}`, {
		round: round.id,
		stage: round.stage
	});
}
