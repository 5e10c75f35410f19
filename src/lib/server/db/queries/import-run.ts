import { and, asc, count, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { ImportProblemCode, ProblemDetails } from '../../../domain/import/import-problem';
import type { StoredProblem } from '../../../domain/import/import-page';
import { workingStatuses, type ImportStatus } from '../../../domain/import/import-run';
import type { ImportProblem } from '../../importers/problems';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { appUser, importProblem, importRun } from '../schema';

export type ImportRunRow = typeof importRun.$inferSelect;

export async function insertImportRun(tx: Tx, run: typeof importRun.$inferInsert): Promise<number> {
	const [made] = await tx.insert(importRun).values(run).returning({ id: importRun.id });
	return made!.id;
}

export async function findImportRun(db: Db | Tx, id: number): Promise<ImportRunRow | undefined> {
	const [row] = await db.select().from(importRun).where(eq(importRun.id, id));
	return row;
}

/** The files that somebody brought in, newest first. */
export async function listImportRuns(
	db: Db,
	startedBy: number,
	page: { readonly limit: number; readonly offset: number }
): Promise<{ runs: ImportRunRow[]; total: number }> {
	const own = eq(importRun.startedBy, startedBy);
	const [counted] = await db.select({ total: count() }).from(importRun).where(own);
	const runs = await db
		.select()
		.from(importRun)
		.where(own)
		.orderBy(desc(importRun.startedAt), desc(importRun.id))
		.limit(page.limit)
		.offset(page.offset);
	return { runs, total: counted?.total ?? 0 };
}

/**
 * Moves a run on, if it stands where it is thought to stand: of two who ask for the same thing one is heard.
 * @returns whether it was moved
 */
export async function moveImportRun(
	tx: Tx,
	id: number,
	from: readonly ImportStatus[],
	to: Partial<typeof importRun.$inferInsert>
): Promise<boolean> {
	const moved = await tx
		.update(importRun)
		.set(to)
		.where(and(eq(importRun.id, id), inArray(importRun.status, [...from])))
		.returning({ id: importRun.id });
	return moved.length === 1;
}

/** Says how far a run is. @returns whether somebody wants it to stop */
export async function noteProgress(
	db: Db,
	id: number,
	rows: { readonly done: number; readonly total: number | null }
): Promise<boolean> {
	const [row] = await selectRows<{ is_cancel_wanted: boolean }>(
		db,
		sql`update import_run set rows_done = ${rows.done}, rows_total = coalesce(${rows.total}::int, rows_total) where id = ${id}
			returning is_cancel_wanted`
	);
	return row?.is_cancel_wanted ?? false;
}

export async function isCancelWanted(tx: Tx, id: number): Promise<boolean> {
	const [row] = await tx
		.select({ isCancelWanted: importRun.isCancelWanted })
		.from(importRun)
		.where(eq(importRun.id, id));
	return row?.isCancelWanted ?? false;
}

/** Puts the problems of a run in the place of those it had. */
export async function replaceProblems(
	tx: Tx,
	runId: number,
	problems: readonly ImportProblem[]
): Promise<void> {
	await tx.delete(importProblem).where(eq(importProblem.importRunId, runId));
	const size = 2_000;
	for (let from = 0; from < problems.length; from += size) {
		const rows = problems.slice(from, from + size).map((problem) => ({
			row: problem.row ?? null,
			column: problem.column ?? null,
			code: problem.code ?? 'fileRefused',
			details: problem.code ? (problem.details ?? {}) : { message: problem.message, remedy: problem.remedy }
		}));
		await tx.execute(sql`insert into import_problem (import_run_id, "row", "column", code, details)
			select ${runId}::int, t."row", t."column", t.code, t.details
			from ${rowSet(rows, '"row" int, "column" text, code text, details jsonb')}`);
	}
}

const warningCode = 'ruleWarning' satisfies ImportProblemCode;

/** A page of what is wrong, or of what is only warned of, in the order of the file. */
export async function listProblems(
	db: Db,
	runId: number,
	page: { readonly limit: number; readonly offset: number; readonly kind: 'problem' | 'warning' }
): Promise<{ problems: StoredProblem[]; total: number }> {
	const isOfKind = (page.kind === 'warning' ? eq : ne)(importProblem.code, warningCode);
	const of = and(eq(importProblem.importRunId, runId), isOfKind);
	const [counted] = await db.select({ total: count() }).from(importProblem).where(of);
	const rows = await db
		.select()
		.from(importProblem)
		.where(of)
		.orderBy(asc(importProblem.row), asc(importProblem.id))
		.limit(page.limit)
		.offset(page.offset);
	return {
		problems: rows.map((row) => ({
			row: row.row,
			column: row.column,
			code: row.code as ImportProblemCode,
			details: row.details as ProblemDetails
		})),
		total: counted?.total ?? 0
	};
}

/** Texts of a file in which some kind of thing was not recognised, the most frequent first. */
export async function listUnknownTexts(
	db: Db,
	runId: number,
	codes: readonly ImportProblemCode[],
	limit: number
): Promise<{ text: string; rows: number }[]> {
	return selectRows<{ text: string; rows: number }>(
		db,
		sql`select details->>'text' as text, count(*)::int as rows from import_problem
			where import_run_id = ${runId} and code in ${[...codes]} and details->>'text' is not null
			group by 1 order by 2 desc, 1 limit ${limit}`
	);
}

/** Runs that a server was at work on when it stopped: nobody else may be, which `tryHold` finds out. */
export async function listWorkingRuns(
	db: Db | Tx
): Promise<{ id: number; startedBy: number | null; status: ImportStatus }[]> {
	return db
		.select({ id: importRun.id, startedBy: importRun.startedBy, status: importRun.status })
		.from(importRun)
		.where(inArray(importRun.status, [...workingStatuses]));
}

const lockSpace = 0x494d50;

/** Keeps a run for this transaction: whoever asks meanwhile hears that somebody is at work on it. */
export async function tryHoldRun(tx: Tx, id: number): Promise<boolean> {
	const [row] = await selectRows<{ held: boolean }>(
		tx,
		sql`select pg_try_advisory_xact_lock(${lockSpace}::int, ${id}::int) as held`
	);
	return row?.held ?? false;
}

/** Name of whoever brought a file in. */
export async function findStarterName(db: Db, userId: number | null): Promise<string | null> {
	if (userId === null) return null;
	const [row] = await db.select({ name: appUser.name }).from(appUser).where(eq(appUser.id, userId));
	return row?.name ?? null;
}
