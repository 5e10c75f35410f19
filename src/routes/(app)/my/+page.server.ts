import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { getMyPage } from '$lib/server/services/my/get-my-page';
import { presentMyPage } from './present-my-page';
import type { PageServerLoad } from './$types';

const querySchema = z.object({ unit: z.string().trim().min(1).max(100).optional() });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const page = await getMyPage(event.locals.ctx, query);
		return presentMyPage(page, event.locals.locale, event.locals.ctx.now);
	});
