import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { getScoreReceipt } from '$lib/server/services/unit/get-score-receipt';
import { presentReceipt } from './present-receipt';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	framework: z.string().min(1).max(200).optional(),
	period: z.string().min(1).max(20).optional(),
	node: z.string().min(1).max(200).optional()
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const receipt = await getScoreReceipt(event.locals.ctx, { code: event.params.code, ...query });
		return presentReceipt(receipt, event.locals.locale);
	});
