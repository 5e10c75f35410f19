import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { markMessagesRead } from '../../db/queries/message';
import { ownId } from './list-messages';

/** Marks some of the actor's own messages as read, or all. Others' are left as they are. @returns how many were unread */
export async function markRead(ctx: Context, ids: readonly number[] | 'all'): Promise<number> {
	demand(ctx.actor, 'message.own');
	const userId = ownId(ctx.actor);
	return ctx.db.transaction((tx) => markMessagesRead(tx, userId, ids === 'all' ? undefined : ids, ctx.now));
}
