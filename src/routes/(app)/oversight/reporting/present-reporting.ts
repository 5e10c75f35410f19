import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import type { Context } from '$lib/server/context';
import { getReporting } from '$lib/server/services/reporting/get-reporting';
import type { reportingQuerySchema } from '$lib/view/reporting-query';
import type { z } from 'zod';

export type ReportingPageQuery = z.infer<typeof reportingQuerySchema>;

/** The table of a query, with names in one language. Where the rows are periods, those of indicators are not needed. */
export async function presentReporting(
	ctx: Context,
	query: ReportingPageQuery,
	locale: Locale,
	pageSize?: number
) {
	const found = await getReporting(
		ctx,
		{
			...query,
			by: query.by === 'unit' ? 'unit' : 'indicator',
			page: query.by === 'period' ? 1 : query.page,
			framework: query.framework || undefined,
			unit: query.unit || undefined,
			indicator: query.indicator || undefined,
			sector: query.sector || undefined
		},
		pageSize
	);
	return {
		...found,
		rows: found.rows.map((row) => ({
			code: row.code,
			name: localised(row.name, locale),
			parent: row.parentName ? localised(row.parentName, locale) : '',
			counts: row.counts,
			periods: row.periods
		})),
		frameworks: found.frameworks.map(({ frameworkCode, frameworkName }) => ({
			code: frameworkCode,
			name: localised(frameworkName, locale)
		})),
		indicators: found.indicators.map(({ code, name }) => ({ code, name: localised(name, locale) }))
	};
}
