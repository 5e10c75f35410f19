import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listCellChanges, type ListedChange } from '../../db/queries/history';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { getPermittedUnit } from './get-permitted-unit';

/**
 * The changes of one value, newest first, a page of them: what `getCellHistory` shows whole.
 * @param page `after` is the id of the last change of the page before
 * @throws DomainError `unknownUnit`, `unknownIndicator`, `forbidden`
 */
export async function listCellHistory(
	ctx: Context,
	cell: { readonly unit: string; readonly indicator: string; readonly period: string },
	page: { readonly after: number | undefined; readonly limit: number }
): Promise<ListedChange[]> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', cell.unit);
	const { id: indicatorId } = await getIndicatorByCode(ctx.db, cell.indicator);
	return listCellChanges(ctx.db, scope, { unitId: unit.id, indicatorId, period: cell.period }, page);
}
