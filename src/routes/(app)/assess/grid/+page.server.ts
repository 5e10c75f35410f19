import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { getScoreGrid } from '$lib/server/services/assessment/get-score-grid';
import { saveScoreGrid } from '$lib/server/services/assessment/save-score-grid';
import { gridWork, readPostedGrid } from '$lib/view/assess';
import { submitDrafts } from '$lib/server/services/assessment/submit-drafts';
import { searchOf } from '$lib/view/assess-address';
import { gridQuerySchema, readWorkAddress, type GridQuery } from '$lib/view/assess-query';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = readWorkAddress(gridQuerySchema, Object.fromEntries(event.url.searchParams));
		const { assigned, ...grid } = await getScoreGrid(event.locals.ctx, query);
		return {
			...grid,
			query,
			choices: gridWork(assigned, query.round, grid.by),
			/** under which the browser keeps what is typed and not stored yet */
			draftKey: String(event.locals.actor.userId),
			isDemonstration: grid.round.isDemonstration,
			now: event.locals.ctx.now
		};
	});

export const actions: Actions = {
	save: (event) => store(event, false),
	submit: (event) => store(event, true)
};

/** Stores the rows; then, if none was refused, gives away what is complete. */
async function store({ locals, request, url }: RequestEvent, isGivenAway: boolean) {
	const form = await request.formData();
	const typed = new Map(
		[...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
	);
	const rows = readPostedGrid(typed);
	let saved;
	let query: GridQuery;
	let given;
	try {
		query = gridQuerySchema.parse(Object.fromEntries(url.searchParams));
		saved = await saveScoreGrid(locals.ctx, rows);
		if (isGivenAway && saved.refused.length === 0)
			given = await submitDrafts(locals.ctx, filterOfGrid(query));
	} catch (error) {
		const refusal = failWith(error);
		return fail(refusal.status, { ...refusal.data, typed: rows });
	}
	const { savedCount, refused } = saved;
	if (refused.length > 0) {
		const kept = rows.filter(({ id }) => refused.some((row) => row.id === id));
		return fail(422, { savedCount, refused, typed: kept });
	}
	const address = searchOf({
		...filterOfGrid(query),
		previous: query.previous,
		...(given
			? {
					submitted: given.submitted,
					uncommented: given.uncommented || undefined,
					kept: given.flagged || undefined
				}
			: { saved: savedCount })
	});
	redirect(303, withLocale(`/assess/grid?${address}`, locals.locale));
}

function filterOfGrid({ round, indicator, unit }: GridQuery) {
	return { round, indicator, unit };
}
