import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import {
	listIndicatorRows,
	type IndicatorRow,
	type IndicatorSearch
} from '../../db/queries/indicator-register';
import { hasWholeTree } from '../register/demand-whole-tree';

export interface IndicatorPage {
	readonly rows: readonly IndicatorRow[];
	readonly total: number;
	readonly pageSize: number;
	readonly mayManage: boolean;
}

const pageSize = 50;

/** The indicators of the installation, a page at a time: for everybody who takes part in rounds. */
export async function listIndicators(
	ctx: Context,
	query: Omit<IndicatorSearch, 'limit' | 'offset'> & { readonly page: number }
): Promise<IndicatorPage> {
	demand(ctx.actor, 'round.read');
	const found = await listIndicatorRows(ctx.db, {
		...query,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	return { ...found, pageSize, mayManage: hasWholeTree(ctx.actor, 'indicator.manage') };
}
