import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import {
	comparePeriods,
	findPeriod,
	periodOfDate,
	shiftPeriod,
	type Period
} from '../../../domain/period/period';
import { spanOf } from '../../../domain/reporting/asked-periods';
import { noReports } from '../../../domain/reporting/report-state';
import type { UnitKind } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listReportingRows, type ReportingOrder, type ReportingTable } from '../../db/queries/reporting';
import { listSectors } from '../../db/queries/unit';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { readAsked, type AskedReports } from './read-asked';

export interface ReportingSearch {
	readonly by: 'unit' | 'indicator';
	readonly framework?: string | undefined;
	/** the subtree of this unit */
	readonly unit?: string | undefined;
	readonly indicator?: string | undefined;
	readonly kind?: UnitKind | undefined;
	readonly sector?: string | undefined;
	/** first and last month */
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	readonly order: ReportingOrder;
	/** from 1 */
	readonly page: number;
}

export interface Reporting extends ReportingTable, Pick<AskedReports, 'periods' | 'frameworks'> {
	/** that may be chosen */
	readonly indicators: readonly Indicator[];
	readonly sectors: readonly string[];
	/** months that may be chosen, newest first */
	readonly months: readonly string[];
	readonly from: string;
	readonly to: string;
	readonly pageSize: number;
}

const monthsShown = 12;
const mostMonths = 24;
const choosableMonths = 36;

/**
 * Timeliness and completeness of the reports that the actor oversees, by unit or by indicator, each by period.
 * @throws DomainError `unknownUnit`, `forbidden`
 */
export async function getReporting(ctx: Context, search: ReportingSearch, pageSize = 25): Promise<Reporting> {
	const all = demand(ctx.actor, 'reporting.oversee');
	const within = search.unit ? await getPermittedUnit(ctx, 'reporting.oversee', search.unit) : undefined;
	const scope = within?.scope ?? all;
	const { first, last, newest } = chooseMonths(ctx.now, search);
	const asked = await readAsked(ctx, scope, spanOf(first, last), ({ frameworkCode }) =>
		search.framework === undefined ? true : frameworkCode === search.framework
	);
	const indicatorId = search.indicator
		? (asked.indicators.find(({ code }) => code === search.indicator)?.id ?? -1)
		: undefined;
	const table =
		asked.periods.length === 0
			? emptyTable
			: await listReportingRows(
					ctx.db,
					scope,
					{
						asked: asked.asked,
						due: asked.due,
						now: ctx.now,
						filter: { kind: search.kind, sector: search.sector, indicatorId }
					},
					{ by: search.by, order: search.order, limit: pageSize, offset: (search.page - 1) * pageSize }
				);
	return {
		...table,
		periods: asked.periods,
		frameworks: asked.frameworks,
		indicators: asked.indicators,
		sectors: await listSectors(ctx.db, scope),
		months: Array.from({ length: choosableMonths }, (_, at) => shiftPeriod(newest, -at).code),
		from: first.code,
		to: last.code,
		pageSize
	};
}

const emptyTable: ReportingTable = { rows: [], total: 0, counts: noReports, byPeriod: new Map() };

/** The months that are looked at: the last twelve that are over, or those chosen, at most two years of them. */
export function chooseMonths(
	now: Date,
	wanted: { readonly from?: string | undefined; readonly to?: string | undefined }
): { first: Period; last: Period; newest: Period } {
	const newest = shiftPeriod(periodOfDate(now.toISOString(), 'month'), -1);
	const month = (code: string | undefined): Period | undefined => {
		const found = code === undefined ? undefined : findPeriod(code);
		return found?.kind === 'month' && comparePeriods(found, newest) <= 0 ? found : undefined;
	};
	const last = month(wanted.to) ?? newest;
	const earliest = shiftPeriod(last, 1 - mostMonths);
	const from = month(wanted.from) ?? shiftPeriod(last, 1 - monthsShown);
	const first = comparePeriods(from, last) > 0 ? last : comparePeriods(from, earliest) < 0 ? earliest : from;
	return { first, last, newest };
}
