import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { listIndicatorTargets } from '$lib/server/services/indicator/list-indicator-targets';
import { setTarget } from '$lib/server/services/indicator/set-target';
import { numberSchema, readTyped, refuse, wordsSchema } from '../../../refuse';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({
	unit: z.string().max(100).optional(),
	page: z.coerce.number().int().min(1).max(100_000).catch(1),
	done: z.enum(['set', 'removed']).optional().catch(undefined)
});

const placeSchema = z.object({
	unit: z.string().trim().max(60).default(''),
	period: z.string().trim().min(1).max(10),
	/** the value that the form was drawn from; empty: there was none */
	before: numberSchema.optional()
});
const valueSchema = z.object({
	value: numberSchema.pipe(z.number()),
	sourceEn: wordsSchema,
	sourceZh: wordsSchema
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const list = await listIndicatorTargets(event.locals.ctx, { code: event.params.code, ...query });
		return { query, list };
	});

type Event = Pick<RequestEvent, 'locals' | 'request'> & { readonly params: { readonly code: string } };

async function store(which: string, { params, locals, request }: Event, isRemoval: boolean) {
	const typed = await readTyped(request);
	try {
		const { unit, period, before } = placeSchema.parse(typed);
		const given = isRemoval ? undefined : valueSchema.parse(typed);
		await setTarget(locals.ctx, {
			indicator: params.code,
			unit: unit || null,
			period,
			before: before ?? null,
			after: given ? { value: given.value, source: { en: given.sourceEn, 'zh-CN': given.sourceZh } } : null
		});
	} catch (error) {
		return refuse(which, error, typed);
	}
	const path = `/admin/indicators/${encodeURIComponent(params.code)}/targets`;
	redirect(303, withLocale(`${path}?done=${isRemoval ? 'removed' : 'set'}`, locals.locale));
}

export const actions: Actions = {
	set: (event) => store('set', event, false),
	change: (event) => store('change', event, false),
	remove: (event) => store('change', event, true)
};
