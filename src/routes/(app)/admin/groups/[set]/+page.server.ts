import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { assignGroups } from '$lib/server/services/register/assign-groups';
import { listGroups } from '$lib/server/services/register/list-groups';
import { saveGroup } from '$lib/server/services/register/save-groups';
import { codeSchema, readTyped, refuse, wordsSchema } from '../../refuse';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({
	done: z.enum(['created', 'saved', 'assigned']).optional().catch(undefined),
	count: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined)
});
const groupSchema = z.object({ code: codeSchema, nameEn: wordsSchema, nameZh: wordsSchema });
const mostUnits = 1000;
const assignSchema = z.object({
	units: z
		.string()
		.max(100_000)
		.transform((text) => [...new Set(text.split(/[\s,，、;；]+/u).filter(Boolean))])
		.pipe(z.array(z.string().max(60)).min(1).max(mostUnits)),
	group: z.string().trim().max(60)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return { query, ...(await listGroups(event.locals.ctx, event.params.set)) };
	});

type Event = Pick<RequestEvent, 'locals' | 'request'> & { readonly params: { readonly set: string } };

async function run(
	which: string,
	{ params, locals, request }: Event,
	done: string,
	work: (typed: Record<string, string>) => Promise<number | void>
) {
	const typed = await readTyped(request);
	let count: number | void;
	try {
		count = await work(typed);
	} catch (error) {
		return refuse(which, error, typed);
	}
	const query = new URLSearchParams({ done, ...(count === undefined ? {} : { count: String(count) }) });
	redirect(303, withLocale(`/admin/groups/${encodeURIComponent(params.set)}?${query}`, locals.locale));
}

function save(event: Event, isNew: boolean, which: string) {
	return run(which, event, isNew ? 'created' : 'saved', async (typed) => {
		const { code, nameEn, nameZh } = groupSchema.parse(typed);
		const name = { en: nameEn, 'zh-CN': nameZh };
		await saveGroup(event.locals.ctx, { set: event.params.set, code, name, isNew });
	});
}

export const actions: Actions = {
	create: (event) => save(event, true, 'create'),
	rename: (event) => save(event, false, 'rename'),
	assign: (event) =>
		run('assign', event, 'assigned', async (typed) => {
			const { units, group } = assignSchema.parse(typed);
			return assignGroups(event.locals.ctx, { units, set: event.params.set, group: group || null });
		})
};
