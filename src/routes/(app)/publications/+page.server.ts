import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { listPublications } from '$lib/server/services/publication/list-publications';
import type { PageServerLoad } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return { publications: await listPublications(event.locals.ctx, query) };
	});
