import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { getUnitReport } from '$lib/server/services/unit/get-unit-report';
import { presentUnit } from './present-unit';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	framework: z.string().min(1).max(200).optional(),
	period: z.string().min(1).max(20).optional()
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const report = await getUnitReport(event.locals.ctx, { code: event.params.code, ...query });
		return presentUnit(report, event.locals.locale);
	});
