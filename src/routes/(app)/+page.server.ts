import { answer } from '$lib/server/hooks/answer';
import { getOverview } from '$lib/server/services/overview/get-overview';
import { overviewView } from '$lib/view/overview';
import { drawMap } from './draw-map';
import { readRankingQuery } from './rankings/ranking-query';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const { query, refused } = readRankingQuery(event.url.searchParams);
		const { framework, period, sector } = query;
		const overview = await getOverview(ctx, {
			framework,
			period,
			sector: sector === 'all' ? undefined : sector
		});
		if (!overview) return { refused, overview: undefined, map: undefined };
		const view = overviewView(overview, locale, ctx.now);
		return {
			refused: [...refused, ...overview.ranking.refused],
			overview: view,
			map: drawMap(view, locale),
			isDemonstration: overview.ranking.round.isDemonstration,
			printNote: {
				framework: view.round.frameworkName,
				version: view.round.frameworkVersion,
				...(view.round.hash ? { hash: view.round.hash } : {})
			}
		};
	});
