import {
	bigint,
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	timestamp,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import { importStatuses } from '../../../domain/import/import-run';
import { unit } from './unit';
import { appUser } from './user';

/** One file that is or was brought in: what it holds, how far it is, what came of it. A value leads back to it. */
export const importRun = pgTable(
	'import_run',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		fileName: text('file_name').notNull(),
		fileSha256: text('file_sha256').notNull(),
		/** where the bytes wait and stay, below the folder of files; null: read by the command line */
		fileKey: text('file_key'),
		fileBytes: bigint('file_bytes', { mode: 'number' }),
		mapping: jsonb().notNull(),
		/** rows read, filtered; cells inserted, changed, unchanged, rejected */
		counts: jsonb().$type<Record<string, number>>().notNull(),
		status: text({ enum: importStatuses }).notNull().default('done'),
		/** rows dealt with so far, of how many, as far as it is known */
		rowsDone: integer('rows_done').notNull().default(0),
		rowsTotal: integer('rows_total'),
		/** bring in the good rows although others are rejected */
		isGoodRowsOnly: boolean('is_good_rows_only').notNull().default(false),
		/** asked for by somebody; the job looks at it between chunks */
		isCancelWanted: boolean('is_cancel_wanted').notNull().default(false),
		/** one line for people, where it failed */
		failure: text(),
		/** first and last day that its cells' periods begin on, so that undoing looks into few partitions */
		firstDay: text('first_day'),
		lastDay: text('last_day'),
		startedBy: integer('started_by').references(() => appUser.id),
		startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
		finishedAt: timestamp('finished_at', { withTimezone: true }),
		undoneBy: integer('undone_by').references(() => appUser.id),
		undoneAt: timestamp('undone_at', { withTimezone: true })
	},
	(t) => [index('import_run_started').on(t.startedBy, t.startedAt), index('import_run_status').on(t.status)]
);

/** Rejected rows of a dry run or an import, the first some thousands of them; `counts` says how many there are. */
export const importProblem = pgTable(
	'import_problem',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
		importRunId: integer('import_run_id')
			.notNull()
			.references(() => importRun.id, { onDelete: 'cascade' }),
		/** as a spreadsheet counts them; null: the file as a whole */
		row: integer(),
		column: text(),
		code: text().notNull(),
		details: jsonb().notNull()
	},
	(t) => [index('import_problem_of').on(t.importRunId, t.row)]
);

/** How somebody read a kind of file, so that the next of its kind is read alike. */
export const importMapping = pgTable(
	'import_mapping',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		name: text().notNull(),
		/** the unit whose people share it */
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		/** of format, sheet and header: which files it fits */
		fingerprint: text().notNull(),
		mapping: jsonb().notNull(),
		savedBy: integer('saved_by').references(() => appUser.id),
		savedAt: timestamp('saved_at', { withTimezone: true }).notNull(),
		usedAt: timestamp('used_at', { withTimezone: true })
	},
	(t) => [uniqueIndex('import_mapping_once').on(t.unitId, t.fingerprint)]
);
