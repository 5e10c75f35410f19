import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import {
	disclosureDueOn,
	disclosureItemSeeds,
	type Disclosure,
	type DisclosureItem,
	type OperationParty
} from '../../../domain/oversight/disclosure';
import { selectRows, type Db, type Tx } from '../client';
import { appUser, disclosure, disclosureItem, operationParty, unit } from '../schema';
import { withinScope } from './unit';

/** Stores the items that the product knows, once. */
export async function insertDisclosureItems(tx: Db | Tx): Promise<void> {
	await tx
		.insert(disclosureItem)
		.values(
			disclosureItemSeeds.map(({ code, kind, name }, position) => ({
				code,
				kind,
				nameEn: name[0],
				nameZh: name[1],
				position
			}))
		)
		.onConflictDoNothing({ target: disclosureItem.code });
}

/** What is asked for, in its order; retired items are left out. */
export async function listDisclosureItems(db: Db | Tx): Promise<DisclosureItem[]> {
	const rows = await db
		.select()
		.from(disclosureItem)
		.where(eq(disclosureItem.isRetired, false))
		.orderBy(asc(disclosureItem.position), asc(disclosureItem.code));
	return rows.map((row) => ({
		code: row.code,
		kind: row.kind,
		name: { en: row.nameEn, 'zh-CN': row.nameZh }
	}));
}

const partyColumns = {
	party: operationParty,
	code: unit.code,
	en: unit.nameEn,
	zh: unit.nameZh,
	path: unit.path
};

interface PartyRow {
	readonly party: typeof operationParty.$inferSelect;
	readonly code: string;
	readonly en: string;
	readonly zh: string;
	readonly path: string;
}

const toParty = ({ party, code, en, zh, path }: PartyRow): OperationParty => ({
	id: party.id,
	unit: { id: party.unitId, code, name: { en, 'zh-CN': zh }, path },
	kind: party.kind,
	name: { en: party.nameEn, 'zh-CN': party.nameZh },
	validFrom: party.validFrom,
	validTo: party.validTo,
	revision: party.revision
});

/** Parties of a scope that answer for a year, by unit: at most `limit`, and how many there are. */
export async function listParties(
	db: Db,
	scope: Scope,
	of: { readonly year: number; readonly limit: number; readonly offset: number }
): Promise<{ parties: OperationParty[]; total: number }> {
	const due = disclosureDueOn(of.year);
	const where = and(
		withinScope(scope),
		sql`${operationParty.validFrom} <= ${due}::date`,
		sql`(${operationParty.validTo} is null or ${operationParty.validTo} > ${due}::date)`
	);
	const rows = await db
		.select(partyColumns)
		.from(operationParty)
		.innerJoin(unit, eq(unit.id, operationParty.unitId))
		.where(where)
		.orderBy(asc(unit.code), asc(operationParty.kind), asc(operationParty.id))
		.limit(of.limit)
		.offset(of.offset);
	const [counted] = await db
		.select({ total: sql<number>`count(*)::int` })
		.from(operationParty)
		.innerJoin(unit, eq(unit.id, operationParty.unitId))
		.where(where);
	return { parties: rows.map(toParty), total: counted?.total ?? 0 };
}

/** @param lock keeps others from changing it until the transaction ends */
export async function findParty(
	db: Db | Tx,
	scope: Scope,
	id: number,
	lock = false
): Promise<OperationParty | undefined> {
	const query = db
		.select(partyColumns)
		.from(operationParty)
		.innerJoin(unit, eq(unit.id, operationParty.unitId))
		.where(and(eq(operationParty.id, id), withinScope(scope)));
	const [row] = await (lock ? query.for('update', { of: operationParty }) : query);
	return row && toParty(row);
}

