import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listInterestsOf, type DeclaredInterest } from '../../db/queries/interest';

/** More than anybody has to declare in a working life. */
const mostInterests = 200;

/** The conflicts of interest that one declared oneself, those that hold first. */
export async function listInterests(ctx: Context): Promise<DeclaredInterest[]> {
	demand(ctx.actor, 'interest.declare');
	return ctx.actor.userId === undefined ? [] : listInterestsOf(ctx.db, ctx.actor.userId, mostInterests);
}
