import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { endInterest as endStored } from '../../db/queries/interest';

/** Ends a conflict of interest that one declared; that there was one stays on record. @throws DomainError `notFound` */
export async function endInterest(ctx: Context, id: number): Promise<void> {
	demand(ctx.actor, 'interest.declare');
	const { userId } = ctx.actor;
	await ctx.db.transaction(async (tx) => {
		const ended = userId === undefined ? undefined : await endStored(tx, userId, id, ctx.now);
		if (!ended) throw new DomainError('notFound', `You have declared no conflict ${id} that holds`);
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'interest.end',
			entity: 'interest_declaration',
			entityId: id,
			unitId: ended.unitId
		});
	});
}
