import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	index,
	integer,
	pgTable,
	primaryKey,
	smallint,
	text,
	timestamp
} from 'drizzle-orm/pg-core';
import { operationPartyKinds } from '../../../domain/oversight/operation-party';
import { unit } from './unit';
import { appUser } from './user';

/** Implementers and operators of the authorised operation of public data, each in the charge of a unit. */
export const operationParty = pgTable(
	'operation_party',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		kind: text({ enum: operationPartyKinds }).notNull(),
		nameEn: text('name_en').notNull(),
		nameZh: text('name_zh').notNull(),
		validFrom: date('valid_from').notNull(),
		/** exclusive; null: still */
		validTo: date('valid_to'),
		/** counts changes, for the conflict check */
		revision: integer().notNull().default(1)
	},
	(t) => [
		index('operation_party_of').on(t.unitId),
		check('operation_party_order', sql`${t.validTo} is null or ${t.validFrom} < ${t.validTo}`)
	]
);

/** What parties of a kind must publish each year, by 31 March. */
export const disclosureItem = pgTable('disclosure_item', {
	code: text().primaryKey(),
	kind: text({ enum: operationPartyKinds }).notNull(),
	nameEn: text('name_en').notNull(),
	nameZh: text('name_zh').notNull(),
	position: smallint().notNull(),
	isRetired: boolean('is_retired').notNull().default(false)
});

/** That an item was published, where, and when. Taken back by a mark. */
export const disclosure = pgTable(
	'disclosure',
	{
		partyId: integer('party_id')
			.notNull()
			.references(() => operationParty.id),
		itemCode: text('item_code')
			.notNull()
			.references(() => disclosureItem.code),
		/** in which it was due, by 31 March */
		year: smallint().notNull(),
		disclosedOn: date('disclosed_on').notNull(),
		url: text().notNull(),
		note: text().notNull().default(''),
		recordedBy: integer('recorded_by').references(() => appUser.id),
		recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
		withdrawnBy: integer('withdrawn_by').references(() => appUser.id),
		withdrawnAt: timestamp('withdrawn_at', { withTimezone: true })
	},
	(t) => [primaryKey({ columns: [t.partyId, t.itemCode, t.year] })]
);
