import { redirect } from '@sveltejs/kit';
import { answer } from '$lib/server/hooks/answer';
import { getTrendPage } from '$lib/server/services/trend/get-trend-page';
import { parseTrendQuery, trendSearch } from '$lib/view/trend-query';
import { presentTrend } from './present-trend';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { url, locals } = event;
		const query = parseTrendQuery(url.searchParams);
		// A form without scripts repeats parameters and sends empty ones: one address for one view.
		if (query.isUntidy) redirect(303, `${url.pathname}${trendSearch(query)}`);
		return presentTrend(await getTrendPage(locals.ctx, query), query, locals.locale);
	});
