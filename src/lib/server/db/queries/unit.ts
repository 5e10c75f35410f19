import { and, asc, count, desc, eq, ilike, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { LocalisedName, Unit, UnitKind, UnitLevel } from '../../../domain/unit/unit';
import { DomainError } from '../../../domain/errors';
import type { Db } from '../client';
import { groupSet, peerGroup, unit, unitPeerGroup, unitPlacement } from '../schema';

type UnitRow = typeof unit.$inferSelect;

export function toUnit(row: UnitRow): Unit {
	return {
		id: row.id,
		code: row.code,
		kind: row.kind,
		level: row.level,
		parentId: row.parentId,
		path: row.path,
		name: { en: row.nameEn, 'zh-CN': row.nameZh },
		shortName: { en: row.shortNameEn, 'zh-CN': row.shortNameZh },
		sector: row.sector,
		validFrom: row.validFrom,
		validTo: row.validTo,
		tile:
			row.tileColumn === null || row.tileRow === null ? null : { column: row.tileColumn, row: row.tileRow },
		abbreviation: row.abbreviation,
		flag: row.flag,
		isRanked: row.isRanked,
		isDemonstration: row.isDemonstration
	};
}

/** Units within the subtrees of a scope. */
export function withinScope(scope: Scope): SQL | undefined {
	if (scope.subtrees === 'everything') return undefined;
	if (scope.subtrees.length === 0) return sql`false`;
	return or(...scope.subtrees.map((root) => or(eq(unit.path, root), sql`${unit.path} like ${`${root}.%`}`)));
}

/** The unit of a code; of several with one code (boundaries changed) the one that began last. */
export async function findUnitByCode(db: Db, scope: Scope, code: string): Promise<Unit | undefined> {
	const rows = await db
		.select()
		.from(unit)
		.where(and(eq(unit.code, code), withinScope(scope)))
		.orderBy(desc(unit.validFrom))
		.limit(1);
	return rows[0] && toUnit(rows[0]);
}

/** @throws DomainError `unknownUnit` */
export async function getUnitByCode(db: Db, scope: Scope, code: string): Promise<Unit> {
	const found = await findUnitByCode(db, scope, code);
	if (!found) throw new DomainError('unknownUnit', `There is no unit with code "${code}"`, { unit: code });
	return found;
}

/** The units of some codes, in the order of the codes; unknown ones are left out. At most one a code. */
export async function listUnitsByCodes(db: Db, scope: Scope, codes: readonly string[]): Promise<Unit[]> {
	if (codes.length === 0) return [];
	const rows = await db
		.selectDistinctOn([unit.code])
		.from(unit)
		.where(and(inArray(unit.code, [...codes]), withinScope(scope)))
		.orderBy(unit.code, desc(unit.validFrom));
	const byCode = new Map(rows.map((row) => [row.code, toUnit(row)]));
	return [...new Set(codes)].flatMap((code) => byCode.get(code) ?? []);
}

/** The units at some places of the tree, by code. */
export async function listUnitsByPaths(db: Db, scope: Scope, paths: readonly string[]): Promise<Unit[]> {
	if (paths.length === 0) return [];
	const rows = await db
		.select()
		.from(unit)
		.where(and(inArray(unit.path, [...paths]), withinScope(scope)))
		.orderBy(asc(unit.code));
	return rows.map(toUnit);
}

/** Codes and names of some units, by id. */
export async function listUnitNames(
	db: Db,
	scope: Scope,
	ids: readonly number[]
): Promise<Map<number, { code: string; name: LocalisedName }>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: unit.id, code: unit.code, en: unit.nameEn, zh: unit.nameZh })
		.from(unit)
		.where(and(inArray(unit.id, [...new Set(ids)]), withinScope(scope)));
	return new Map(rows.map(({ id, code, en, zh }) => [id, { code, name: { en, 'zh-CN': zh } }]));
}

/** From the root down to the parent. */
export async function listAncestors(db: Db, scope: Scope, of: Unit): Promise<Unit[]> {
	const ids = of.path.split('.').map(Number).slice(0, -1);
	if (ids.length === 0) return [];
	const rows = await db
		.select()
		.from(unit)
		.where(and(inArray(unit.id, ids), withinScope(scope)));
	return rows.map(toUnit).sort((a, b) => a.path.length - b.path.length);
}

/** Units that stood right below one on the last day before `end`, departments before regions, by code. At most `limit`. */
export async function listChildrenAt(
	db: Db,
	scope: Scope,
	parentId: number,
	end: string,
	limit: number
): Promise<Unit[]> {
	const rows = await db
		.select({ unit })
		.from(unitPlacement)
		.innerJoin(unit, eq(unit.id, unitPlacement.unitId))
		.where(and(eq(unitPlacement.parentId, parentId), placedAtEnd(sql`${end}::date`), withinScope(scope)))
		.orderBy(asc(unit.kind), asc(unit.code))
		.limit(limit);
	return rows.map((row) => toUnit(row.unit));
}

/** Whether a placement holds on the last day before `end` (a date). */
export function placedAtEnd(end: SQL): SQL {
	return sql`${unitPlacement.validFrom} < ${end} and (${unitPlacement.validTo} is null or ${unitPlacement.validTo} >= ${end})`;
}

