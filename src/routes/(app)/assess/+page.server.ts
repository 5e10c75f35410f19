import { redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { listWorklist } from '$lib/server/services/assessment/list-worklist';
import { submitDrafts } from '$lib/server/services/assessment/submit-drafts';
import { workByIndicator, workChoices, workPage } from '$lib/view/assess';
import { filterOf, readWorkAddress, workQuerySchema } from '$lib/view/assess-query';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = readWorkAddress(workQuerySchema, Object.fromEntries(event.url.searchParams));
		const { rounds, cells } = await listWorklist(event.locals.ctx);
		return {
			query,
			rounds: rounds.map((work) => ({ ...work, indicators: workByIndicator(cells, work.round.id) })),
			choices: workChoices(cells),
			list: workPage(cells, { ...filterOf(query), state: query.state }, query.page ?? 1),
			isDemonstration: rounds.some(({ round }) => round.isDemonstration),
			now: event.locals.ctx.now
		};
	});

export const actions: Actions = {
	submitAll: async ({ locals, url }) => {
		let outcome;
		const given = Object.fromEntries(url.searchParams);
		try {
			outcome = await submitDrafts(locals.ctx, filterOf(workQuerySchema.parse(given)));
		} catch (error) {
			return failWith(error);
		}
		const kept = new URLSearchParams(url.searchParams);
		for (const name of ['/submitAll', 'page', 'done', 'uncommented']) kept.delete(name);
		kept.set('submitted', String(outcome.submitted));
		if (outcome.uncommented > 0) kept.set('uncommented', String(outcome.uncommented));
		redirect(303, withLocale(`/assess?${kept}`, locals.locale));
	}
};
