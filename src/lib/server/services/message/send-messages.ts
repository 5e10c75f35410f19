import type { Notice } from '../../../domain/message/message';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { insertMessages } from '../../db/queries/message';

/** Tells people of a change, in its own transaction: what did not happen is told to nobody. */
export async function sendMessages(
	tx: Tx,
	ctx: Pick<Context, 'actor' | 'now'>,
	notices: readonly Notice[]
): Promise<void> {
	await insertMessages(tx, notices, ctx.actor.userId, ctx.now);
}
