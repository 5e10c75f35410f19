import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { updateTokenRevoked } from '../../db/queries/token';

/** Ends one of one's own tokens, from the next request on. @throws DomainError `notFound`: somebody else's, or ended already */
export async function revokeToken(ctx: Context, id: number): Promise<void> {
	demand(ctx.actor, 'token.own');
	const userId = ctx.actor.userId!;
	await ctx.db.transaction(async (tx) => {
		const name = await updateTokenRevoked(tx, userId, id, ctx.now);
		if (name === undefined)
			throw new DomainError('notFound', `There is no token ${id} of yours`, { token: id });
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'token.revoke',
			entity: 'api_token',
			entityId: id,
			after: { name }
		});
	});
}
