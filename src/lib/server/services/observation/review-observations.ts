import { demand, ownUnitPaths } from '../../../domain/access/can';
import type { Context } from '../../context';
import { decideCells, listChosenCells, type ChosenCells, type DecidedCells } from './decide-cells';

export interface ReviewWish {
	readonly decision: 'approve' | 'return';
	/** required of a return; of an approval a remark, if any */
	readonly reason: string;
	readonly cells: ChosenCells;
}

/**
 * The reviewers' word on submitted values: approve, or return with a reason; cell by cell, a whole form, or all that match a filter
 * (at most `mostDecidedAtOnce` a call). Nobody decides on data of their own unit.
 * @throws DomainError `forbidden`, `invalidInput`
 */
export async function reviewObservations(ctx: Context, wish: ReviewWish): Promise<DecidedCells> {
	const scope = demand(ctx.actor, 'observation.review');
	return ctx.db.transaction(async (tx) => {
		const queue = { step: 'review' as const, scope, ownPaths: ownUnitPaths(ctx.actor) };
		const refs = await listChosenCells(tx, queue, wish.cells);
		return decideCells(tx, ctx, refs, { step: wish.decision, reason: wish.reason });
	});
}
