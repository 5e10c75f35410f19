import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	date,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	pgView,
	primaryKey,
	text,
	timestamp
} from 'drizzle-orm/pg-core';
import { missingReasons } from '../../../domain/scoring/missing-reason';
import { figureProvenances, observationStatuses, type Histogram } from '../../../domain/indicator/indicator';
import { indicator } from './indicator';
import { importRun } from './import';
import { unit } from './unit';
import { appUser } from './user';

const figureColumns = {
	unitId: integer('unit_id').notNull(),
	indicatorId: integer('indicator_id').notNull(),
	period: text().notNull(),
	periodStart: date('period_start').notNull(),
	value: doublePrecision(),
	numerator: doublePrecision(),
	denominator: doublePrecision(),
	/** the tickets behind a distribution indicator: `[value, answered, waiting][]`, ascending */
	distribution: jsonb().$type<Histogram>(),
	missingReason: text('missing_reason', { enum: missingReasons })
};

/**
 * What was reported: a value (with numerator and denominator where it is a ratio) or a reason for its absence.
 * Partitioned by range of `period_start` (migration `partitions`); the unit leads every key.
 */
export const observation = pgTable(
	'observation',
	{
		...figureColumns,
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		status: text({ enum: observationStatuses }).notNull(),
		returnReason: text('return_reason'),
		/** where it comes from: a register, a portal, a form */
		source: text().notNull(),
		importRunId: integer('import_run_id').references(() => importRun.id),
		/** row of the file that it came from, as a spreadsheet counts them */
		sourceRow: integer('source_row'),
		note: text(),
		/** what is being typed over a value that counts (a reopened cell), until it is submitted */
		draftEntry: jsonb('draft_entry'),
		/** counts from 1; a writer names the one it read, and loses to a newer one */
		revision: integer().notNull().default(1),
		enteredBy: integer('entered_by'),
		enteredAt: timestamp('entered_at', { withTimezone: true }).notNull(),
		/** when it was submitted for the first time: what is late stays late, whatever is corrected later; null: as `submitted_at` */
		firstSubmittedAt: timestamp('first_submitted_at', { withTimezone: true }),
		submittedAt: timestamp('submitted_at', { withTimezone: true }),
		/** the first of two approvals, by the department itself */
		endorsedBy: integer('endorsed_by'),
		endorsedAt: timestamp('endorsed_at', { withTimezone: true }),
		approvedBy: integer('approved_by'),
		approvedAt: timestamp('approved_at', { withTimezone: true }),
		/** an approved cell that may be changed until then, and why */
		reopenedUntil: timestamp('reopened_until', { withTimezone: true }),
		reopenReason: text('reopen_reason')
	},
	(t) => [
		primaryKey({ columns: [t.unitId, t.indicatorId, t.periodStart, t.period] }),
		index('observation_of_period').on(t.period, t.indicatorId),
		// What waits to be reviewed is few among the approved, in old periods above all. One column: equal keys are stored once.
		index('observation_submitted')
			.on(t.period)
			.where(sql`${t.status} = 'submitted'`),
		check(
			'observation_value_or_reason',
			sql`num_nonnulls(${t.missingReason}, coalesce(${t.value}::text, ${t.distribution}::text)) = 1 or ${t.status} = 'draft'`
		),
		check(
			'observation_finite',
			sql`${t.value} is null or (${t.value} > '-Infinity' and ${t.value} < 'Infinity')`
		)
	]
);

/** Every change of an observation: who, when, from, to, why. Append-only (migration `guards`). */
export const observationRevision = pgTable(
	'observation_revision',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
		unitId: integer('unit_id').notNull(),
		indicatorId: integer('indicator_id').notNull(),
		period: text().notNull(),
		revision: integer().notNull(),
		before: jsonb(),
		after: jsonb().notNull(),
		reason: text(),
		source: text(),
		importRunId: integer('import_run_id'),
		changedBy: integer('changed_by').references(() => appUser.id),
		changedAt: timestamp('changed_at', { withTimezone: true }).notNull()
	},
	(t) => [index('observation_revision_of').on(t.unitId, t.indicatorId, t.period, t.revision)]
);

/**
 * What follows from observations: a region's month rolled up from its departments, and quarters and years by the time rule.
 * Kept up to date when an observation changes, so that no request has to. Partitioned like `observation`.
 */
export const figure = pgTable(
	'figure',
	{
		...figureColumns,
		/** `above`: the true value lies above the one given (a median that was not reached) */
		qualifier: text({ enum: ['above'] }),
		provenance: text({ enum: figureProvenances }).notNull()
	},
	(t) => [
		primaryKey({ columns: [t.unitId, t.indicatorId, t.periodStart, t.period] }),
		index('figure_of_period').on(t.period, t.indicatorId)
	]
);

/** All figures of all kinds of period: observations that count (submitted or approved), and what follows from them. */
export const series = pgView('series', {
	...figureColumns,
	qualifier: text({ enum: ['above'] }),
	provenance: text({ enum: figureProvenances }).notNull(),
	source: text(),
	revision: integer(),
	submittedAt: timestamp('submitted_at', { withTimezone: true })
}).existing();
