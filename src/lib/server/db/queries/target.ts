import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { target, unit } from '../schema';
import { matchesText } from './unit';

/** A target in the register, with its unit where it is one unit's own. */
export interface StoredTarget {
	readonly id: number;
	readonly unitId: number | null;
	readonly unit: { readonly code: string; readonly path: string; readonly name: LocalisedName } | null;
	readonly period: string;
	readonly value: number;
	/** who set it */
	readonly source: LocalisedName;
}

/** A page of an indicator's targets: everybody's first, then by unit, the newest period first; and how many there are in all. */
export async function listTargetPage(
	db: Db,
	indicatorId: number,
	search: { readonly unitText?: string | undefined; readonly limit: number; readonly offset: number }
): Promise<{ targets: StoredTarget[]; total: number }> {
	const where = and(eq(target.indicatorId, indicatorId), matchesText(search.unitText));
	const [counted] = await db
		.select({ total: sql<number>`count(*)::int` })
		.from(target)
		.leftJoin(unit, eq(unit.id, target.unitId))
		.where(where);
	const rows = await db
		.select({ target, unit })
		.from(target)
		.leftJoin(unit, eq(unit.id, target.unitId))
		.where(where)
		.orderBy(sql`${unit.code} asc nulls first`, desc(target.period), asc(target.id))
		.limit(search.limit)
		.offset(search.offset);
	return { total: counted?.total ?? 0, targets: rows.map(toTarget) };
}

function toTarget(row: {
	target: typeof target.$inferSelect;
	unit: typeof unit.$inferSelect | null;
}): StoredTarget {
	return {
		id: row.target.id,
		unitId: row.target.unitId,
		unit: row.unit && {
			code: row.unit.code,
			path: row.unit.path,
			name: { en: row.unit.nameEn, 'zh-CN': row.unit.nameZh }
		},
		period: row.target.period,
		value: row.target.value,
		source: { en: row.target.sourceEn, 'zh-CN': row.target.sourceZh }
	};
}

/** The target of one place, if there is one, held until the transaction ends. */
export async function findTarget(
	tx: Tx,
	_scope: Scope,
	place: { readonly indicatorId: number; readonly unitId: number | null; readonly period: string }
): Promise<StoredTarget | undefined> {
	const [row] = await tx
		.select()
		.from(target)
		.where(
			and(
				eq(target.indicatorId, place.indicatorId),
				place.unitId === null ? isNull(target.unitId) : eq(target.unitId, place.unitId),
				eq(target.period, place.period)
			)
		)
		.for('update');
	return row && toTarget({ target: row, unit: null });
}

/** @returns false where somebody else has set one meanwhile */
export async function insertTarget(
	tx: Tx,
	made: {
		readonly indicatorId: number;
		readonly unitId: number | null;
		readonly period: string;
		readonly value: number;
		readonly source: LocalisedName;
	}
): Promise<boolean> {
	const rows = await tx
		.insert(target)
		.values({
			indicatorId: made.indicatorId,
			unitId: made.unitId,
			period: made.period,
			value: made.value,
			sourceEn: made.source.en,
			sourceZh: made.source['zh-CN']
		})
		.onConflictDoNothing()
		.returning({ id: target.id });
	return rows.length === 1;
}

export async function updateTarget(
	tx: Tx,
	id: number,
	to: { readonly value: number; readonly source: LocalisedName }
): Promise<void> {
	await tx
		.update(target)
		.set({ value: to.value, sourceEn: to.source.en, sourceZh: to.source['zh-CN'] })
		.where(eq(target.id, id));
}

/** Takes a target away; the audit keeps what it was. */
export async function deleteTarget(tx: Tx, id: number): Promise<void> {
	await tx.delete(target).where(eq(target.id, id));
}
