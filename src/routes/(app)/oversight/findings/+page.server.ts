import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { findingKinds, findingStates, severities } from '$lib/domain/validation/rule';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { checkPeriod } from '$lib/server/services/validation/check-period';
import { justifyFinding } from '$lib/server/services/validation/justify-finding';
import { listFindings } from '$lib/server/services/validation/list-findings';
import type { Actions, PageServerLoad } from './$types';

const code = z.string().trim().max(100).optional();
const querySchema = z.object({
	unit: code,
	indicator: code,
	period: z.string().max(20).optional(),
	kind: z.enum(findingKinds).optional().catch(undefined),
	severity: z.enum(severities).optional().catch(undefined),
	state: z.enum(findingStates).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1),
	justified: z.literal('1').optional().catch(undefined)
});
const justificationSchema = z.object({
	finding: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
	text: z.string().max(10_000)
});
const checkSchema = z.object({ period: z.string().trim().min(1).max(20) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { justified, ...query } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return {
			query,
			isJustified: justified !== undefined,
			found: await listFindings(event.locals.ctx, query),
			isDemonstration: await hasDemonstrationData(event.locals.ctx)
		};
	});

export const actions: Actions = {
	justify: async ({ locals, request, url }) => {
		const typed = Object.fromEntries(await request.formData());
		try {
			const { finding, text } = justificationSchema.parse(typed);
			await justifyFinding(locals.ctx, { id: finding, text });
		} catch (error) {
			const refusal = failWith(error, typed);
			return fail(refusal.status, { ...refusal.data, refusedId: Number(typed['finding']) });
		}
		const kept = new URLSearchParams(
			[...url.searchParams].filter(([name]) => !name.startsWith('/') && name !== 'justified')
		);
		kept.set('justified', '1');
		redirect(303, withLocale(`/oversight/findings?${kept}`, locals.locale));
	},
	check: async ({ locals, request }) => {
		const typed = Object.fromEntries(await request.formData());
		try {
			const { period } = checkSchema.parse(typed);
			return { checked: { period, ...(await checkPeriod(locals.ctx, period)) } };
		} catch (error) {
			const refusal = failWith(error, typed);
			return fail(refusal.status, { ...refusal.data, refusedId: undefined });
		}
	}
};
