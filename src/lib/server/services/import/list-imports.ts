import { demand } from '../../../domain/access/can';
import type { ImportStatus } from '../../../domain/import/import-run';
import type { Context } from '../../context';
import { listImportRuns } from '../../db/queries/import-run';

/** A file that somebody brought in, as a list shows it. */
export interface ImportLine {
	readonly id: number;
	readonly fileName: string;
	readonly status: ImportStatus;
	/** whether somebody has said what its columns mean */
	readonly hasMapping: boolean;
	readonly counts: Readonly<Record<string, number>>;
	readonly startedAt: Date;
}

export interface ImportList {
	/** newest first */
	readonly lines: readonly ImportLine[];
	readonly total: number;
	readonly pageSize: number;
}

const pageSize = 20;

/** The files that the actor brought in, a page at a time. */
export async function listImports(ctx: Context, page: number): Promise<ImportList> {
	demand(ctx.actor, 'observation.import');
	const { runs, total } = await listImportRuns(ctx.db, ctx.actor.userId ?? 0, {
		limit: pageSize,
		offset: (page - 1) * pageSize
	});
	return {
		lines: runs.map(({ id, fileName, status, mapping, counts, startedAt }) => ({
			id,
			fileName,
			status,
			hasMapping: Object.keys(mapping as object).length > 0,
			counts,
			startedAt
		})),
		total,
		pageSize
	};
}
