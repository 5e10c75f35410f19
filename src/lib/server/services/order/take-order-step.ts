import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { mostEvidence, type EvidenceProblem } from '../../../domain/evidence/evidence';
import {
	leadsOn,
	longestOrderReason,
	longestOrderText,
	moveBar,
	movePermissions,
	movesWithReason,
	statusAfter,
	type OrderMove
} from '../../../domain/oversight/order-flow';
import type { Order } from '../../../domain/oversight/order';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { AuditAction } from '../../../domain/audit/audit-line';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { countEvidenceOf, holdEvidenceOf, insertEvidence } from '../../db/queries/evidence';
import { listConflictPaths } from '../../db/queries/interest';
import { findOrder, listOrderSteps } from '../../db/queries/order';
import { moveOrder } from '../../db/queries/order-write';
import { listWeighingRounds } from '../../db/queries/order-weight';
import { keepProofs, type KeptProof, type Proof } from '../evidence/keep-proof';
import { sendMessages } from '../message/send-messages';
import { applyChange } from '../round/apply-change';
import { orderNotices } from './order-notices';

export interface StepWish {
	readonly id: number;
	/** the revision that was looked at */
	readonly revision: number;
	readonly move: Exclude<OrderMove, 'issue'>;
	/** the answer, or the reason */
	readonly text: string;
	/** what proves the answer */
	readonly proofs?: readonly Proof[];
}

/**
 * Takes a step of an order: its row, its audit row, what people are told and what follows for rounds stand together or not at all.
 * @returns undefined, or why a proof was not taken; then nothing has happened
 * @throws DomainError `notFound`, `forbidden`, `ownUnit`, `conflict` (it stands elsewhere now), `invalidInput` naming the field
 */
export async function takeOrderStep(ctx: Context, wish: StepWish): Promise<EvidenceProblem | undefined> {
	const all = demand(ctx.actor, movePermissions[wish.move]);
	const text = wish.text.trim();
	const most = wish.move === 'answer' ? longestOrderText : longestOrderReason;
	const isAsked = wish.move === 'answer' || movesWithReason.has(wish.move);
	if (isAsked && text === '') refuseProblems([{ field: 'text', problem: 'textMissing' }]);
	if (text.length > most) refuseProblems([{ field: 'text', problem: 'tooLong', subject: String(most) }]);
	const seen = await findOrder(ctx.db, all, ctx.now, wish.id);
	if (!seen) throw new DomainError('notFound', `There is no order ${wish.id} for you`, { id: wish.id });
	let kept: readonly KeptProof[] = [];
	if (wish.move === 'answer') {
		// Bytes are kept before the transaction: it must not wait for a disk.
		await refuseBarred(ctx, seen, wish);
		const proofs = await keepProofs(wish.proofs ?? []);
		if ('code' in proofs) return proofs;
		kept = proofs;
	}
	return ctx.db.transaction(async (tx) => {
		const order = await findOrder(tx, all, ctx.now, wish.id, true);
		if (!order) throw new DomainError('notFound', `There is no order ${wish.id} for you`, { id: wish.id });
		await refuseBarred({ ...ctx, db: tx }, order, wish);
		if (order.revision !== wish.revision) refuseStale(wish.id);
		if (wish.move === 'answer') {
			const problem = await addProofs(tx, ctx, order, kept);
			if (problem) return problem;
		}
		const moved = await moveOrder(tx, order.revision, {
			orderId: order.id,
			toStatus: statusAfter[wish.move],
			text,
			takenBy: ctx.actor.userId ?? null,
			takenAt: ctx.now
		});
		if (!moved) refuseStale(wish.id);
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: `order.${wish.move}` satisfies AuditAction },
			...{ entity: 'order', entityId: order.id, unitId: order.unit.id },
			before: { status: order.status },
			after: {
				status: statusAfter[wish.move],
				...(text === '' ? {} : wish.move === 'answer' ? { answer: text } : { reason: text }),
				...(kept.length > 0 ? { evidence: kept } : {})
			}
		});
		const subject = { ...order, unitId: order.unit.id, revision: order.revision + 1 };
		const reason = movesWithReason.has(wish.move) ? text : null;
		await sendMessages(tx, ctx, orderNotices(wish.move, subject, { reason, by: ctx.actor.name }));
		await applyChange(tx, ctx, await listWeighingRounds(tx, [order.unit.id]));
		return undefined;
	});
}

function refuseStale(id: number): never {
	throw new DomainError('conflict', `Order ${id} was moved on by somebody else`, { id });
}

async function refuseBarred(
	ctx: { readonly db: Context['db'] | Tx; readonly actor: Context['actor'] },
	order: Order,
	{ move }: StepWish
): Promise<void> {
	const steps = await listOrderSteps(ctx.db, order.id);
	const answeredBy = steps.flatMap(({ toStatus, takenBy }) =>
		toStatus === 'answered' && takenBy !== null ? [takenBy] : []
	);
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const bar = moveBar(ctx.actor, move, order.unit.path, { issuedBy: order.issuedBy, answeredBy }, conflicts);
	if (bar) {
		const code = bar === 'ownUnit' || bar === 'ownAnswer' ? 'ownUnit' : 'forbidden';
		throw new DomainError(code, `You may not take the step "${move}" here: ${bar}`, { id: order.id });
	}
	if (!leadsOn(move, order)) refuseStale(order.id);
}

/** Puts the proofs of an answer beside the order. An answer without any, now or before, proves nothing. */
async function addProofs(
	tx: Tx,
	ctx: Context,
	order: Order,
	kept: readonly KeptProof[]
): Promise<EvidenceProblem | undefined> {
	const scope = demand(ctx.actor, 'order.answer', order.unit.path);
	const subjectKey = String(order.id);
	await holdEvidenceOf(tx, 'order', subjectKey);
	const counts = await countEvidenceOf(tx, scope, { subject: 'order', keys: [subjectKey] });
	const before = counts.get(subjectKey) ?? 0;
	if (before + kept.length > mostEvidence) return { code: 'tooMany' };
	if (before + kept.length === 0) return { code: 'nothing' };
	for (const proof of kept) {
		await insertEvidence(tx, {
			...{ unitId: order.unit.id, subject: 'order' as const, subjectKey, ...proof },
			...{ addedBy: ctx.actor.userId ?? null, addedAt: ctx.now }
		});
	}
	return undefined;
}
