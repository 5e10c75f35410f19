import { answer } from '$lib/server/hooks/answer';
import { reportingCsv } from '$lib/view/reporting';
import { reportingQuerySchema } from '$lib/view/reporting-query';
import { presentReporting } from '../reporting/present-reporting';
import type { RequestHandler } from './$types';

/** More rows than any tree of units has. */
const mostRows = 20_000;

/** What the page of timeliness shows at the same address, all pages of it, as a file. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const query = reportingQuerySchema.parse(Object.fromEntries(event.url.searchParams));
		const found = await presentReporting(ctx, { ...query, page: 1 }, locale, mostRows);
		const rows =
			query.by === 'period'
				? [...found.byPeriod].map(([code, counts]) => ({
						code,
						name: code,
						parent: '',
						counts,
						periods: new Map()
					}))
				: found.rows;
		return new Response(reportingCsv(rows, query.by === 'period' ? [] : found.periods), {
			headers: {
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="reporting-${query.by}-${found.from}-${found.to}.csv"`
			}
		});
	});
