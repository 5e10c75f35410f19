import { demand } from '../../../domain/access/can';
import { onePerPeriod, type ReadableRound } from '../../../domain/round/readable-round';
import { isProvisional } from '../../../domain/round/round';
import { scopeOfRound } from '../../../domain/round/visibility';
import type { Context } from '../../context';
import { listRoundHeads } from '../../db/queries/round-head';

/** All rounds whose results the actor may read, newest period first, one a framework, period and root unit. */
export async function listReadableRounds(ctx: Context): Promise<ReadableRound[]> {
	demand(ctx.actor, 'published.read');
	const heads = await listRoundHeads(ctx.db);
	const readable = heads.flatMap((head): ReadableRound[] => {
		const scope = scopeOfRound(ctx.actor, head);
		return scope ? [{ ...head, scope, isProvisional: isProvisional(head.stage) }] : [];
	});
	return onePerPeriod(readable);
}
