import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	doublePrecision,
	foreignKey,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import { assessmentStatuses, consolidations } from '../../../domain/assessment/assessment';
import { figureProvenances, type Histogram } from '../../../domain/indicator/indicator';
import { audiences, roundStages } from '../../../domain/round/round';
import type { LastKnownInput } from '../../../domain/round/round-scoring';
import { missingReasons } from '../../../domain/scoring/missing-reason';
import { frameworkVersion } from './framework';
import { indicator } from './indicator';
import { unit } from './unit';
import { appUser } from './user';

/** One run of a framework version over a set of units for a period. A published one never changes (migration `guards`). */
export const round = pgTable(
	'round',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		frameworkVersionId: integer('framework_version_id')
			.notNull()
			.references(() => frameworkVersion.id),
		period: text().notNull(),
		periodStart: date('period_start').notNull(),
		/** the unit below which its units lie */
		rootUnitId: integer('root_unit_id')
			.notNull()
			.references(() => unit.id),
		stage: text({ enum: roundStages }).notNull().default('draft'),
		audience: text({ enum: audiences }).notNull().default('public'),
		consolidation: text({ enum: consolidations }).notNull().default('mean'),
		/** points (0–100) between the highest and the lowest score of a cell above which it must be moderated */
		spreadLimit: doublePrecision('spread_limit').notNull().default(25),
		/** how many assessors score each cell */
		assessorsPerCell: integer('assessors_per_cell').notNull().default(2),
		/** points below and above which a score needs a comment; null: it needs none on that side */
		commentBelow: doublePrecision('comment_below'),
		commentAbove: doublePrecision('comment_above'),
		/** working days in which an appeal that was filed is to be decided */
		appealWorkingDays: integer('appeal_working_days').notNull().default(10),
		clonedFromRoundId: integer('cloned_from_round_id').references((): AnyPgColumn => round.id),
		createdBy: integer('created_by').references(() => appUser.id),
		/** counts changes of what the board shows, for the conflict check */
		revision: integer().notNull().default(1),
		/** a correction is a new publication that names the old one */
		correctsRoundId: integer('corrects_round_id').references((): AnyPgColumn => round.id),
		engineVersion: integer('engine_version'),
		computedAt: timestamp('computed_at', { withTimezone: true }),
		publishedAt: timestamp('published_at', { withTimezone: true }),
		/** SHA-256, hex, over the canonical JSON of inputs, framework version, engine version and results */
		publishedHash: text('published_hash'),
		withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }),
		withdrawnReason: text('withdrawn_reason')
	},
	(t) => [
		unique('round_once')
			.on(t.frameworkVersionId, t.period, t.rootUnitId, t.correctsRoundId)
			.nullsNotDistinct(),
		index('round_stage').on(t.stage, t.periodStart),
		check(
			'round_published_whole',
			sql`${t.stage} <> 'published' or (${t.publishedAt} is not null and ${t.publishedHash} is not null)`
		),
		check('round_assessors', sql`${t.assessorsPerCell} between 1 and 9`),
		check('round_appeal_days', sql`${t.appealWorkingDays} between 1 and 60`),
		check(
			'round_comment_band',
			sql`coalesce(${t.commentBelow}, 0) >= 0 and coalesce(${t.commentAbove}, 100) <= 100
				and coalesce(${t.commentBelow}, 0) <= coalesce(${t.commentAbove}, 100)`
		)
	]
);

export const roundStageWindow = pgTable(
	'round_stage_window',
	{
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		stage: text({ enum: roundStages }).notNull(),
		opensAt: timestamp('opens_at', { withTimezone: true }).notNull(),
		closesAt: timestamp('closes_at', { withTimezone: true }).notNull()
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.stage] }),
		check('round_stage_window_order', sql`${t.opensAt} < ${t.closesAt}`)
	]
);

/** The units of a round, with the group in which each is compared (null: all together). */
export const roundUnit = pgTable(
	'round_unit',
	{
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		peerGroup: text('peer_group')
	},
	(t) => [primaryKey({ columns: [t.roundId, t.unitId] }), index('round_unit_of').on(t.unitId)]
);

/** Who signed a publication: it needs one manager and one leader. */
export const roundSignature = pgTable(
	'round_signature',
	{
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		capacity: text({ enum: ['manager', 'leader'] }).notNull(),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		signedAt: timestamp('signed_at', { withTimezone: true }).notNull()
	},
	(t) => [primaryKey({ columns: [t.roundId, t.capacity] })]
);

/** One assessor's score of one scored indicator for one unit in one round. */
export const assessment = pgTable(
	'assessment',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		roundId: integer('round_id').notNull(),
		unitId: integer('unit_id').notNull(),
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		assessorId: integer('assessor_id')
			.notNull()
			.references(() => appUser.id),
		/** points 0–100 */
		score: doublePrecision(),
		comment: text().notNull().default(''),
		evidence: jsonb().$type<{ label: string; url?: string }[]>().notNull().default([]),
		status: text({ enum: assessmentStatuses }).notNull().default('assigned'),
		/** counts saves, for the conflict check */
		revision: integer().notNull().default(1),
		dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
		/** the assessor's own mark: to come back to */
		isFlagged: boolean('is_flagged').notNull().default(false),
		savedAt: timestamp('saved_at', { withTimezone: true }),
		submittedAt: timestamp('submitted_at', { withTimezone: true })
	},
	(t) => [
		unique('assessment_once').on(t.roundId, t.unitId, t.indicatorId, t.assessorId),
		foreignKey({ columns: [t.roundId, t.unitId], foreignColumns: [roundUnit.roundId, roundUnit.unitId] }),
		index('assessment_of_assessor').on(t.assessorId, t.status),
		check('assessment_score', sql`${t.score} is null or ${t.score} between 0 and 100`),
		check(
			'assessment_submitted_scored',
			sql`${t.status} not in ('submitted', 'locked') or ${t.score} is not null`
		)
	]
);

/** What a round's scores were computed from: one row per unit and indicator. Frozen when the round is published. */
export const roundInput = pgTable(
	'round_input',
	{
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		unitId: integer('unit_id').notNull(),
		nodeCode: text('node_code').notNull(),
		value: doublePrecision(),
		numerator: doublePrecision(),
		denominator: doublePrecision(),
		distribution: jsonb().$type<Histogram>(),
		missingReason: text('missing_reason', { enum: missingReasons }),
		qualifier: text({ enum: ['above'] }),
		provenance: text({ enum: figureProvenances }).notNull(),
		/** for a scored indicator: how many assessors' scores it consolidates; for a measured one: its newest revision */
		basis: integer().notNull().default(1),
		source: text(),
		/** where the node's missing rule may use it and the value is missing: the newest value before */
		lastKnown: jsonb('last_known').$type<LastKnownInput>()
	},
	(t) => [primaryKey({ columns: [t.roundId, t.unitId, t.nodeCode] })]
);

/** Score, rank and coverage of every node for every unit of a round; the grade on the top node. */
export const result = pgTable(
	'result',
	{
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		nodeCode: text('node_code').notNull(),
		unitId: integer('unit_id').notNull(),
		/** before rounding */
		score: doublePrecision(),
		/** within the peer group; an average of ties may be fractional */
		rank: doublePrecision(),
		/** share of the node's children present, 0–1 */
		coverage: doublePrecision().notNull(),
		missingReason: text('missing_reason', { enum: missingReasons }),
		grade: text()
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.nodeCode, t.unitId] }),
		index('result_of_unit').on(t.unitId, t.nodeCode)
	]
);
