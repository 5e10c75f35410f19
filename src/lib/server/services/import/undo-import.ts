import { demand } from '../../../domain/access/can';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listConsequentialIndicators } from '../../db/queries/import';
import { moveImportRun, replaceProblems } from '../../db/queries/import-run';
import { eachUndoneCell, listKeptCells, undoCells } from '../../db/queries/import-undo';
import { problemOf } from '../../importers/problem-text';
import { applyChange } from '../round/apply-change';
import { getOwnRun, movedOn, requireState } from './get-own-run';

export interface UndoneImport {
	/** cells that are again what they were */
	readonly restored: number;
	/** cells that were new, and are withdrawn */
	readonly withdrawn: number;
	/** cells that somebody changed since, and that stay as they are */
	readonly kept: number;
}

const mostKept = 1_000;
const changeSize = 10_000;

/**
 * Takes a whole import back: cells that it changed and nobody touched since become what they were, cells that it made are
 * withdrawn with their history; what somebody changed, endorsed or approved since stays, and is listed.
 * @throws DomainError `notFound`, `conflict` (it is undone already, or never stored anything)
 */
export async function undoImport(ctx: Context, runId: number): Promise<UndoneImport> {
	demand(ctx.actor, 'observation.import');
	return ctx.db.transaction(async (tx) => {
		const { run } = await getOwnRun({ ...ctx, db: tx }, runId);
		requireState(run, 'undo');
		const isMoved = await moveImportRun(tx, runId, ['done'], {
			status: 'undone',
			undoneBy: ctx.actor.userId ?? null,
			undoneAt: ctx.now
		});
		if (!isMoved) throw movedOn(runId);
		const span = { id: runId, firstDay: run.firstDay, lastDay: run.lastDay };
		const stored = (run.counts['inserted'] ?? 0) + (run.counts['changed'] ?? 0);
		const keptCells = await listKeptCells(tx, span, stored, mostKept);
		const reason = `undo of import ${runId}: ${run.fileName}`;
		const { restored, withdrawn } = await undoCells(tx, span, {
			userId: ctx.actor.userId,
			now: ctx.now,
			reason
		});
		await eachUndoneCell(tx, { run: span, reason, size: changeSize }, async (cells) => {
			const ids = new Set(
				await listConsequentialIndicators(tx, [...new Set(cells.map((c) => c.indicatorId))])
			);
			await applyChange(
				tx,
				ctx,
				cells.filter(({ indicatorId }) => ids.has(indicatorId))
			);
		});
		const kept = stored - restored - withdrawn;
		await replaceProblems(
			tx,
			runId,
			keptCells.map(({ unit, indicator, period, row }) =>
				problemOf(run.fileName, 'keptByUndo', { unit, indicator, period }, { row: row ?? undefined })
			)
		);
		await moveImportRun(tx, runId, ['undone'], { counts: { ...run.counts, restored, withdrawn, kept } });
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'observation.undoImport',
			entity: 'import_run',
			entityId: runId,
			after: { fileName: run.fileName, restored, withdrawn, kept }
		});
		return { restored, withdrawn, kept };
	});
}
