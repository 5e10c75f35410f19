import { appendAudit } from '../../audit/append';
import { revokeSession } from '../../auth/session';
import type { Context } from '../../context';

/** Open to everybody who holds the session's secret: ends it. For a stranger there is nothing to do. */
export async function signOut(ctx: Context, secret: string | undefined): Promise<void> {
	const { userId } = ctx.actor;
	if (secret === undefined || userId === undefined) return;
	await ctx.db.transaction(async (tx) => {
		await revokeSession(tx, secret);
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'user.signOut',
			entity: 'app_user',
			entityId: userId
		});
	});
}
