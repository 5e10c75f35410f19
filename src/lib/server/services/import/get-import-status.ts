import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { findImportStatus, listImportProblems, type ImportStatusRow } from '../../db/queries/import-status';

export interface ImportStatusEntry extends ImportStatusRow {
	/** the first rejected rows */
	readonly problems: Awaited<ReturnType<typeof listImportProblems>>;
}

const mostProblems = 1000;

/** How far one's own import is, and what was wrong with it. @throws DomainError `notFound`: there is none, or somebody else's */
export async function getImportStatus(ctx: Context, id: number): Promise<ImportStatusEntry> {
	demand(ctx.actor, 'observation.import');
	const run = await findImportStatus(ctx.db, id);
	if (!run || run.startedBy !== ctx.actor.userId) {
		throw new DomainError('notFound', `There is no import ${id} of yours`, { import: id });
	}
	return { ...run, problems: await listImportProblems(ctx.db, id, mostProblems) };
}
