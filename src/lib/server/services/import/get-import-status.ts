import { demand } from '../../../domain/access/can';
import type { StoredProblem } from '../../../domain/import/import-page';
import type { Context } from '../../context';
import { listProblems, type ImportRunRow } from '../../db/queries/import-run';
import { getOwnRun } from './get-own-run';

export interface ImportStatusEntry {
	readonly run: ImportRunRow;
	/** the first rejected rows */
	readonly problems: readonly StoredProblem[];
}

const mostProblems = 1000;

/** How far one's own import is, and what was wrong with it. @throws DomainError `notFound`: there is none, or somebody else's */
export async function getImportStatus(ctx: Context, id: number): Promise<ImportStatusEntry> {
	demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, id);
	const { problems } = await listProblems(ctx.db, id, { limit: mostProblems, offset: 0 });
	return { run, problems };
}
