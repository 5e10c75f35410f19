import { demand, ownsUnit } from '../../../domain/access/can';
import { filterWork, placeOf, workStateOf, type WorkFilter } from '../../../domain/assessment/worklist';
import type { Context } from '../../context';
import { listAssignments } from './list-assignments';

/**
 * Where to go on after a cell: the next one without a score among those that the filter lets through, else the next draft.
 * Undefined when all of them are submitted.
 */
export async function findNextAssessment(
	ctx: Context,
	after: number,
	filter: WorkFilter
): Promise<number | undefined> {
	demand(ctx.actor, 'assessment.score');
	const cells = (await listAssignments(ctx)).filter((cell) => !ownsUnit(ctx.actor, cell.unit.path));
	const wanted = filterWork(cells, { ...filter, state: undefined });
	const index = wanted.findIndex(({ id }) => id === after);
	const around = [...wanted.slice(index + 1), ...wanted.slice(0, Math.max(index, 0))];
	return placeOf(wanted, after).nextUnscoredId ?? around.find((cell) => workStateOf(cell) === 'draft')?.id;
}
