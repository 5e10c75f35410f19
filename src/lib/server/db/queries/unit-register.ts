import { and, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { UnitDetails, RegisteredUnit } from '../../../domain/unit/unit-register';
import type { UnitKind, UnitLevel } from '../../../domain/unit/unit';
import { selectRows, type Db, type Tx } from '../client';
import { round, roundUnit, unit, unitPlacement } from '../schema';
import { toUnit, withinScope } from './unit';

export function toRegisteredUnit(row: typeof unit.$inferSelect): RegisteredUnit {
	return {
		...toUnit(row),
		timeZone: row.timeZone,
		approvalSteps: row.approvalSteps === 1 || row.approvalSteps === 2 ? row.approvalSteps : null,
		revision: row.revision
	};
}

/** Names a unit: its code, and of several that had one code after another the day on which the meant one began. */
export interface UnitKey {
	readonly code: string;
	readonly since?: string | undefined;
}

/**
 * The unit of a key; without a day the one that began last. `lock` keeps others from changing it until the transaction ends.
 * @throws DomainError `unknownUnit`
 */
export async function getRegisteredUnit(
	db: Db | Tx,
	scope: Scope,
	{ code, since }: UnitKey,
	options: { readonly lock?: boolean } = {}
): Promise<RegisteredUnit> {
	const query = db
		.select()
		.from(unit)
		.where(and(eq(unit.code, code), since ? eq(unit.validFrom, since) : undefined, withinScope(scope)))
		.orderBy(sql`${unit.validFrom} desc`)
		.limit(1);
	const [row] = await (options.lock ? query.for('update') : query);
	if (!row) throw new DomainError('unknownUnit', `There is no unit with code "${code}"`, { unit: code });
	return toRegisteredUnit(row);
}

/** Whether a code is held by another unit on a day or after. */
export async function isCodeTaken(
	db: Db | Tx,
	_scope: Scope,
	code: string,
	from: string,
	exceptId?: number
): Promise<boolean> {
	const rows = await db
		.select({ id: unit.id })
		.from(unit)
		.where(
			and(
				eq(unit.code, code),
				or(isNull(unit.validTo), gt(unit.validTo, from)),
				exceptId === undefined ? undefined : ne(unit.id, exceptId)
			)
		)
		.limit(1);
	return rows.length > 0;
}

export interface NewUnit {
	readonly code: string;
	readonly kind: UnitKind;
	readonly level: UnitLevel;
	readonly parent: { readonly id: number; readonly path: string };
	readonly validFrom: string;
	readonly isDemonstration: boolean;
	readonly details: UnitDetails;
}

/** @returns id and path of the new unit */
export async function insertUnit(tx: Tx, made: NewUnit): Promise<{ id: number; path: string }> {
	const [next] = await selectRows<{ id: number }>(
		tx,
		sql`select nextval(pg_get_serial_sequence('unit', 'id'))::int as id`
	);
	const id = next!.id;
	const path = `${made.parent.path}.${id}`;
	await tx.insert(unit).values({
		id,
		path,
		code: made.code,
		kind: made.kind,
		level: made.level,
		parentId: made.parent.id,
		validFrom: made.validFrom,
		isDemonstration: made.isDemonstration,
		...detailColumns(made.details)
	});
	return { id, path };
}

function detailColumns(details: UnitDetails) {
	return {
		nameEn: details.name.en,
		nameZh: details.name['zh-CN'],
		shortNameEn: details.shortName.en,
		shortNameZh: details.shortName['zh-CN'],
		sector: details.sector,
		timeZone: details.timeZone,
		tileColumn: details.tile.column,
		tileRow: details.tile.row,
		abbreviation: details.abbreviation,
		flag: details.flag,
		isRanked: details.isRanked,
		approvalSteps: details.approvalSteps
	};
}

const nextRevision = { revision: sql`${unit.revision} + 1` };

export async function updateUnitDetails(tx: Tx, id: number, details: UnitDetails): Promise<void> {
	await tx
		.update(unit)
		.set({ ...detailColumns(details), ...nextRevision })
		.where(eq(unit.id, id));
}

export interface UnitMove {
	readonly unit: Pick<RegisteredUnit, 'id' | 'path' | 'level'>;
	readonly parent: { readonly id: number; readonly path: string };
	readonly level: UnitLevel;
	/** first day below the new unit */
	readonly from: string;
	/** day on which the placement began that this one follows, or replaces where it is the same day */
	readonly since: string;
}

/** Puts a unit with all below it under another from a day on. */
export async function moveUnitBelow(tx: Tx, move: UnitMove): Promise<void> {
	const { id, path } = move.unit;
	if (move.since === move.from) {
		await tx
			.update(unitPlacement)
			.set({ parentId: move.parent.id })
			.where(and(eq(unitPlacement.unitId, id), eq(unitPlacement.validFrom, move.from)));
	} else {
		await tx
			.update(unitPlacement)
			.set({ validTo: move.from })
			.where(and(eq(unitPlacement.unitId, id), eq(unitPlacement.validFrom, move.since)));
		await tx
			.insert(unitPlacement)
			.values({ unitId: id, parentId: move.parent.id, validFrom: move.from, validTo: null });
	}
	await tx
		.update(unit)
		.set({ parentId: move.parent.id, level: move.level, ...nextRevision })
		.where(eq(unit.id, id));
	// Grants and scopes go by the path: whoever holds a role above the new place holds it here from now on.
	await tx.execute(sql`update ${unit} set path = ${`${move.parent.path}.${id}`} || substr(path, ${path.length + 1}::int)
		where path = ${path} or path like ${`${path}.%`}`);
}

/** Ends units and where they stand on a day; `below` says whether everything open below goes with them. @returns how many */
export async function closeUnits(
	tx: Tx,
	closed: { readonly id: number; readonly path: string },
	on: string,
	below: boolean
): Promise<number> {
	const ended = await selectRows<{ id: number }>(
		tx,
		sql`update ${unit} set valid_to = ${on}::date, revision = revision + 1
			where (valid_to is null or valid_to > ${on}::date)
				and (id = ${closed.id} ${below ? sql`or path like ${`${closed.path}.%`}` : sql``})
			returning id`
	);
	await tx.execute(sql`update unit_placement set valid_to = ${on}::date
		where (valid_to is null or valid_to > ${on}::date) and unit_id in (select jsonb_array_elements_text(${JSON.stringify(ended.map(({ id }) => id))}::text::jsonb)::int)`);
	return ended.length;
}

/** Takes back the end of a unit: it never ended. */
export async function reopenUnit(tx: Tx, id: number, validTo: string): Promise<void> {
	await tx
		.update(unit)
		.set({ validTo: null, ...nextRevision })
		.where(eq(unit.id, id));
	await tx
		.update(unitPlacement)
		.set({ validTo: null })
		.where(and(eq(unitPlacement.unitId, id), eq(unitPlacement.validTo, validTo)));
}

export interface BelowUnit {
	/** units below that are open on a day */
	readonly open: number;
	/** the last day on which one of these began to stand where it stands */
	readonly placedLast: string | null;
}

/** What is open below a unit on a day, at any depth. */
export async function countOpenBelow(
	db: Db | Tx,
	_scope: Scope,
	path: string,
	on: string
): Promise<BelowUnit> {
	const [row] = await selectRows<{ open: number; placed: string | null }>(
		db,
		sql`select count(distinct u.id)::int as open, max(p.valid_from)::text as placed
			from ${unit} u left join unit_placement p on p.unit_id = u.id and (p.valid_to is null or p.valid_to > ${on}::date)
			where u.path like ${`${path}.%`} and (u.valid_to is null or u.valid_to > ${on}::date)`
	);
	return { open: row?.open ?? 0, placedLast: row?.placed ?? null };
}

export interface StoredPlacement {
	readonly parentId: number | null;
	readonly parentCode: string | null;
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** Under which units one stood, newest first. */
export async function listPlacements(
	db: Db | Tx,
	_scope: Scope,
	unitId: number
): Promise<(StoredPlacement & { parentEn: string | null; parentZh: string | null })[]> {
	return db
		.select({
			parentId: unitPlacement.parentId,
			parentCode: unit.code,
			parentEn: unit.nameEn,
			parentZh: unit.nameZh,
			validFrom: unitPlacement.validFrom,
			validTo: unitPlacement.validTo
		})
		.from(unitPlacement)
		.leftJoin(unit, eq(unit.id, unitPlacement.parentId))
		.where(eq(unitPlacement.unitId, unitId))
		.orderBy(sql`${unitPlacement.validFrom} desc`);
}

/** Whether a unit stood above another on any day since `from`: then the other may not become its parent. */
export async function hasStoodAbove(
	db: Db | Tx,
	_scope: Scope,
	upperId: number,
	lowerId: number,
	from: string
): Promise<boolean> {
	const rows = await selectRows(
		db,
		sql`with recursive above as (
				select ${lowerId}::int as id
				union select p.parent_id from unit_placement p join above on above.id = p.unit_id
				where p.parent_id is not null and (p.valid_to is null or p.valid_to > ${from}::date))
			select 1 from above where id = ${upperId}`
	);
	return rows.length > 0;
}

/** Rounds under way that have a unit. */
export async function listOpenRoundsOfUnit(
	db: Db | Tx,
	_scope: Scope,
	unitId: number
): Promise<{ period: string }[]> {
	return db
		.select({ period: round.period })
		.from(roundUnit)
		.innerJoin(round, eq(round.id, roundUnit.roundId))
		.where(
			and(
				eq(roundUnit.unitId, unitId),
				inArray(round.stage, [
					'collecting',
					'selfAssessment',
					'review',
					'scoring',
					'publicity',
					'appeals',
					'final'
				])
			)
		)
		.orderBy(round.periodStart)
		.limit(20);
}
