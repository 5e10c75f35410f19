import { DomainError } from '../../../domain/errors';
import type { Scope } from '../../../domain/access/can';
import type { Context } from '../../context';
import { dropOrphanStages } from '../../db/queries/import-stage';
import { listWorkingRuns, moveImportRun, tryHoldRun } from '../../db/queries/import-run';
import { clearUnfinished } from '../../files/store-file';

/**
 * What a server that was killed left: runs that it was at work on fail, with the word that nothing was stored (what is stored is
 * stored in one transaction with the run's own end), and what was being taken back stands as it was stored. Their stages go, and
 * so do files that were never whole. Another server's runs are let be: it holds them.
 * @param scope the installation's own
 */
export async function sweepImports(ctx: Pick<Context, 'db' | 'now'>, scope: Scope): Promise<number> {
	if (scope.permission !== 'observation.import' || scope.subtrees !== 'everything') {
		throw new DomainError('forbidden', 'Only the installation itself sweeps');
	}
	const dead: number[] = [];
	for (const { id, status } of await listWorkingRuns(ctx.db)) {
		const isDead = await ctx.db.transaction(async (tx) => {
			if (!(await tryHoldRun(tx, id))) return false;
			if (status === 'undoing') {
				await moveImportRun(tx, id, ['undoing'], { status: 'done', failure: 'undoStopped' });
			} else {
				await moveImportRun(tx, id, ['checking', 'storing'], {
					status: 'failed',
					failure: 'serverStopped',
					finishedAt: ctx.now
				});
			}
			return true;
		});
		if (isDead) dead.push(id);
	}
	await ctx.db.transaction(dropOrphanStages);
	await clearUnfinished(new Date(ctx.now.getTime() - 86_400_000));
	return dead.length;
}
