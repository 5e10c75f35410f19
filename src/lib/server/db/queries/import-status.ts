import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client';
import { importProblem, importRun } from '../schema';

export type ImportStatusRow = Pick<
	typeof importRun.$inferSelect,
	| 'id'
	| 'fileName'
	| 'fileSha256'
	| 'status'
	| 'isGoodRowsOnly'
	| 'rowsDone'
	| 'rowsTotal'
	| 'counts'
	| 'failure'
	| 'startedBy'
	| 'startedAt'
	| 'finishedAt'
	| 'undoneAt'
>;

/** How far an import is. Whose it is decides who may know: the caller looks at `startedBy`. */
export async function findImportStatus(db: Db, id: number): Promise<ImportStatusRow | undefined> {
	const [row] = await db
		.select({
			id: importRun.id,
			fileName: importRun.fileName,
			fileSha256: importRun.fileSha256,
			status: importRun.status,
			isGoodRowsOnly: importRun.isGoodRowsOnly,
			rowsDone: importRun.rowsDone,
			rowsTotal: importRun.rowsTotal,
			counts: importRun.counts,
			failure: importRun.failure,
			startedBy: importRun.startedBy,
			startedAt: importRun.startedAt,
			finishedAt: importRun.finishedAt,
			undoneAt: importRun.undoneAt
		})
		.from(importRun)
		.where(eq(importRun.id, id));
	return row;
}

export async function listImportProblems(
	db: Db,
	id: number,
	limit: number
): Promise<{ row: number | null; column: string | null; code: string; details: unknown }[]> {
	const { row, column, code, details } = importProblem;
	return db
		.select({ row, column, code, details })
		.from(importProblem)
		.where(eq(importProblem.importRunId, id))
		.orderBy(asc(importProblem.id))
		.limit(limit);
}
