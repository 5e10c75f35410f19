import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	doublePrecision,
	integer,
	pgTable,
	primaryKey,
	smallint,
	text,
	timestamp,
	unique
} from 'drizzle-orm/pg-core';
import {
	timeRules,
	rollUpRules,
	distributionStatistics,
	measures,
	frequencies
} from '../../../domain/indicator/indicator';
import { unit } from './unit';

/** What is measured or scored. Its place, weight and steps stand in a framework version. */
export const indicator = pgTable(
	'indicator',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		code: text().notNull().unique(),
		nameEn: text('name_en').notNull(),
		nameZh: text('name_zh').notNull(),
		definitionEn: text('definition_en').notNull(),
		definitionZh: text('definition_zh').notNull(),
		measure: text({ enum: measures }).notNull(),
		/** words after the value: "days", "records"; empty for percent */
		unitLabelEn: text('unit_label_en').notNull().default(''),
		unitLabelZh: text('unit_label_zh').notNull().default(''),
		/** 1: more is better, −1: less is better */
		direction: smallint().notNull().default(1),
		frequency: text({ enum: frequencies }).notNull().default('month'),
		timeRule: text('time_rule', { enum: timeRules }).notNull(),
		rollUp: text('roll_up', { enum: rollUpRules }).notNull().default('none'),
		statistic: text({ enum: distributionStatistics }),
		/** entered as numerator and denominator; the value is 100 · n / d for percents, factor · n / d otherwise */
		isRatio: boolean('is_ratio').notNull().default(false),
		factor: doublePrecision().notNull().default(1),
		/** 定性指标: scored by assessors against a rubric */
		isScored: boolean('is_scored').notNull().default(false),
		numeratorEn: text('numerator_en'),
		numeratorZh: text('numerator_zh'),
		denominatorEn: text('denominator_en'),
		denominatorZh: text('denominator_zh'),
		sourceEn: text('source_en').notNull().default(''),
		sourceZh: text('source_zh').notNull().default(''),
		/** bounds of a believable value, inclusive, in the indicator's own unit */
		minimum: doublePrecision(),
		maximum: doublePrecision(),
		decimals: smallint().notNull().default(1),
		/** who answers for the definition */
		ownerEn: text('owner_en').notNull().default(''),
		ownerZh: text('owner_zh').notNull().default(''),
		/** a retired one is asked of nobody and keeps its history */
		retiredAt: timestamp('retired_at', { withTimezone: true }),
		/** counts changes, for the conflict check */
		revision: integer().notNull().default(1)
	},
	(t) => [
		check('indicator_direction', sql`${t.direction} in (-1, 1)`),
		check(
			'indicator_bounds',
			sql`${t.minimum} is null or ${t.maximum} is null or ${t.minimum} <= ${t.maximum}`
		)
	]
);

/** The described levels of a scored indicator, with the points that each is worth (0–100). */
export const rubricLevel = pgTable(
	'rubric_level',
	{
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		level: smallint().notNull(),
		points: doublePrecision().notNull(),
		nameEn: text('name_en').notNull(),
		nameZh: text('name_zh').notNull(),
		descriptionEn: text('description_en').notNull(),
		descriptionZh: text('description_zh').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.indicatorId, t.level] }),
		check('rubric_points', sql`${t.points} between 0 and 100`)
	]
);

/** What is aimed at: for an indicator, optionally for one unit; `period` is the one by whose end it is due. */
export const target = pgTable(
	'target',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		unitId: integer('unit_id').references(() => unit.id),
		period: text().notNull(),
		value: doublePrecision().notNull(),
		/** who set it; the directive itself gives no figures */
		sourceEn: text('source_en').notNull(),
		sourceZh: text('source_zh').notNull()
	},
	(t) => [unique('target_once').on(t.indicatorId, t.unitId, t.period).nullsNotDistinct()]
);
