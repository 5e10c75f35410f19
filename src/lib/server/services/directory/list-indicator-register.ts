import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listIndicators, type RegisteredIndicator } from '../../db/queries/directory';

/** Indicators by code, a page at a time: their definitions are everybody's. */
export async function listIndicatorRegister(
	ctx: Context,
	query: { readonly after: string | undefined; readonly limit: number }
): Promise<RegisteredIndicator[]> {
	demand(ctx.actor, 'published.read');
	return listIndicators(ctx.db, query.after, query.limit);
}
