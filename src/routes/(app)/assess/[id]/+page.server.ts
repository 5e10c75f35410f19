import { fail, redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { findNextAssessment } from '$lib/server/services/assessment/find-next-assessment';
import { getAssessment } from '$lib/server/services/assessment/get-assessment';
import { saveAssessment, type AssessmentToSave } from '$lib/server/services/assessment/save-assessment';
import { readPostedAssessment } from '$lib/view/assess';
import { searchOf } from '$lib/view/assess-address';
import {
	addressOf,
	cellIdSchema,
	filterOf,
	orderOf,
	readWorkAddress,
	revisionSchema,
	workQuerySchema,
	type WorkQuery
} from '$lib/view/assess-query';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const id = readWorkAddress(cellIdSchema, event.params.id);
		const query = readWorkAddress(workQuerySchema, Object.fromEntries(event.url.searchParams));
		const detail = await getAssessment(event.locals.ctx, id, filterOf(query), orderOf(query));
		return {
			...detail,
			query,
			address: addressOf(query),
			/** under which the browser keeps what is typed and not stored yet: nobody else's, on a shared machine */
			draftKey: String(event.locals.actor.userId),
			isDemonstration: detail.round.isDemonstration,
			now: event.locals.ctx.now
		};
	});

export const actions: Actions = {
	save: (event) => store(event, 'save', false),
	saveNext: (event) => store(event, 'save', true),
	submit: (event) => store(event, 'submit', false),
	submitNext: (event) => store(event, 'submit', true),
	/** what was typed is stored; without scripts there is no other way to keep it */
	skip: (event) => store(event, 'save', true, 'skipped')
};

async function store(
	event: RequestEvent,
	intent: AssessmentToSave['intent'],
	isLeaving: boolean,
	done?: 'skipped'
) {
	const { locals, request, url, params } = event;
	const form = await request.formData();
	const typed = readPostedAssessment(form);
	let outcome;
	let id;
	let query: WorkQuery;
	try {
		id = cellIdSchema.parse(params.id);
		query = workQuerySchema.parse(Object.fromEntries(url.searchParams));
		const revision = revisionSchema.parse(form.get('revision'));
		outcome = await saveAssessment(locals.ctx, { id, revision, typed, intent });
	} catch (error) {
		const refusal = failWith(error);
		return fail(refusal.status, { ...refusal.data, typed });
	}
	if (outcome.kind === 'problems') return fail(422, { problems: outcome.problems, typed });
	if (outcome.kind === 'conflict') return fail(409, { conflict: outcome, typed });
	// The page saves by itself while somebody types: it wants the new revision, not another page.
	if (form.get('autosave')) return { revision: outcome.revision, savedAt: outcome.savedAt };
	const next = isLeaving ? await findNextAssessment(locals.ctx, id, filterOf(query), orderOf(query)) : id;
	const kept = searchOf({
		...addressOf(query),
		done: done ?? (outcome.status === 'submitted' ? 'submitted' : 'saved')
	});
	redirect(303, withLocale(`${next === undefined ? '/assess' : `/assess/${next}`}?${kept}`, locals.locale));
}
