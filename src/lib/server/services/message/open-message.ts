import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { findMessagePath, markMessagesRead } from '../../db/queries/message';
import { ownId } from './list-messages';

/** Marks one of the actor's own messages as read. @returns where it leads, without language @throws DomainError `notFound` */
export async function openMessage(ctx: Context, id: number): Promise<string> {
	demand(ctx.actor, 'message.own');
	const userId = ownId(ctx.actor);
	return ctx.db.transaction(async (tx) => {
		const path = await findMessagePath(tx, userId, id);
		if (path === undefined) throw new DomainError('notFound', `There is no message ${id} of yours`);
		await markMessagesRead(tx, userId, [id], ctx.now);
		return path;
	});
}
