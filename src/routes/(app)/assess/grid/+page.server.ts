import { fail, redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { getScoreGrid } from '$lib/server/services/assessment/get-score-grid';
import { saveScoreGrid } from '$lib/server/services/assessment/save-score-grid';
import { readPostedGrid } from '$lib/view/assess';
import { gridQuerySchema, readWorkAddress } from '$lib/view/assess-query';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = readWorkAddress(gridQuerySchema, Object.fromEntries(event.url.searchParams));
		const grid = await getScoreGrid(event.locals.ctx, query);
		return { ...grid, saved: query.saved, isDemonstration: grid.round.isDemonstration };
	});

export const actions: Actions = {
	save: async ({ locals, request, url }) => {
		const form = await request.formData();
		const typed = new Map(
			[...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
		);
		const rows = readPostedGrid(typed);
		let outcome;
		let query;
		try {
			query = gridQuerySchema.parse(Object.fromEntries(url.searchParams));
			outcome = await saveScoreGrid(locals.ctx, rows);
		} catch (error) {
			const refusal = failWith(error);
			return fail(refusal.status, { ...refusal.data, typed: rows });
		}
		const { savedCount, refused } = outcome;
		if (refused.length > 0) {
			const kept = rows.filter(({ id }) => refused.some((row) => row.id === id));
			return fail(422, { savedCount, refused, typed: kept });
		}
		const { round, indicator } = query;
		const address = new URLSearchParams({ round: String(round), indicator, saved: String(savedCount) });
		redirect(303, withLocale(`/assess/grid?${address}`, locals.locale));
	}
};
