import { demand } from '../../../domain/access/can';
import type { ImportList } from '../../../domain/import/import-page';
import type { Context } from '../../context';
import { listImportRuns } from '../../db/queries/import-run';
import { listEntryUnits } from '../../db/queries/observation';

const pageSize = 20;
const mostUnits = 400;

/** The files that the actor brought in, a page at a time. */
export async function listImports(ctx: Context, page: number): Promise<ImportList> {
	const scope = demand(ctx.actor, 'observation.import');
	const units = await listEntryUnits(ctx.db, scope, mostUnits);
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
		pageSize,
		units: units.map(({ code, name }) => ({ code, name }))
	};
}
