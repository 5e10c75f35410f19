import { demand } from '../../../domain/access/can';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listOpenRoundsOfIndicator, markRetired } from '../../db/queries/indicator-register';
import { getHeldIndicator } from './get-held-indicator';

export interface IndicatorToRetire {
	readonly code: string;
	readonly revision: number;
	/** false: it is asked again from now on */
	readonly isRetired: boolean;
}

/**
 * Retires an indicator: it is asked of nobody from now on, and what was reported stays. Not while a round under way reads it.
 * @throws DomainError `unknownIndicator`, `forbidden`, `conflict`, `invalidInput` (a round under way reads it)
 */
export async function retireIndicator(ctx: Context, wish: IndicatorToRetire): Promise<void> {
	demand(ctx.actor, 'indicator.manage');
	await ctx.db.transaction(async (tx) => {
		const indicator = await getHeldIndicator(tx, ctx.actor, wish.code, wish.revision);
		if ((indicator.retiredAt !== null) === wish.isRetired) return;
		const rounds = wish.isRetired ? await listOpenRoundsOfIndicator(tx, indicator.id) : [];
		if (rounds.length > 0) {
			refuseProblems([{ field: 'retire', problem: 'usedByRound', subject: rounds.join(', ') }]);
		}
		await markRetired(tx, indicator.id, wish.isRetired ? ctx.now : null);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'indicator.retire',
			entity: 'indicator',
			entityId: wish.code,
			before: { isRetired: !wish.isRetired },
			after: { isRetired: wish.isRetired }
		});
	});
}
