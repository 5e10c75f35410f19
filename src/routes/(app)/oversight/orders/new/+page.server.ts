import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { orderGrounds } from '$lib/domain/oversight/order-status';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { getNewOrder } from '$lib/server/services/order/get-new-order';
import { issueOrder } from '$lib/server/services/order/issue-order';
import { readTyped, refuse } from '../../../admin/refuse';
import { prefillOf } from './prefill';
import type { Actions, PageServerLoad } from './$types';

const code = z.string().trim().max(100);
const round = z.coerce
	.number()
	.int()
	.positive()
	.max(2 ** 31 - 1);
const querySchema = z.object({
	unit: code.optional().transform((text) => text || undefined),
	ground: z.enum(orderGrounds).optional().catch(undefined),
	indicator: code.optional(),
	period: code.optional(),
	round: round.optional().catch(undefined)
});
const formSchema = z.object({
	unit: code.min(1),
	ground: z.enum(orderGrounds),
	indicator: code.optional().transform((text) => text || undefined),
	period: code.optional().transform((text) => text || undefined),
	round: round.optional().catch(undefined),
	finding: z.string().max(20_000),
	demand: z.string().max(20_000),
	dueOn: z.string().trim().max(20)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const page = await getNewOrder(ctx, query);
		return {
			values: {
				unit: page.unit?.code ?? '',
				ground: query.ground ?? 'compliance',
				indicator: page.indicator?.code ?? '',
				period: query.period ?? '',
				round: String(query.round ?? ''),
				finding: prefillOf(page, query.period, locale),
				demand: '',
				dueOn: page.dueOn
			},
			unitName: page.unit?.name,
			indicators: page.indicators.map(({ code: value, name }) => ({ code: value, name: name[locale] })),
			isDemonstration: page.unit?.isDemonstration ?? false
		};
	});

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const typed = await readTyped(request);
		let id;
		try {
			id = await issueOrder(locals.ctx, formSchema.parse(typed));
		} catch (error) {
			return refuse('issue', error, typed);
		}
		redirect(303, withLocale(`/oversight/orders/${id}?done=issue`, locals.locale));
	}
};