export interface UnitGroup {
	readonly groupSet: LocalisedName;
	readonly code: string;
	readonly name: LocalisedName;
}

/** The groups that a unit is compared in, one a group set. */
export async function listPeerGroupsOfUnit(db: Db, unitId: number): Promise<UnitGroup[]> {
	const rows = await db
		.select({
			setEn: groupSet.nameEn,
			setZh: groupSet.nameZh,
			code: peerGroup.code,
			en: peerGroup.nameEn,
			zh: peerGroup.nameZh
		})
		.from(unitPeerGroup)
		.innerJoin(peerGroup, eq(peerGroup.id, unitPeerGroup.peerGroupId))
		.innerJoin(groupSet, eq(groupSet.id, unitPeerGroup.groupSetId))
		.where(eq(unitPeerGroup.unitId, unitId))
		.orderBy(groupSet.code);
	return rows.map((row) => ({
		groupSet: { en: row.setEn, 'zh-CN': row.setZh },
		code: row.code,
		name: { en: row.en, 'zh-CN': row.zh }
	}));
}

export interface UnitSearch {
	/** part of a name in either language, or the beginning of a code */
	readonly text?: string | undefined;
	readonly kind?: UnitKind | undefined;
	readonly level?: UnitLevel | undefined;
	readonly sector?: string | undefined;
	readonly limit: number;
	readonly offset: number;
}

export interface FoundUnit extends Unit {
	readonly parentName: LocalisedName | null;
	readonly parentCode: string | null;
}

const parent = alias(unit, 'parent');

/** A page of units that match, in tree order by code, and how many match in all. */
export async function searchUnits(
	db: Db,
	scope: Scope,
	search: UnitSearch
): Promise<{ units: FoundUnit[]; total: number }> {
	const where = and(withinScope(scope), ...conditionsOf(search));
	const [counted] = await db.select({ total: count() }).from(unit).where(where);
	const rows = await db
		.select({ unit, parentCode: parent.code, parentEn: parent.shortNameEn, parentZh: parent.shortNameZh })
		.from(unit)
		.leftJoin(parent, eq(parent.id, unit.parentId))
		.where(where)
		.orderBy(...orderOf(search))
		.limit(search.limit)
		.offset(search.offset);
	const units = rows.map((row) => ({
		...toUnit(row.unit),
		parentCode: row.parentCode,
		parentName: row.parentEn === null ? null : { en: row.parentEn, 'zh-CN': row.parentZh ?? row.parentEn }
	}));
	return { units, total: counted?.total ?? 0 };
}

function conditionsOf(search: UnitSearch): (SQL | undefined)[] {
	return [
		matchesText(search.text),
		search.kind ? eq(unit.kind, search.kind) : undefined,
		search.level ? eq(unit.level, search.level) : undefined,
		search.sector ? eq(unit.sector, search.sector) : undefined
	];
}

/** Units with a text in a name of either language, or at the beginning of their code. */
export function matchesText(typed: string | undefined): SQL | undefined {
	const text = typed?.trim();
	if (!text) return undefined;
	const like = `%${escapeLike(text)}%`;
	return or(
		ilike(unit.nameEn, like),
		ilike(unit.nameZh, like),
		ilike(unit.shortNameEn, like),
		ilike(unit.shortNameZh, like),
		ilike(unit.code, `${escapeLike(text)}%`)
	);
}

/** Regions before departments: who types "Zhejiang" means the province first. An exact code comes before all. */
function orderOf(search: UnitSearch): SQL[] {
	const text = search.text?.trim() ?? '';
	return [desc(sql`${unit.code} = ${text}`), desc(unit.kind), asc(unit.code), asc(unit.validFrom)];
}

function escapeLike(text: string): string {
	return text.replace(/[\\%_]/g, '\\$&');
}

/** Sectors that occur, by code. */
export async function listSectors(db: Db, scope: Scope): Promise<string[]> {
	const rows = await db
		.selectDistinct({ sector: unit.sector })
		.from(unit)
		.where(and(sql`${unit.sector} is not null`, withinScope(scope)))
		.orderBy(unit.sector)
		.limit(100);
	return rows.flatMap((row) => row.sector ?? []);
}

/**
 * Units that one is naturally compared with: of its tree, kind, level, sector and depth, itself included, by code.
 * At most `limit`.
 */
export async function listComparableUnits(db: Db, scope: Scope, to: Unit, limit: number): Promise<Unit[]> {
	const root = to.path.split('.')[0]!;
	const depth = to.path.split('.').length;
	const rows = await db
		.select()
		.from(unit)
		.where(
			and(
				or(eq(unit.path, root), sql`${unit.path} like ${`${root}.%`}`),
				eq(unit.kind, to.kind),
				eq(unit.level, to.level),
				to.sector === null ? isNull(unit.sector) : eq(unit.sector, to.sector),
				sql`array_length(string_to_array(${unit.path}, '.'), 1) = ${depth}`,
				withinScope(scope)
			)
		)
		.orderBy(asc(unit.code))
		.limit(limit);
	return rows.map(toUnit);
}
