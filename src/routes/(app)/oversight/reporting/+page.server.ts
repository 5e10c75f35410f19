import { answer } from '$lib/server/hooks/answer';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { reportingQuerySchema } from '$lib/view/reporting-query';
import { presentReporting } from './present-reporting';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const query = reportingQuerySchema.parse(Object.fromEntries(event.url.searchParams));
		return {
			query,
			reporting: await presentReporting(ctx, query, locale),
			now: ctx.now,
			isDemonstration: await hasDemonstrationData(ctx)
		};
	});
