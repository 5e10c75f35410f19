import { answer } from '$lib/server/hooks/answer';
import { getConsistency } from '$lib/server/services/assessment/get-consistency';
import { roundIdSchema } from '../../round-id';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const found = await getConsistency(event.locals.ctx, roundIdSchema.parse(event.params.id));
		return { ...found, isDemonstration: found.head.isDemonstration };
	});
