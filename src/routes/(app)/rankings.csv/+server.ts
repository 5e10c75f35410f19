import { DomainError } from '$lib/domain/errors';
import { answer } from '$lib/server/hooks/answer';
import { getRanking } from '$lib/server/services/ranking/get-ranking';
import { rankingCsv } from '$lib/view/ranking-csv';
import { readRankingQuery } from '../rankings/ranking-query';
import type { RequestHandler } from './$types';

/** The table of `/rankings` with the same parameters, all pages of it. What would be left out there is refused here. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { query, refused } = readRankingQuery(event.url.searchParams);
		const ranking = await getRanking(event.locals.ctx, query);
		if (!ranking) throw new DomainError('notFound', 'There is no ranking yet');
		const wrong = [...refused, ...ranking.refused][0];
		if (wrong) {
			throw new DomainError('invalidInput', `"${wrong.value}" does not fit "${wrong.parameter}" here`, {
				...wrong
			});
		}
		const { frameworkCode, period } = ranking.round;
		const fileName = `ranking-${frameworkCode}-${period}.csv`.replace(/[^\w.-]/g, '_');
		return new Response(rankingCsv(ranking), {
			headers: {
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="${fileName}"`
			}
		});
	});
