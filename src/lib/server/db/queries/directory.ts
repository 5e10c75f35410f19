import { and, asc, count, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope, UnitPath } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { LocalisedName, Unit, UnitFlag, UnitKind, UnitLevel } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { framework, frameworkNode, frameworkVersion, indicator, target, unit } from '../schema';
import { toIndicator } from './series';
import { toUnit, withinScope } from './unit';

/** An indicator with its life, as programs are told of it. */
export interface RegisteredIndicator extends Indicator {
	readonly retiredAt: Date | null;
	readonly revision: number;
}

const registered = (row: typeof indicator.$inferSelect): RegisteredIndicator => ({
	...toIndicator(row),
	retiredAt: row.retiredAt,
	revision: row.revision
});

export async function listIndicatorsByCode(
	db: Db | Tx,
	codes: readonly string[]
): Promise<Map<string, RegisteredIndicator>> {
	const rows = await selectByCodes(db, codes);
	return new Map(rows.map((row) => [row.code, registered(row)]));
}

/** One parameter, however many codes there are. */
function selectByCodes(db: Db | Tx, codes: readonly string[]) {
	const wanted = sql`(select jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb))`;
	return db
		.select()
		.from(indicator)
		.where(sql`${indicator.code} in ${wanted}`);
}

/** Indicators by code, from the one after `after` on. */
export async function listIndicators(
	db: Db,
	after: string | undefined,
	limit: number
): Promise<RegisteredIndicator[]> {
	const rows = await db
		.select()
		.from(indicator)
		.where(after === undefined ? undefined : gt(indicator.code, after))
		.orderBy(asc(indicator.code))
		.limit(limit);
	return rows.map(registered);
}

/** The published framework versions in which an indicator stands. */
export async function listPlacesOfIndicator(
	db: Db,
	indicatorId: number
): Promise<{ framework: string; version: number; node: string }[]> {
	return db
		.select({ framework: framework.code, version: frameworkVersion.version, node: frameworkNode.code })
		.from(frameworkNode)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, frameworkNode.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.where(
			and(
				eq(frameworkNode.indicatorId, indicatorId),
				inArray(frameworkVersion.status, ['published', 'retired'])
			)
		)
		.orderBy(asc(framework.code), asc(frameworkVersion.version))
		.limit(200);
}

/** What is aimed at with an indicator, for everybody first. */
export async function listTargetsOfIndicator(
	db: Db,
	indicatorId: number
): Promise<{ unit: string | null; period: string; value: number; source: LocalisedName }[]> {
	const rows = await db
		.select({
			unit: unit.code,
			period: target.period,
			value: target.value,
			en: target.sourceEn,
			zh: target.sourceZh
		})
		.from(target)
		.leftJoin(unit, eq(unit.id, target.unitId))
		.where(eq(target.indicatorId, indicatorId))
		.orderBy(sql`${target.unitId} is not null`, asc(unit.code), asc(target.period))
		.limit(1000);
	return rows.map(({ en, zh, ...row }) => ({ ...row, source: { en, 'zh-CN': zh } }));
}

export interface RegisteredUnit extends Unit {
	readonly parentCode: string | null;
	readonly flag: UnitFlag | null;
	readonly isRanked: boolean;
}

export interface UnitFilter {
	readonly kind?: UnitKind | undefined;
	readonly level?: UnitLevel | undefined;
	readonly sector?: string | undefined;
	/** right below this one */
	readonly parentId?: number | undefined;
	/** this one and all below it */
	readonly subtree?: UnitPath | undefined;
}

const parent = alias(unit, 'parent');

/** Units by code (then by the day they began), from the one after `after` on. */
export async function listUnits(
	db: Db,
	scope: Scope,
	filter: UnitFilter,
	after: { readonly code: string; readonly validFrom: string } | undefined,
	limit: number
): Promise<RegisteredUnit[]> {
	const rows = await db
		.select({ unit, parentCode: parent.code })
		.from(unit)
		.leftJoin(parent, eq(parent.id, unit.parentId))
		.where(
			and(
				withinScope(scope),
				filter.kind && eq(unit.kind, filter.kind),
				filter.level && eq(unit.level, filter.level),
				filter.sector ? eq(unit.sector, filter.sector) : undefined,
				filter.parentId === undefined ? undefined : eq(unit.parentId, filter.parentId),
				filter.subtree === undefined
					? undefined
					: or(eq(unit.path, filter.subtree), sql`${unit.path} like ${`${filter.subtree}.%`}`),
				after && sql`(${unit.code}, ${unit.validFrom}) > (${after.code}, ${after.validFrom}::date)`
			)
		)
		.orderBy(asc(unit.code), asc(unit.validFrom))
		.limit(limit);
	return rows.map((row) => ({
		...toUnit(row.unit),
		flag: row.unit.flag,
		isRanked: row.unit.isRanked,
		parentCode: row.parentCode
	}));
}

/** The unit of a code; of several the one that began last. */
export async function findRegisteredUnit(
	db: Db,
	scope: Scope,
	code: string
): Promise<(RegisteredUnit & { readonly childCount: number }) | undefined> {
	const [row] = await db
		.select({ unit, parentCode: parent.code })
		.from(unit)
		.leftJoin(parent, eq(parent.id, unit.parentId))
		.where(and(eq(unit.code, code), withinScope(scope)))
		.orderBy(desc(unit.validFrom))
		.limit(1);
	if (!row) return undefined;
	const [children] = await db
		.select({ count: count() })
		.from(unit)
		.where(and(eq(unit.parentId, row.unit.id), isNull(unit.validTo)));
	return {
		...toUnit(row.unit),
		flag: row.unit.flag,
		isRanked: row.unit.isRanked,
		parentCode: row.parentCode,
		childCount: children?.count ?? 0
	};
}

/** Ids of the units at the tops of all trees. */
export async function listTreeRootIds(db: Db, scope: Scope): Promise<number[]> {
	const rows = await db
		.select({ id: unit.id })
		.from(unit)
		.where(and(isNull(unit.parentId), withinScope(scope)))
		.orderBy(asc(unit.id))
		.limit(1000);
	return rows.map(({ id }) => id);
}
