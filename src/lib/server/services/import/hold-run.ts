import type { Context } from '../../context';
import { tryHoldRun } from '../../db/queries/import-run';

/**
 * Works on a run while it is held. Where each has a connection of its own, one is kept as long as the work goes on: a server that
 * starts meanwhile tells by it that this run is alive. The embedded database has one process, whose start says the same.
 */
export async function holdingRun<T>(
	ctx: Context,
	runId: number,
	work: () => Promise<T>
): Promise<T | undefined> {
	if (ctx.engine !== 'postgres') return work();
	return ctx.db.transaction(async (hold) => ((await tryHoldRun(hold, runId)) ? work() : undefined));
}
