import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { decideCells, listChosenCells, type ChosenCells, type DecidedCells } from './decide-cells';

export interface EndorsementWish {
	readonly decision: 'endorse' | 'sendBack';
	/** required to send back */
	readonly reason: string;
	readonly cells: ChosenCells;
}

/**
 * The department's own word, where two approvals are asked for: it stands by the values, or sends them back to whoever entered them.
 * @throws DomainError `forbidden`, `invalidInput`
 */
export async function endorseObservations(ctx: Context, wish: EndorsementWish): Promise<DecidedCells> {
	const scope = demand(ctx.actor, 'observation.endorse');
	return ctx.db.transaction(async (tx) => {
		const queue = { step: 'endorse' as const, scope, ownPaths: [] };
		const refs = await listChosenCells(tx, queue, wish.cells);
		return decideCells(tx, ctx, refs, { step: wish.decision, reason: wish.reason });
	});
}
