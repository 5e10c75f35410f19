import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { assignGroups } from '$lib/server/services/register/assign-groups';
import { changeUnit } from '$lib/server/services/register/change-unit';
import { closeUnit } from '$lib/server/services/register/close-unit';
import { getUnitRecord } from '$lib/server/services/register/get-unit-record';
import { moveUnit } from '$lib/server/services/register/move-unit';
import { reopenUnit } from '$lib/server/services/register/reopen-unit';
import { boxSchema, codeSchema, daySchema, readTyped, refuse, revisionSchema } from '../../refuse';
import { unitDetailsOf, unitFormSchema } from '../read-unit-form';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({
	since: daySchema.optional().catch(undefined),
	done: z.enum(['created', 'saved', 'grouped', 'moved', 'closed', 'reopened']).optional().catch(undefined),
	count: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined)
});
const revisionOnly = z.object({ revision: revisionSchema });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const { ctx } = event.locals;
		const record = await getUnitRecord(ctx, { code: event.params.code, since: query.since });
		return {
			query,
			record,
			isDemonstration: record.unit.isDemonstration,
			today: ctx.now.toISOString().slice(0, 10)
		};
	});

type Key = { readonly code: string; readonly since: string | undefined };
type Event = Pick<RequestEvent, 'locals' | 'request' | 'url'> & {
	readonly params: { readonly code: string };
};

/** Runs one form of the page, and comes back to it. @param done names what was done, with a count where there is one */
async function run(
	which: string,
	event: Event,
	done: string,
	work: (typed: Record<string, string>, key: Key) => Promise<number | void>
) {
	const { code } = event.params;
	const { since } = querySchema.parse(Object.fromEntries(event.url.searchParams));
	const typed = await readTyped(event.request);
	let count: number | void;
	try {
		count = await work(typed, { code, since });
	} catch (error) {
		return refuse(which, error, typed);
	}
	const query = new URLSearchParams({
		...(since ? { since } : {}),
		done,
		...(count === undefined ? {} : { count: String(count) })
	});
	redirect(303, withLocale(`/admin/units/${encodeURIComponent(code)}?${query}`, event.locals.locale));
}

export const actions: Actions = {
	change: (event) =>
		run('change', event, 'saved', async (typed, key) => {
			const form = unitFormSchema.extend(revisionOnly.shape).parse(typed);
			await changeUnit(event.locals.ctx, { ...key, revision: form.revision, details: unitDetailsOf(form) });
		}),
	group: (event) =>
		run('group', event, 'grouped', async (typed, { code }) => {
			const { set, group } = z.object({ set: codeSchema, group: z.string().trim().max(60) }).parse(typed);
			await assignGroups(event.locals.ctx, { units: [code], set, group: group || null });
		}),
	move: (event) =>
		run('move', event, 'moved', async (typed, key) => {
			const form = revisionOnly.extend({ parent: codeSchema, from: daySchema }).parse(typed);
			await moveUnit(event.locals.ctx, {
				...key,
				revision: form.revision,
				parentCode: form.parent,
				from: form.from
			});
		}),
	close: (event) =>
		run('close', event, 'closed', async (typed, key) => {
			const form = revisionOnly.extend({ on: daySchema, below: boxSchema }).parse(typed);
			return closeUnit(event.locals.ctx, { ...key, ...form });
		}),
	reopen: (event) =>
		run('reopen', event, 'reopened', async (typed, key) => {
			await reopenUnit(event.locals.ctx, { ...key, ...revisionOnly.parse(typed) });
		})
};
