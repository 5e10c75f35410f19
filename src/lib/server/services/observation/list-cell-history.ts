import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listIndicatorsByCode } from '../../db/queries/directory';
import { listCellRevisions } from '../../db/queries/report';
import { getPermittedUnit } from './get-permitted-unit';

export type CellRevision = Awaited<ReturnType<typeof listCellRevisions>>[number];

/** Every change of one value, newest first. @throws DomainError `unknownUnit`, `unknownIndicator`, `forbidden` */
export async function listCellHistory(
	ctx: Context,
	cell: { readonly unit: string; readonly indicator: string; readonly period: string },
	page: { readonly before: number | undefined; readonly limit: number }
): Promise<CellRevision[]> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', cell.unit);
	const indicator = (await listIndicatorsByCode(ctx.db, [cell.indicator])).get(cell.indicator);
	if (!indicator) {
		throw new DomainError('unknownIndicator', `There is no indicator "${cell.indicator}"`, {
			indicator: cell.indicator
		});
	}
	const place = { unitId: unit.id, indicatorId: indicator.id, period: cell.period };
	return listCellRevisions(ctx.db, scope, place, page.before, page.limit);
}
