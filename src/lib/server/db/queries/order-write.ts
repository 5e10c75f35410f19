import { and, eq } from 'drizzle-orm';
import type { OrderGround, OrderStatus } from '../../../domain/oversight/order-status';
import type { Tx } from '../client';
import { orderStep, rectificationOrder } from '../schema';

export interface NewOrder {
	readonly unitId: number;
	readonly ground: OrderGround;
	readonly roundId: number | null;
	readonly indicatorId: number | null;
	readonly period: string | null;
	readonly finding: string;
	readonly demand: string;
	readonly dueOn: string;
	readonly issuedBy: number | null;
	readonly issuedAt: Date;
}

/** @returns its id */
export async function insertOrder(tx: Tx, row: NewOrder): Promise<number> {
	const [inserted] = await tx.insert(rectificationOrder).values(row).returning({ id: rectificationOrder.id });
	return inserted!.id;
}

export interface StepToTake {
	readonly orderId: number;
	readonly toStatus: OrderStatus;
	readonly text: string;
	readonly takenBy: number | null;
	readonly takenAt: Date;
}

export async function insertOrderStep(tx: Tx, step: StepToTake): Promise<void> {
	await tx.insert(orderStep).values(step);
}

/** Moves an order on, if it still stands at the revision that was read. @returns false where somebody else came first */
export async function moveOrder(tx: Tx, revision: number, step: StepToTake): Promise<boolean> {
	const { toStatus, takenAt } = step;
	const isClosed = toStatus === 'verified' || toStatus === 'withdrawn';
	const rows = await tx
		.update(rectificationOrder)
		.set({
			status: toStatus,
			revision: revision + 1,
			...(toStatus === 'answered' ? { answeredAt: takenAt } : {}),
			...(isClosed ? { closedAt: takenAt } : {})
		})
		.where(and(eq(rectificationOrder.id, step.orderId), eq(rectificationOrder.revision, revision)))
		.returning({ id: rectificationOrder.id });
	if (rows.length === 1) await insertOrderStep(tx, step);
	return rows.length === 1;
}
