import { demand, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { MailDigest, Message } from '../../../domain/message/message';
import type { Context } from '../../context';
import { countMessagesOf, getMailDigest, listMessagesOf } from '../../db/queries/message';

export interface MessagePage {
	/** newest first */
	readonly messages: readonly Message[];
	/** of all pages */
	readonly total: number;
	readonly unread: number;
	readonly page: number;
	readonly pageSize: number;
	readonly digest: MailDigest;
}

const pageSize = 50;

/** What the actor was told, a page of it. */
export async function listMessages(
	ctx: Context,
	wanted: { readonly isUnread: boolean; readonly page: number }
): Promise<MessagePage> {
	demand(ctx.actor, 'message.own');
	const userId = ownId(ctx.actor);
	const unread = await countMessagesOf(ctx.db, userId, true);
	return {
		messages: await listMessagesOf(ctx.db, userId, {
			isUnread: wanted.isUnread,
			limit: pageSize,
			offset: (wanted.page - 1) * pageSize
		}),
		total: wanted.isUnread ? unread : await countMessagesOf(ctx.db, userId, false),
		unread,
		page: wanted.page,
		pageSize,
		digest: await getMailDigest(ctx.db, userId)
	};
}

/** Whose messages are asked for: always the actor's own. */
export function ownId({ userId }: Actor): number {
	if (userId === undefined) throw new DomainError('notSignedIn', 'Sign in to go on');
	return userId;
}
