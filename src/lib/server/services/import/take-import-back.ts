import { demand } from '../../../domain/access/can';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listConsequentialIndicators } from '../../db/queries/import';
import { moveImportRun, noteProgress, replaceProblems, type ImportRunRow } from '../../db/queries/import-run';
import { countUndoable, eachUndoneCell, listKeptCells, undoCells } from '../../db/queries/import-undo';
import { problemOf } from '../../importers/problem-text';
import { applyChange } from '../round/apply-change';
import { movedOn } from './get-own-run';
import { ImportCancelled } from './read-into-stage';
import { tellStarter } from './tell-starter';

const mostKept = 1_000;
const changeSize = 10_000;

/**
 * Takes a whole import back, in one transaction that also ends the run: cells that it changed and nobody touched since become
 * what they were, cells that it made are withdrawn with their history; what somebody changed, endorsed or approved since stays,
 * and is listed. The step of the job; `undoImport` is the wish for it.
 * @throws DomainError `conflict` (the run is not being undone); ImportCancelled
 */
export async function takeImportBack(ctx: Context, run: ImportRunRow): Promise<void> {
	demand(ctx.actor, 'observation.import');
	const span = { id: run.id, firstDay: run.firstDay, lastDay: run.lastDay };
	const expected = await countUndoable(ctx.db, span);
	const progress = progressOf(ctx, run.id, expected.restored + expected.withdrawn);
	await noteProgress(ctx.db, run.id, { done: 0, total: progress.total });
	await ctx.db.transaction(async (tx) => {
		const stored = (run.counts['inserted'] ?? 0) + (run.counts['changed'] ?? 0);
		const keptCells = await listKeptCells(tx, span, stored, mostKept);
		const reason = `undo of import ${run.id}: ${run.fileName}`;
		const by = { userId: ctx.actor.userId, now: ctx.now, reason };
		const { restored, withdrawn } = await undoCells(tx, span, by);
		await eachUndoneCell(tx, { run: span, reason, size: changeSize }, async (cells) => {
			await applyConsequences(tx, ctx, cells);
			await progress.note(cells.length);
		});
		await replaceProblems(
			tx,
			run.id,
			keptCells.map(({ unit, indicator, period, row }) =>
				problemOf(run.fileName, 'keptByUndo', { unit, indicator, period }, { row: row ?? undefined })
			)
		);
		const counts = { restored, withdrawn, kept: stored - restored - withdrawn };
		const isMoved = await moveImportRun(tx, run.id, ['undoing'], {
			status: 'undone',
			undoneBy: ctx.actor.userId ?? null,
			undoneAt: ctx.now,
			failure: null,
			counts: { ...run.counts, ...counts }
		});
		if (!isMoved) throw movedOn(run.id);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'observation.undoImport',
			entity: 'import_run',
			entityId: run.id,
			after: { fileName: run.fileName, ...counts }
		});
		await tellStarter(tx, run, 'import.undone', { file: run.fileName, ...counts });
	});
}

async function applyConsequences(
	tx: Tx,
	ctx: Context,
	cells: readonly { unitId: number; indicatorId: number; period: string }[]
): Promise<void> {
	const indicatorIds = [...new Set(cells.map(({ indicatorId }) => indicatorId))];
	const consequential = new Set(await listConsequentialIndicators(tx, indicatorIds));
	await applyChange(
		tx,
		ctx,
		cells.filter(({ indicatorId }) => consequential.has(indicatorId))
	);
}

/**
 * Says how far it is by another connection than the transaction's, where there is one: the embedded database has a single one,
 * which the transaction holds.
 */
function progressOf(ctx: Context, runId: number, total: number) {
	let done = 0;
	return {
		total,
		async note(cells: number): Promise<void> {
			done += cells;
			if (ctx.engine !== 'postgres') return;
			if (await noteProgress(ctx.db, runId, { done, total })) throw new ImportCancelled();
		}
	};
}
