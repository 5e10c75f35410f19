import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { RegisteredUnit } from '../../../domain/unit/unit-register';
import type { LocalisedName, UnitFlag } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { unit, unitPeerGroup } from '../schema';
import { matchesText, withinScope } from './unit';
import { toRegisteredUnit } from './unit-register';

export const registerStates = ['open', 'closed', 'all'] as const;
export type RegisterState = (typeof registerStates)[number];

export interface RegisterSearch {
	/** code of a unit: those right below it; undefined together with no text: those at the top of what is managed */
	readonly parentId?: number | undefined;
	/** part of a name in either language, or the beginning of a code: at any depth */
	readonly text?: string | undefined;
	readonly flag?: UnitFlag | undefined;
	readonly peerGroupId?: number | undefined;
	/** all depths, whatever is searched for */
	readonly isWholeTree?: boolean | undefined;
	readonly state: RegisterState;
	/** ISO day that tells open from closed */
	readonly today: string;
	readonly limit: number;
	readonly offset: number;
}

export interface RegisterRow extends RegisteredUnit {
	readonly parentCode: string | null;
	readonly parentName: LocalisedName | null;
	/** open units right below */
	readonly childCount: number;
}

/** One page of one level of the tree, or of what matches at any depth, regions first, by code; and how many there are in all. */
export async function listRegister(
	db: Db,
	scope: Scope,
	search: RegisterSearch
): Promise<{ rows: RegisterRow[]; total: number }> {
	const parent = alias(unit, 'parent');
	const where = and(withinScope(scope), ...conditionsOf(scope, search));
	const [counted] = await db
		.select({ total: sql<number>`count(*)::int` })
		.from(unit)
		.where(where);
	const rows = await db
		.select({
			unit,
			parentCode: parent.code,
			parentEn: parent.shortNameEn,
			parentZh: parent.shortNameZh,
			childCount: sql<number>`(select count(*)::int from "unit" below where below.parent_id = ${unit.id}
				and (below.valid_to is null or below.valid_to > ${search.today}::date))`
		})
		.from(unit)
		.leftJoin(parent, eq(parent.id, unit.parentId))
		.where(where)
		.orderBy(...orderOf(search))
		.limit(search.limit)
		.offset(search.offset);
	return {
		total: counted?.total ?? 0,
		rows: rows.map((row) => ({
			...toRegisteredUnit(row.unit),
			parentCode: row.parentCode,
			parentName: row.parentEn === null ? null : { en: row.parentEn, 'zh-CN': row.parentZh ?? row.parentEn },
			childCount: row.childCount
		}))
	};
}

/** Whether the search goes to any depth, or to one level of the tree. */
export function isDeep({
	text,
	flag,
	peerGroupId,
	isWholeTree
}: Pick<RegisterSearch, 'text' | 'flag' | 'peerGroupId' | 'isWholeTree'>): boolean {
	return isWholeTree === true || Boolean(text?.trim()) || flag !== undefined || peerGroupId !== undefined;
}

function conditionsOf(scope: Scope, search: RegisterSearch): (SQL | undefined)[] {
	const { parentId, state, today } = search;
	const open = or(isNull(unit.validTo), gt(unit.validTo, today));
	return [
		state === 'open' ? open : state === 'closed' ? lte(unit.validTo, today) : undefined,
		matchesText(search.text),
		search.flag ? eq(unit.flag, search.flag) : undefined,
		search.peerGroupId === undefined
			? undefined
			: sql`exists (select 1 from ${unitPeerGroup} where ${unitPeerGroup.unitId} = ${unit.id}
				and ${unitPeerGroup.peerGroupId} = ${search.peerGroupId})`,
		isDeep(search) ? undefined : parentId === undefined ? atTheTop(scope) : eq(unit.parentId, parentId)
	];
}

function atTheTop(scope: Scope): SQL | undefined {
	return scope.subtrees === 'everything' ? isNull(unit.parentId) : inArray(unit.path, [...scope.subtrees]);
}

function orderOf({ text }: RegisterSearch): SQL[] {
	const typed = text?.trim();
	return [
		...(typed ? [desc(sql`${unit.code} = ${typed}`)] : []),
		desc(unit.kind),
		asc(unit.code),
		asc(unit.validFrom)
	];
}

/** Dates of some units. */
export async function listUnitDates(
	db: Db | Tx,
	_scope: Scope,
	ids: readonly number[]
): Promise<{ id: number; code: string; validFrom: string; validTo: string | null }[]> {
	if (ids.length === 0) return [];
	return db
		.select({ id: unit.id, code: unit.code, validFrom: unit.validFrom, validTo: unit.validTo })
		.from(unit)
		.where(inArray(unit.id, [...ids]));
}
