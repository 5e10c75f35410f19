import { demand } from '../../../domain/access/can';
import type { CellRef, ReviewFilter } from '../../../domain/indicator/review-cell';
import type { Context } from '../../context';
import { listReviewRefs } from '../../db/queries/review';
import { decideCells, mostDecidedAtOnce, type DecidedCells } from './decide-cells';

export interface EndorsementWish {
	readonly decision: 'endorse' | 'sendBack';
	/** required to send back */
	readonly reason: string;
	readonly cells: readonly CellRef[] | { readonly matching: ReviewFilter; readonly asOf: Date };
}

/**
 * The department's own word, where two approvals are asked for: it stands by the values, or sends them back to whoever entered them.
 * @throws DomainError `forbidden`, `invalidInput`
 */
export async function endorseObservations(ctx: Context, wish: EndorsementWish): Promise<DecidedCells> {
	const scope = demand(ctx.actor, 'observation.endorse');
	return ctx.db.transaction(async (tx) => {
		const { cells } = wish;
		const refs =
			'matching' in cells
				? await listReviewRefs(
						tx,
						{ step: 'endorse', scope, ownPaths: [], filter: cells.matching },
						cells.asOf,
						mostDecidedAtOnce
					)
				: cells;
		return decideCells(tx, ctx, refs, { step: wish.decision, reason: wish.reason });
	});
}
