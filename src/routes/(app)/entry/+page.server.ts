import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { getEntryPage } from '$lib/server/services/observation/get-entry-page';
import { saveEntries } from '$lib/server/services/observation/save-entries';
import type { EntriesToSave } from '$lib/server/services/observation/save-entries';
import { readPostedCells, type EntryAnswer } from '$lib/view/entry';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const code = z.string().trim().min(1).max(100);
const querySchema = z.object({
	unit: code.optional(),
	period: code.optional(),
	view: z.enum(['grid']).optional().catch(undefined),
	saved: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined),
	submitted: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined)
});
const targetSchema = z.object({ unit: code, period: code });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const page = await getEntryPage(event.locals.ctx, query);
		return {
			...page,
			isDemonstration: page.unit.isDemonstration,
			view: query.view ?? ('form' as const),
			/** for whom this device keeps what could not be sent */
			reader: event.locals.ctx.actor.userId,
			saved: query.saved,
			submitted: query.submitted,
			now: event.locals.ctx.now
		};
	});

export const actions: Actions = {
	save: (event) => store(event, 'save'),
	submit: (event) => store(event, 'submit')
};

async function store({ locals, request, url }: RequestEvent, intent: EntriesToSave['intent']) {
	const form = await request.formData();
	const typed = new Map(
		[...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
	);
	const cells = readPostedCells(typed);
	let outcome;
	let target;
	try {
		target = targetSchema.parse(Object.fromEntries(url.searchParams));
		outcome = await saveEntries(locals.ctx, { ...target, intent, cells });
	} catch (error) {
		return failWith(error, Object.fromEntries(typed));
	}
	const { refusals, savedCount, submittedCount } = outcome;
	if (refusals.length === 0) {
		const counts = intent === 'submit' ? `submitted=${submittedCount}` : `saved=${savedCount}`;
		redirect(303, withLocale(`/entry?${new URLSearchParams(target)}&${counts}`, locals.locale));
	}
	const kept = cells.filter((cell) => refusals.some((refusal) => refusal.code === cell.code));
	const sheet: EntryAnswer = {
		refusals,
		typed: Object.fromEntries(kept.map((cell) => [cell.code, cell.typed])),
		justifications: Object.fromEntries(kept.map((cell) => [cell.code, cell.justification]))
	};
	return fail(422, { sheet, savedCount, submittedCount });
}
