import { demand } from '../../../domain/access/can';
import { workingStatuses } from '../../../domain/import/import-run';
import type { Context } from '../../context';
import { moveImportRun } from '../../db/queries/import-run';
import { getOwnRun, movedOn, requireState } from './get-own-run';
import { passOn } from './work-on-import';

/**
 * Brings a checked file in: all of it, or nothing where something is wrong; or its good rows alone.
 * @throws DomainError `notFound`, `conflict` (it is not checked, or somebody decided already)
 */
export async function storeImport(
	ctx: Context,
	wish: { readonly runId: number; readonly isGoodRowsOnly: boolean }
): Promise<void> {
	demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, wish.runId);
	requireState(run, 'store');
	const isMoved = await ctx.db.transaction((tx) =>
		moveImportRun(tx, run.id, ['checked'], {
			status: 'storing',
			isGoodRowsOnly: wish.isGoodRowsOnly,
			isCancelWanted: false,
			rowsDone: 0,
			failure: null
		})
	);
	if (!isMoved) throw movedOn(run.id);
	await passOn(ctx, { runId: run.id, task: 'store' });
}

/**
 * Has a whole import taken back, by the job: what it stored and nobody touched since becomes what it was.
 * @throws DomainError `notFound`, `conflict` (it is undone already, or never stored anything)
 */
export async function undoImport(ctx: Context, runId: number): Promise<void> {
	demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, runId);
	requireState(run, 'undo');
	const isMoved = await ctx.db.transaction((tx) =>
		moveImportRun(tx, run.id, ['done'], {
			status: 'undoing',
			isCancelWanted: false,
			rowsDone: 0,
			rowsTotal: null,
			failure: null
		})
	);
	if (!isMoved) throw movedOn(run.id);
	await passOn(ctx, { runId: run.id, task: 'undo' });
}

/**
 * Stops what is going on, or gives up what waits. What is at work stops at its next step, and nothing of it stays.
 * @throws DomainError `notFound`, `conflict` (it is over)
 */
export async function cancelImport(ctx: Context, runId: number): Promise<void> {
	demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, runId);
	requireState(run, 'cancel');
	await ctx.db.transaction(async (tx) => {
		const isOver = await moveImportRun(tx, run.id, ['queued', 'checked'], {
			status: 'cancelled',
			finishedAt: ctx.now
		});
		if (isOver) return;
		const isHeard = await moveImportRun(tx, run.id, [...workingStatuses], { isCancelWanted: true });
		if (!isHeard) throw movedOn(run.id);
	});
}
