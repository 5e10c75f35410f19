import { demand, ownUnitPaths } from '../../../domain/access/can';
import type { CellRef, ReviewFilter } from '../../../domain/indicator/review-cell';
import type { Context } from '../../context';
import { listReviewRefs } from '../../db/queries/review';
import { decideCells, mostDecidedAtOnce, type DecidedCells } from './decide-cells';

export interface ReviewWish {
	readonly decision: 'approve' | 'return';
	/** required of a return; of an approval a remark, if any */
	readonly reason: string;
	/** single cells, or all that wait and match a filter as they stood when the reviewer saw them */
	readonly cells: readonly CellRef[] | { readonly matching: ReviewFilter; readonly asOf: Date };
}

/**
 * The reviewers' word on submitted values: approve, or return with a reason; cell by cell, a whole form, or all that match a filter
 * (at most `mostDecidedAtOnce` a call). Nobody decides on data of their own unit.
 * @throws DomainError `forbidden`, `invalidInput`
 */
export async function reviewObservations(ctx: Context, wish: ReviewWish): Promise<DecidedCells> {
	const scope = demand(ctx.actor, 'observation.review');
	return ctx.db.transaction(async (tx) => {
		const { cells } = wish;
		const refs =
			'matching' in cells
				? await listReviewRefs(
						tx,
						{ step: 'review', scope, ownPaths: ownUnitPaths(ctx.actor), filter: cells.matching },
						cells.asOf,
						mostDecidedAtOnce
					)
				: cells;
		return decideCells(tx, ctx, refs, { step: wish.decision, reason: wish.reason });
	});
}
