import { can } from '../../../domain/access/can';
import type { Context } from '../../context';
import { countMessagesOf } from '../../db/queries/message';

/** How many messages wait for the actor; undefined for strangers, to whom nothing is told. */
export async function countUnread(ctx: Context): Promise<number | undefined> {
	if (!can(ctx.actor, 'message.own') || ctx.actor.userId === undefined) return undefined;
	return countMessagesOf(ctx.db, ctx.actor.userId, true);
}
