import { z } from 'zod';
import { unitKinds, unitLevels } from '$lib/domain/unit/unit';
import { answer } from '$lib/server/hooks/answer';
import { searchUnits } from '$lib/server/services/unit/search-units';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	q: z.string().max(100).optional(),
	kind: z.enum(unitKinds).optional().catch(undefined),
	level: z.enum(unitLevels).optional().catch(undefined),
	sector: z.string().max(100).optional(),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const found = await searchUnits(event.locals.ctx, {
			text: query.q,
			kind: query.kind,
			level: query.level,
			sector: query.sector || undefined,
			page: query.page
		});
		return { query, found };
	});