export interface PartyWrite {
	readonly nameEn: string;
	readonly nameZh: string;
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** @returns its id */
export async function insertParty(
	tx: Tx,
	row: PartyWrite & { readonly unitId: number; readonly kind: OperationParty['kind'] }
): Promise<number> {
	const [inserted] = await tx.insert(operationParty).values(row).returning({ id: operationParty.id });
	return inserted!.id;
}

/** @returns false where somebody else came first */
export async function updateParty(
	tx: Tx,
	id: number,
	revision: number,
	values: PartyWrite
): Promise<boolean> {
	const rows = await tx
		.update(operationParty)
		.set({ ...values, revision: revision + 1 })
		.where(and(eq(operationParty.id, id), eq(operationParty.revision, revision)))
		.returning({ id: operationParty.id });
	return rows.length === 1;
}

export interface PartyDisclosure extends Disclosure {
	readonly partyId: number;
}

/** What some parties have disclosed of a year; what was taken back is left out. */
export async function listDisclosures(
	db: Db | Tx,
	partyIds: readonly number[],
	year: number
): Promise<PartyDisclosure[]> {
	if (partyIds.length === 0) return [];
	return db
		.select({
			partyId: disclosure.partyId,
			itemCode: disclosure.itemCode,
			year: disclosure.year,
			disclosedOn: disclosure.disclosedOn,
			url: disclosure.url,
			note: disclosure.note,
			recordedByName: appUser.name,
			recordedAt: disclosure.recordedAt
		})
		.from(disclosure)
		.leftJoin(appUser, eq(appUser.id, disclosure.recordedBy))
		.where(
			and(
				eq(disclosure.year, year),
				isNull(disclosure.withdrawnAt),
				sql`${disclosure.partyId} in (select value::int from jsonb_array_elements_text(${JSON.stringify(partyIds)}::text::jsonb))`
			)
		);
}

/** Stores that an item was published, in the place of what was said of it before. */
export async function putDisclosure(tx: Tx, row: typeof disclosure.$inferInsert): Promise<void> {
	await tx
		.insert(disclosure)
		.values(row)
		.onConflictDoUpdate({
			target: [disclosure.partyId, disclosure.itemCode, disclosure.year],
			set: {
				disclosedOn: row.disclosedOn,
				url: row.url,
				note: row.note,
				recordedBy: row.recordedBy,
				recordedAt: row.recordedAt,
				withdrawnBy: null,
				withdrawnAt: null
			}
		});
}

/** Takes back, by a mark, that an item was published. @returns whether it was there */
export async function markDisclosureWithdrawn(
	tx: Tx,
	of: {
		readonly partyId: number;
		readonly itemCode: string;
		readonly year: number;
		readonly by: number | undefined;
		readonly at: Date;
	}
): Promise<boolean> {
	const rows = await tx
		.update(disclosure)
		.set({ withdrawnBy: of.by ?? null, withdrawnAt: of.at })
		.where(
			and(
				eq(disclosure.partyId, of.partyId),
				eq(disclosure.itemCode, of.itemCode),
				eq(disclosure.year, of.year),
				isNull(disclosure.withdrawnAt)
			)
		)
		.returning({ code: disclosure.itemCode });
	return rows.length === 1;
}

export interface RegionDisclosures {
	readonly unitId: number;
	readonly code: string;
	readonly required: number;
	readonly done: number;
}

/**
 * Items required of the parties of each region and its departments by 31 March of a year, and those disclosed by then. Regions
 * without a party are left out. One statement. @param unitIds units in whose charge parties are; `all`: whichever
 */
export async function countRegionDisclosures(
	db: Db | Tx,
	year: number,
	unitIds: readonly number[] | 'all'
): Promise<RegionDisclosures[]> {
	const due = sql`${disclosureDueOn(year)}::date`;
	const ids = JSON.stringify(unitIds === 'all' ? [] : unitIds);
	return selectRows<RegionDisclosures & Record<string, unknown>>(
		db,
		sql`with placed as (
				select p.id, p.kind, case when u.kind = 'region' then u.id else u.parent_id end as region
				from operation_party p join "unit" u on u.id = p.unit_id
				where p.valid_from <= ${due} and (p.valid_to is null or p.valid_to > ${due})
			), wanted as (
				select distinct case when u.kind = 'region' then u.id else u.parent_id end as region
				from "unit" u where ${unitIds === 'all'}::boolean
					or u.id in (select value::int from jsonb_array_elements_text(${ids}::text::jsonb))
			)
			select r.id as "unitId", r.code, count(*)::int as required,
				(count(*) filter (where d.disclosed_on <= ${due}))::int as done
			from placed p
			join wanted w on w.region = p.region
			join "unit" r on r.id = p.region
			join disclosure_item i on i.kind = p.kind and not i.is_retired
			left join disclosure d on d.party_id = p.id and d.item_code = i.code and d.year = ${year}::int
				and d.withdrawn_at is null
			group by r.id, r.code order by r.id`
	);
}
