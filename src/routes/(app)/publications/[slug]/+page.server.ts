import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { getPublication } from '$lib/server/services/publication/get-publication';
import type { PageServerLoad } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { page } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const publication = await getPublication(event.locals.ctx, { slug: event.params.slug, page });
		const { frameworkName, frameworkVersion, hash, isDemonstration } = publication;
		return {
			publication,
			isDemonstration,
			printNote: { framework: frameworkName[event.locals.locale], version: frameworkVersion, hash }
		};
	});
