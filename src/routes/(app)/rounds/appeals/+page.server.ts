import { z } from 'zod';
import { appealStatuses } from '$lib/domain/appeal/appeal-status';
import { answer } from '$lib/server/hooks/answer';
import { listAppeals } from '$lib/server/services/appeal/list-appeals';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	state: z
		.enum(['open', 'overdue', ...appealStatuses])
		.optional()
		.catch(undefined),
	round: z.coerce
		.number()
		.int()
		.positive()
		.max(2 ** 31 - 1)
		.optional()
		.catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return {
			query,
			found: await listAppeals(event.locals.ctx, query),
			isDemonstration: await hasDemonstrationData(event.locals.ctx)
		};
	});
