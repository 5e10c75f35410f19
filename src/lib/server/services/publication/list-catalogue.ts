import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listKnownPublications, type PublicationPage } from './list-publications';

const pageSize = 100;

/** What the catalogue of open data lists: public publications whose figures are there, the newest first. */
export async function listCatalogue(
	ctx: Context,
	query: { readonly page: number }
): Promise<PublicationPage> {
	demand(ctx.actor, 'published.read');
	const open = (await listKnownPublications(ctx)).filter(
		({ summary }) => summary.audience === 'public' && !summary.withdrawn
	);
	const first = (query.page - 1) * pageSize;
	return {
		items: open.slice(first, first + pageSize).map(({ summary }) => summary),
		page: { number: query.page, size: pageSize, total: open.length }
	};
}
