import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { Adjustment } from '../../../domain/round/adjustment';
import type { AdjustmentStatus } from '../../../domain/round/adjustment-status';
import type { Db, Tx } from '../client';
import { adjustment, appUser, roundUnit, unit } from '../schema';
import { withinScope } from './unit';

const proposer = alias(appUser, 'proposer');
const decider = alias(appUser, 'decider');
const isProposed = eq(adjustment.status, 'proposed');

function select(db: Db | Tx) {
	return db
		.select({
			adjustment,
			unit: { id: unit.id, code: unit.code, en: unit.nameEn, zh: unit.nameZh, path: unit.path },
			proposedByName: proposer.name,
			decidedByName: decider.name
		})
		.from(adjustment)
		.innerJoin(unit, eq(unit.id, adjustment.unitId))
		.leftJoin(proposer, eq(proposer.id, adjustment.createdBy))
		.leftJoin(decider, eq(decider.id, adjustment.decidedBy));
}

function toAdjustment({
	adjustment: stored,
	unit: of,
	...names
}: Awaited<ReturnType<typeof select>>[number]): Adjustment {
	return {
		id: stored.id,
		unit: { id: of.id, code: of.code, name: { en: of.en, 'zh-CN': of.zh }, path: of.path },
		ruleCode: stored.ruleCode,
		amount: stored.amount,
		ground: { en: stored.groundEn, 'zh-CN': stored.groundZh },
		status: stored.status,
		proposedBy: stored.createdBy,
		proposedAt: stored.createdAt,
		decidedAt: stored.decidedAt,
		decisionReason: stored.decisionReason,
		orderId: stored.orderId,
		...names
	};
}

export interface AdjustmentSearch {
	readonly roundId: number;
	readonly status?: AdjustmentStatus | undefined;
	readonly limit: number;
	readonly offset: number;
}

/** Adjustments of a round, of units of a scope: what waits for a second pair of eyes first, then the newest. */
export async function searchAdjustments(
	db: Db | Tx,
	scope: Scope,
	{ roundId, status, limit, offset }: AdjustmentSearch
): Promise<{ adjustments: Adjustment[]; total: number; proposed: number }> {
	const ofRound = and(eq(adjustment.roundId, roundId), withinScope(scope));
	const where = and(ofRound, status && eq(adjustment.status, status));
	const rows = await select(db)
		.where(where)
		.orderBy(desc(isProposed), desc(adjustment.id))
		.limit(limit)
		.offset(offset);
	const number = (of: SQL | undefined) => sql<number>`(count(*) filter (where ${of ?? sql`true`}))::int`;
	const [counted] = await db
		.select({ total: number(status && eq(adjustment.status, status)), proposed: number(isProposed) })
		.from(adjustment)
		.innerJoin(unit, eq(unit.id, adjustment.unitId))
		.where(ofRound);
	return {
		adjustments: rows.map(toAdjustment),
		total: counted?.total ?? 0,
		proposed: counted?.proposed ?? 0
	};
}

/** One adjustment of a round, kept from others until the transaction ends. */
export async function holdAdjustment(
	tx: Tx,
	scope: Scope,
	roundId: number,
	id: number
): Promise<Adjustment | undefined> {
	const [row] = await select(tx)
		.where(and(eq(adjustment.id, id), eq(adjustment.roundId, roundId), withinScope(scope)))
		.for('update', { of: adjustment });
	return row && toAdjustment(row);
}

/** A unit of a round, as a form offers it. */
export type OfferedUnit = Pick<Adjustment['unit'], 'id' | 'code' | 'name' | 'path'>;

/** Units of a round within a scope, by code; with `code`, that one alone. At most `limit`. */
export async function listOfferedUnits(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	limit: number,
	code?: string
): Promise<OfferedUnit[]> {
	const rows = await db
		.select({ id: unit.id, code: unit.code, en: unit.nameEn, zh: unit.nameZh, path: unit.path })
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.where(
			and(
				eq(roundUnit.roundId, roundId),
				code === undefined ? undefined : eq(unit.code, code),
				withinScope(scope)
			)
		)
		.orderBy(asc(unit.code))
		.limit(limit);
	return rows.map(({ en, zh, ...row }) => ({ ...row, name: { en, 'zh-CN': zh } }));
}

/** Whether somebody has proposed just the same already, and nobody has decided on it. */
export async function isProposedAlready(
	tx: Tx,
	of: Pick<
		typeof adjustment.$inferSelect,
		'roundId' | 'unitId' | 'ruleCode' | 'amount' | 'groundEn' | 'groundZh' | 'createdBy'
	>
): Promise<boolean> {
	const [row] = await tx
		.select({ id: adjustment.id })
		.from(adjustment)
		.where(
			and(
				isProposed,
				eq(adjustment.roundId, of.roundId),
				eq(adjustment.unitId, of.unitId),
				eq(adjustment.ruleCode, of.ruleCode),
				eq(adjustment.amount, of.amount),
				eq(adjustment.groundEn, of.groundEn),
				eq(adjustment.groundZh, of.groundZh),
				of.createdBy === null ? sql`false` : eq(adjustment.createdBy, of.createdBy)
			)
		)
		.limit(1);
	return row !== undefined;
}

export async function insertAdjustment(
	tx: Tx,
	row: Omit<typeof adjustment.$inferInsert, 'status' | 'id'>
): Promise<number> {
	const [inserted] = await tx
		.insert(adjustment)
		.values({ ...row, status: 'proposed' })
		.returning({ id: adjustment.id });
	return inserted!.id;
}

export async function updateAdjustment(
	tx: Tx,
	id: number,
	change: Pick<typeof adjustment.$inferInsert, 'status' | 'decidedBy' | 'decidedAt' | 'decisionReason'>
): Promise<void> {
	await tx.update(adjustment).set(change).where(eq(adjustment.id, id));
}

/** Whether an adjustment counts: then its unit may read what it rests on. */
export async function isAdjustmentConfirmed(db: Db | Tx, id: number): Promise<boolean> {
	const [row] = await db.select({ status: adjustment.status }).from(adjustment).where(eq(adjustment.id, id));
	return row?.status === 'confirmed';
}
