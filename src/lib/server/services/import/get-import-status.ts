import { demand } from '../../../domain/access/can';
import type { StoredProblem } from '../../../domain/import/import-page';
import type { Context } from '../../context';
import { listProblems, type ImportRunRow } from '../../db/queries/import-run';
import { getOwnRun } from './get-own-run';

export interface ImportStatusEntry {
	readonly run: ImportRunRow;
	/** the first rejected rows */
	readonly problems: readonly StoredProblem[];
	/** the first rules of severity warning that do not hold */
	readonly warnings: readonly StoredProblem[];
}

const mostProblems = 1000;

/** How far one's own import is, and what was wrong with it. @throws DomainError `notFound`: there is none, or somebody else's */
export async function getImportStatus(ctx: Context, id: number): Promise<ImportStatusEntry> {
	demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, id);
	const first = { limit: mostProblems, offset: 0 };
	const { problems } = await listProblems(ctx.db, id, { ...first, kind: 'problem' });
	const { problems: warnings } = await listProblems(ctx.db, id, { ...first, kind: 'warning' });
	return { run, problems, warnings };
}
