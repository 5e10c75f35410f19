import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	date,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	timestamp,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import { findingKinds, ruleKinds, severities } from '../../../domain/validation/rule';
import { indicator } from './indicator';
import { appUser } from './user';

/** What must hold of a unit's values in a period: an expression of the engine, or a kind that needs none. */
export const validationRule = pgTable(
	'validation_rule',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		code: text().notNull().unique(),
		/** the indicator beside whose cell its findings stand */
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		kind: text({ enum: ruleKinds }).notNull(),
		/** true where all is well; names: codes of indicators, `previous_CODE`, `numerator`, `denominator` */
		expression: text(),
		severity: text({ enum: severities }).notNull(),
		messageEn: text('message_en').notNull(),
		messageZh: text('message_zh').notNull(),
		revision: integer().notNull().default(1),
		retiredAt: timestamp('retired_at', { withTimezone: true })
	},
	(t) => [
		index('validation_rule_of').on(t.indicatorId),
		check('validation_rule_expression', sql`${t.kind} = 'required' or ${t.expression} is not null`)
	]
);

/** What a rule or a look at the series found in a cell, and what its owner said to it. One open finding of a kind a cell. */
export const observationFinding = pgTable(
	'observation_finding',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
		unitId: integer('unit_id').notNull(),
		indicatorId: integer('indicator_id').notNull(),
		period: text().notNull(),
		periodStart: date('period_start').notNull(),
		kind: text({ enum: findingKinds }).notNull(),
		ruleId: integer('rule_id').references(() => validationRule.id),
		severity: text({ enum: severities }).notNull(),
		/** the figures that it rests on: value, expected span, score */
		details: jsonb().notNull(),
		/** revision of the cell that was looked at */
		revision: integer().notNull(),
		justification: text(),
		justifiedBy: integer('justified_by').references(() => appUser.id),
		justifiedAt: timestamp('justified_at', { withTimezone: true }),
		foundAt: timestamp('found_at', { withTimezone: true }).notNull(),
		resolvedAt: timestamp('resolved_at', { withTimezone: true })
	},
	(t) => [
		uniqueIndex('observation_finding_open')
			.on(t.unitId, t.indicatorId, t.period, t.kind, sql`coalesce(${t.ruleId}, 0)`)
			.where(sql`${t.resolvedAt} is null`),
		index('observation_finding_of_period').on(t.period, t.indicatorId)
	]
);
