import { answer } from '$lib/server/hooks/answer';
import { getOversight } from '$lib/server/services/oversight/get-oversight';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx } = event.locals;
		return { oversight: await getOversight(ctx), isDemonstration: await hasDemonstrationData(ctx) };
	});
