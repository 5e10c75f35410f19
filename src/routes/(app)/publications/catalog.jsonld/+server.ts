import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { sendPublished } from '$lib/server/hooks/send-published';
import { catalogueJsonLd } from '$lib/server/render/publication/catalogue';
import { listCatalogue } from '$lib/server/services/publication/list-catalogue';
import type { RequestHandler } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** The catalogue of publications for harvesters of open data, in DCAT. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const { items, page } = await listCatalogue(event.locals.ctx, query);
		const bytes = new TextEncoder().encode(catalogueJsonLd(items, page, event.url.origin));
		return sendPublished(event, { mediaType: 'application/ld+json', bytes }, { keptSeconds: 60 });
	});
