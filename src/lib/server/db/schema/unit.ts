import { sql } from 'drizzle-orm';
import {
	type AnyPgColumn,
	boolean,
	check,
	date,
	foreignKey,
	index,
	integer,
	pgTable,
	primaryKey,
	smallint,
	text,
	unique
} from 'drizzle-orm/pg-core';
import { unitFlags, unitKinds, unitLevels } from '../../../domain/unit/unit';

/** What is evaluated: regions and departments, in one tree. A code may return with other dates when boundaries change. */
export const unit = pgTable(
	'unit',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		code: text().notNull(),
		kind: text({ enum: unitKinds }).notNull(),
		level: text({ enum: unitLevels }).notNull(),
		parentId: integer('parent_id').references((): AnyPgColumn => unit.id),
		/** ids from the root to this unit, joined by dots; a subtree is a prefix */
		path: text().notNull().unique(),
		nameEn: text('name_en').notNull(),
		nameZh: text('name_zh').notNull(),
		shortNameEn: text('short_name_en').notNull(),
		shortNameZh: text('short_name_zh').notNull(),
		sector: text(),
		timeZone: text('time_zone').notNull().default('Asia/Shanghai'),
		tileColumn: smallint('tile_column'),
		tileRow: smallint('tile_row'),
		/** two or three Latin letters for a tile; without them the page cuts them from the short name */
		abbreviation: text(),
		/** why it stands in the tree and not in a ranking: 市辖区 and the like, or a development zone that GB/T 2260 does not know */
		flag: text({ enum: unitFlags }),
		isRanked: boolean('is_ranked').notNull().default(true),
		/** approvals that a value below this unit needs: 1 the region's, 2 the department's first; null: as the unit above */
		approvalSteps: smallint('approval_steps'),
		/** counts changes, for the conflict check */
		revision: integer().notNull().default(1),
		validFrom: date('valid_from').notNull().default('1949-10-01'),
		validTo: date('valid_to'),
		isDemonstration: boolean('is_demonstration').notNull().default(false)
	},
	(t) => [
		unique('unit_code_from').on(t.code, t.validFrom),
		index('unit_parent').on(t.parentId),
		index('unit_path_prefix').on(t.path.op('text_pattern_ops')),
		check('unit_dates', sql`${t.validTo} is null or ${t.validTo} > ${t.validFrom}`),
		check('unit_approval_steps', sql`${t.approvalSteps} is null or ${t.approvalSteps} in (1, 2)`),
		check('unit_flagged_not_ranked', sql`${t.flag} is null or not ${t.isRanked}`),
		check('unit_sector_of_departments', sql`${t.sector} is null or ${t.kind} = 'department'`)
	]
);

/**
 * Under which unit a unit stood from when to when: history is read with the tree of its time. The newest row agrees with
 * `unit.parent_id`; a trigger writes the first (migration `collection_guards`).
 */
export const unitPlacement = pgTable(
	'unit_placement',
	{
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		parentId: integer('parent_id').references(() => unit.id),
		validFrom: date('valid_from').notNull(),
		validTo: date('valid_to')
	},
	(t) => [
		primaryKey({ columns: [t.unitId, t.validFrom] }),
		index('unit_placement_of_parent').on(t.parentId, t.validFrom),
		check('unit_placement_dates', sql`${t.validTo} is null or ${t.validTo} > ${t.validFrom}`)
	]
);

/** A way to divide units into groups that are compared with each other. */
export const groupSet = pgTable('group_set', {
	id: integer().primaryKey().generatedByDefaultAsIdentity(),
	code: text().notNull().unique(),
	nameEn: text('name_en').notNull(),
	nameZh: text('name_zh').notNull()
});

export const peerGroup = pgTable(
	'peer_group',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		groupSetId: integer('group_set_id')
			.notNull()
			.references(() => groupSet.id),
		code: text().notNull(),
		nameEn: text('name_en').notNull(),
		nameZh: text('name_zh').notNull()
	},
	(t) => [
		unique('peer_group_code').on(t.groupSetId, t.code),
		unique('peer_group_in_set').on(t.id, t.groupSetId)
	]
);

/** A unit is in one group of each set: the key says so. */
export const unitPeerGroup = pgTable(
	'unit_peer_group',
	{
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		groupSetId: integer('group_set_id').notNull(),
		peerGroupId: integer('peer_group_id').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.unitId, t.groupSetId] }),
		foreignKey({
			columns: [t.peerGroupId, t.groupSetId],
			foreignColumns: [peerGroup.id, peerGroup.groupSetId]
		})
	]
);
