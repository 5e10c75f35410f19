import { localised } from '$lib/i18n/words/localised';
import { answer } from '$lib/server/hooks/answer';
import { getTrendPage } from '$lib/server/services/trend/get-trend-page';
import { trendCsv } from '$lib/view/trend-csv';
import { parseTrendQuery } from '$lib/view/trend-query';
import type { RequestHandler } from './$types';

/** The figures that the page of trends shows at the same address, as a file. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { locals, url } = event;
		const { trend } = await getTrendPage(locals.ctx, parseTrendQuery(url.searchParams));
		const rows = trend
			? trendCsv(
					trend.indicator,
					trend.units.map(({ id, code, name }) => ({ id, code, name: localised(name, locals.locale) })),
					trend.periods,
					trend.figures
				)
			: trendCsv({ code: '', measure: '' }, [], [], []);
		return new Response(rows, {
			headers: {
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="${fileName(trend?.indicator.code)}"`
			}
		});
	});

function fileName(indicator = 'trends'): string {
	return `${indicator.replace(/[^A-Za-z0-9._-]/g, '_')}.csv`;
}
