import { getRanking } from '$lib/server/services/ranking/get-ranking';
import { answer } from '$lib/server/hooks/answer';
import { rankingView } from '$lib/view/ranking';
import { drawRanking } from './draw-ranking';
import { readRankingQuery } from './ranking-query';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const { query, refused } = readRankingQuery(event.url.searchParams);
		const ranking = await getRanking(ctx, query);
		if (!ranking) return { refused, ranking: undefined, chart: undefined };
		const view = rankingView(ranking, locale);
		return {
			refused: [...refused, ...view.refused],
			ranking: view,
			chart: drawRanking(ranking, view, locale),
			isDemonstration: ranking.round.isDemonstration,
			printNote: {
				framework: view.round.frameworkName,
				version: view.round.frameworkVersion,
				...(view.round.hash ? { hash: view.round.hash } : {})
			}
		};
	});
