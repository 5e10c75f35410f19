import { sql } from 'drizzle-orm';
import {
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	timestamp,
	unique
} from 'drizzle-orm/pg-core';
import type { FrameworkDefinitionInput, NodeDefinition } from '../../../domain/framework/definition';
import { frameworkStatuses, type AppliesTo } from '../../../domain/framework/applies-to';
import { indicator } from './indicator';

export const framework = pgTable('framework', {
	id: integer().primaryKey().generatedByDefaultAsIdentity(),
	code: text().notNull().unique(),
	nameEn: text('name_en').notNull(),
	nameZh: text('name_zh').notNull()
});

/** One version of a framework. A published one never changes: a trigger refuses it (migration `guards`). */
export const frameworkVersion = pgTable(
	'framework_version',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		frameworkId: integer('framework_id')
			.notNull()
			.references(() => framework.id),
		version: smallint().notNull(),
		status: text({ enum: frameworkStatuses }).notNull().default('draft'),
		appliesTo: jsonb('applies_to').$type<AppliesTo>().notNull(),
		/** the file contract of `scoring.md` less its nodes: scale, rank, peers, rules, grades */
		settings: jsonb().$type<Omit<FrameworkDefinitionInput, 'nodes'>>().notNull(),
		/** lets rectification orders weigh: the penalty rule, and its points for each order that is overdue or was sent back */
		orderRule: jsonb('order_rule').$type<{ readonly ruleCode: string; readonly points: number }>(),
		publishedAt: timestamp('published_at', { withTimezone: true })
	},
	(t) => [
		unique('framework_version_once').on(t.frameworkId, t.version),
		check('framework_version_positive', sql`${t.version} > 0`)
	]
);

/** A node of a version: a dimension, or an indicator in its place. `spec` is the node of the file contract, the one truth. */
export const frameworkNode = pgTable(
	'framework_node',
	{
		frameworkVersionId: integer('framework_version_id')
			.notNull()
			.references(() => frameworkVersion.id),
		code: text().notNull(),
		position: smallint().notNull(),
		indicatorId: integer('indicator_id').references(() => indicator.id),
		spec: jsonb().$type<NodeDefinition>().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.frameworkVersionId, t.code] }),
		unique('framework_node_position').on(t.frameworkVersionId, t.position),
		index('framework_node_indicator').on(t.indicatorId)
	]
);
