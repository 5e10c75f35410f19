import { demand } from '../../../domain/access/can';
import type { MailDigest } from '../../../domain/message/message';
import type { Context } from '../../context';
import { updateMailDigest } from '../../db/queries/message';
import { ownId } from './list-messages';

/** Says whether the actor's messages are also mailed, gathered once a day. */
export async function chooseDigest(ctx: Context, digest: MailDigest): Promise<void> {
	demand(ctx.actor, 'message.own');
	const userId = ownId(ctx.actor);
	await ctx.db.transaction((tx) => updateMailDigest(tx, userId, digest));
}
