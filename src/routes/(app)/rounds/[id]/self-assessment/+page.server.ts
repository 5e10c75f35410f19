import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { listSelfAssessments } from '$lib/server/services/self-assessment/list-self-assessments';
import { roundIdSchema } from '../../round-id';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	state: z.enum(['open', 'submitted']).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const found = await listSelfAssessments(event.locals.ctx, roundIdSchema.parse(event.params.id), query);
		return { ...found, query, isDemonstration: found.head.isDemonstration };
	});
