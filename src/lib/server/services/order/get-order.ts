import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { mostEvidence } from '../../../domain/evidence/evidence';
import type { Order, OrderStepLine } from '../../../domain/oversight/order';
import { movesFor, type OrderMove } from '../../../domain/oversight/order-flow';
import type { Context } from '../../context';
import { listEvidenceOf } from '../../db/queries/evidence';
import { listConflictPaths } from '../../db/queries/interest';
import { findOrder, listOrderSteps } from '../../db/queries/order';

export interface OrderPage {
	readonly order: Order;
	readonly steps: readonly OrderStepLine[];
	/** steps that the reader may take now */
	readonly moves: readonly OrderMove[];
	/** proofs that were handed in so far */
	readonly proofCount: number;
}

/** One order with everything that was said and done on it. @throws DomainError `notFound` (none such, or somebody else's) */
export async function getOrder(ctx: Context, id: number): Promise<OrderPage> {
	const scope = demand(ctx.actor, 'order.read');
	const order = await findOrder(ctx.db, scope, ctx.now, id);
	if (!order) throw new DomainError('notFound', `There is no order ${id} for you`, { id });
	const rows = await listOrderSteps(ctx.db, id);
	const evidence = await listEvidenceOf(
		ctx.db,
		scope,
		{ subject: 'order', keys: [String(id)] },
		mostEvidence
	);
	const steps = rows.map((step) => ({
		...step,
		// What came with an answer bears its time: both are of one transaction.
		evidence:
			step.toStatus === 'answered'
				? evidence.filter(({ addedAt }) => addedAt.getTime() === step.takenAt.getTime())
				: []
	}));
	const answeredBy = rows.flatMap(({ toStatus, takenBy }) =>
		toStatus === 'answered' && takenBy !== null ? [takenBy] : []
	);
	return {
		order,
		steps,
		moves: movesFor(
			ctx.actor,
			order.unit.path,
			{ status: order.status, issuedBy: order.issuedBy, answeredBy },
			await listConflictPaths(ctx.db, ctx.actor.userId)
		),
		proofCount: evidence.length
	};
}
