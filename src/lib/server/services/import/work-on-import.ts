import { can, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import {
	findImportRun,
	moveImportRun,
	replaceProblems,
	type ImportRunRow
} from '../../db/queries/import-run';
import { pathOfFile } from '../../files/store-file';
import { mappingSchema } from '../../importers/mapping';
import type { ImportProblem } from '../../importers/problems';
import { loadActor } from '../user/load-actor';
import { checkReportedCells } from '../validation/check-reported-cells';
import { holdingRun } from './hold-run';
import { bringInFile, countsOf, type BroughtIn } from './bring-in-file';
import { ImportCancelled } from './read-into-stage';
import { takeImportBack } from './take-import-back';
import { tellStarter } from './tell-starter';

/** name of the job that does it */
export const importJob = 'import';

/** What is next for a run. */
export type ImportTask = 'check' | 'store' | 'undo';

/**
 * Does what is next for a run, as the one who brought the file in and with the rights that they have now. Whatever happens, the
 * run says so; a run that has moved on is left alone.
 */
export async function workOnImport(ctx: Context, wish: { runId: number; task: ImportTask }): Promise<void> {
	const run = await findImportRun(ctx.db, wish.runId);
	const known = run?.startedBy ? await loadActor(ctx.db, run.startedBy) : undefined;
	if (!run || !known) return;
	const own: Context = { ...ctx, actor: known.actor };
	if (wish.task === 'check') {
		const isTaken = await ctx.db.transaction((tx) =>
			moveImportRun(tx, run.id, ['queued'], {
				status: 'checking',
				rowsDone: 0,
				rowsTotal: null,
				failure: null
			})
		);
		if (!isTaken) return;
	} else if (run.status !== (wish.task === 'undo' ? 'undoing' : 'storing')) return;
	const { task } = wish;
	await holdingRun(ctx, run.id, () =>
		task === 'undo' ? attemptUndo(own, run) : attempt(own, known.actor, run, task)
	);
}

/** Has somebody else do what is next, or does it at once where nobody else does. */
export async function passOn(ctx: Context, wish: { runId: number; task: ImportTask }): Promise<void> {
	if (ctx.enqueue) await ctx.enqueue(importJob, wish);
	else await workOnImport(ctx, wish);
}

async function attempt(
	ctx: Context,
	actor: Actor,
	run: ImportRunRow,
	task: Exclude<ImportTask, 'undo'>
): Promise<void> {
	try {
		const scope = can(actor, 'observation.import');
		if (!scope) throw new DomainError('forbidden', 'Whoever brought this file in may no longer import');
		if (!run.fileKey) throw new DomainError('notFound', 'The file is no longer there');
		const outcome = await bringInFile(ctx, scope, {
			runId: run.id,
			file: { name: run.fileName, path: pathOfFile(run.fileKey) },
			mapping: mappingSchema.parse(run.mapping),
			intent: task,
			isGoodRowsOnly: run.isGoodRowsOnly
		});
		await tellOutcome(ctx, run, task, outcome);
		if (outcome.isStored) await lookForFindings(ctx, actor, outcome.periods);
	} catch (error) {
		await tellFailure(ctx, run, error);
		if (!(error instanceof DomainError) && !(error instanceof ImportCancelled)) throw error;
	}
}

/** What is not taken back as a whole stands as it was stored, and the run says why. */
async function attemptUndo(ctx: Context, run: ImportRunRow): Promise<void> {
	try {
		await takeImportBack(ctx, run);
	} catch (error) {
		const isCancelled = error instanceof ImportCancelled;
		const isForbidden = error instanceof DomainError && error.code === 'forbidden';
		await ctx.db.transaction((tx) =>
			moveImportRun(tx, run.id, ['undoing'], {
				status: 'done',
				failure: isCancelled ? 'undoCancelled' : isForbidden ? 'forbidden' : 'undoFailed'
			})
		);
		if (!(error instanceof DomainError) && !isCancelled) throw error;
	}
}

async function tellOutcome(
	ctx: Context,
	run: ImportRunRow,
	task: Exclude<ImportTask, 'undo'>,
	outcome: BroughtIn
): Promise<void> {
	await ctx.db.transaction(async (tx) => {
		if (task === 'check' || !outcome.isStored) {
			const isRefused = task === 'store';
			await moveImportRun(tx, run.id, ['checking', 'storing'], {
				status: isRefused ? 'failed' : 'checked',
				failure: isRefused ? 'newProblems' : null,
				counts: countsOf(outcome),
				rowsDone: outcome.rows,
				rowsTotal: outcome.rows,
				finishedAt: isRefused ? new Date() : null
			});
			await replaceProblems(tx, run.id, [...outcome.problems.kept, ...outcome.warnings.kept]);
			if (isRefused) await tellStarter(tx, run, 'import.failed', { file: run.fileName });
			return;
		}
		const { inserted, changed, unchanged, rejectedRows } = outcome;
		await tellStarter(tx, run, 'import.done', {
			file: run.fileName,
			inserted,
			changed,
			unchanged,
			rejectedRows
		});
	});
}

/** Periods of a file, the newest, that rules and histories are asked about at once; the rest waits for the night. */
const mostPeriods = 12;

/** What rules and histories have against the values, now that they are stored. */
async function lookForFindings(ctx: Context, actor: Actor, periods: readonly string[]): Promise<void> {
	const scope = can(actor, 'observation.read');
	if (!scope) return;
	for (const period of periods.slice(-mostPeriods)) await checkReportedCells(ctx, scope, period);
}

/** Words of a failure by what it was: a page says it in the reader's language. */
async function tellFailure(ctx: Context, run: ImportRunRow, error: unknown): Promise<void> {
	const isCancelled = error instanceof ImportCancelled;
	const problem = isCancelled ? undefined : problemIn(error);
	await ctx.db.transaction(async (tx) => {
		const isMoved = await moveImportRun(tx, run.id, ['queued', 'checking', 'storing'], {
			status: isCancelled ? 'cancelled' : 'failed',
			failure: isCancelled ? null : failureOf(error),
			finishedAt: new Date()
		});
		if (problem) await replaceProblems(tx, run.id, [problem]);
		if (isMoved && !isCancelled) await tellStarter(tx, run, 'import.failed', { file: run.fileName });
	});
}

function failureOf(error: unknown): string {
	if (!(error instanceof DomainError)) return 'unexpected';
	const { reason } = error.details;
	return error.code === 'importRefused' && typeof reason === 'string' ? reason : error.code;
}

function problemIn(error: unknown): ImportProblem | undefined {
	const problem = error instanceof DomainError ? error.details['problem'] : undefined;
	return problem ? { ...(problem as ImportProblem) } : undefined;
}
