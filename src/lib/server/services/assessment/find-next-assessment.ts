import { demand, standsAside } from '../../../domain/access/can';
import { placeOf, queueOf, type WorkFilter, type WorkOrder } from '../../../domain/assessment/worklist';
import type { Context } from '../../context';
import { listConflictPaths } from '../../db/queries/interest';
import { listAssignments } from './list-assignments';

/**
 * Where to go on after a cell: the next one without a score among those that the filter lets through, else the next draft.
 * Undefined when all of them are submitted.
 */
export async function findNextAssessment(
	ctx: Context,
	after: number,
	filter: WorkFilter,
	order: WorkOrder = 'indicator'
): Promise<number | undefined> {
	demand(ctx.actor, 'assessment.score');
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const cells = (await listAssignments(ctx)).filter(
		(cell) => !standsAside(ctx.actor, cell.unit.path, conflicts)
	);
	return placeOf(queueOf(cells, filter, order, after), after).nextOpenId;
}
