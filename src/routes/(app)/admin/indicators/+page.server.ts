import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { listIndicators } from '$lib/server/services/indicator/list-indicators';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	q: z.string().max(100).optional(),
	state: z.enum(['used', 'retired', 'all']).catch('used'),
	kind: z.enum(['measured', 'scored']).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return { query, list: await listIndicators(event.locals.ctx, { ...query, text: query.q }) };
	});
