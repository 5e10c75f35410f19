import { demand } from '../../../domain/access/can';
import type { AssignedCell } from '../../../domain/assessment/assigned-cell';
import type { Context } from '../../context';
import { listAssignedCells } from '../../db/queries/assessment';

/** More than anybody scores in a round: three hundred is a heavy load. */
const maximumCells = 5000;

/** The cells that the actor has to score, in the order in which they are gone through; with `ids`, those alone. */
export async function listAssignments(ctx: Context, ids?: readonly number[]): Promise<AssignedCell[]> {
	const scope = demand(ctx.actor, 'assessment.score');
	if (ctx.actor.userId === undefined) return [];
	return listAssignedCells(ctx.db, scope, ctx.actor.userId, maximumCells, ids);
}
