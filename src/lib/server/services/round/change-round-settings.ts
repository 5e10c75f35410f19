import { demand } from '../../../domain/access/can';
import { refuseOutsideStage } from '../../../domain/round/round-acts';
import { settingsOf, type RoundSettings } from '../../../domain/round/round-settings';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { updateRound } from '../../db/queries/round-board';
import { holdRound } from '../../db/queries/hold-round';
import { recomputeRound } from './recompute-round';
import { refuseStale } from './refuse-stale';

export interface SettingsChange {
	readonly roundId: number;
	/** the revision that the form was drawn from */
	readonly revision: number;
	readonly settings: RoundSettings;
}

/**
 * Changes how a round is scored, before its scoring stage: what assessors have begun under one rule is not judged by another.
 * @throws DomainError `forbidden`, `notFound`, `stageClosed`, `conflict` (changed since it was read)
 */
export async function changeRoundSettings(ctx: Context, wish: SettingsChange): Promise<void> {
	demand(ctx.actor, 'round.manage');
	await ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		demand(ctx.actor, 'round.manage', round.rootPath);
		refuseOutsideStage('changeSettings', round);
		refuseStale(round, wish.revision);
		await updateRound(tx, round.id, settingsOf(wish.settings));
		if (wish.settings.consolidation !== round.consolidation) await recomputeRound(tx, round.id, ctx.now);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'round.change',
			entity: 'round',
			entityId: round.id,
			unitId: round.rootUnitId,
			before: settingsOf(round),
			after: settingsOf(wish.settings)
		});
	});
}
