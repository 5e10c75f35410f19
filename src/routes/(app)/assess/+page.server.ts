import { redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { listWorklist } from '$lib/server/services/assessment/list-worklist';
import { submitDrafts } from '$lib/server/services/assessment/submit-drafts';
import { gridWork, workChoices, workPage } from '$lib/view/assess';
import { searchOf } from '$lib/view/assess-address';
import { addressOf, filterOf, orderOf, readWorkAddress, workQuerySchema } from '$lib/view/assess-query';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = readWorkAddress(workQuerySchema, Object.fromEntries(event.url.searchParams));
		const order = orderOf(query);
		const { rounds, cells } = await listWorklist(event.locals.ctx, order);
		return {
			query,
			order,
			address: addressOf(query),
			/** under which the browser keeps what is typed and not stored yet: nobody else's, on a shared machine */
			draftKey: String(event.locals.actor.userId),
			rounds: rounds.map((work) => ({ ...work, grids: gridWork(cells, work.round.id, order) })),
			choices: workChoices(cells),
			list: workPage(cells, { ...filterOf(query), state: query.state }, query.page ?? 1),
			isDemonstration: rounds.some(({ round }) => round.isDemonstration),
			now: event.locals.ctx.now
		};
	});

export const actions: Actions = {
	submitAll: async ({ locals, url }) => {
		let outcome;
		let query;
		try {
			query = workQuerySchema.parse(Object.fromEntries(url.searchParams));
			outcome = await submitDrafts(locals.ctx, filterOf(query));
		} catch (error) {
			return failWith(error);
		}
		const kept = searchOf({ ...addressOf(query), submitted: outcome.submitted });
		if (outcome.uncommented > 0) kept.set('uncommented', String(outcome.uncommented));
		if (outcome.flagged > 0) kept.set('kept', String(outcome.flagged));
		redirect(303, withLocale(`/assess?${kept}`, locals.locale));
	}
};
