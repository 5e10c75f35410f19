import { z } from 'zod';
import { unitFlags } from '$lib/domain/unit/unit';
import { answer } from '$lib/server/hooks/answer';
import { listRegister } from '$lib/server/services/register/list-register';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	under: z.string().trim().max(60).optional(),
	q: z.string().max(100).optional(),
	state: z.enum(['open', 'closed', 'all']).catch('open'),
	flag: z.enum(unitFlags).optional().catch(undefined),
	group: z.string().max(130).optional(),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const register = await listRegister(event.locals.ctx, {
			...query,
			text: query.q,
			under: query.under || undefined
		});
		return { query, register, today: event.locals.ctx.now.toISOString().slice(0, 10) };
	});
