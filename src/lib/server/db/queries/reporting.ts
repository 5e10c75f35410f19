import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { ReportCounts, ReportState } from '../../../domain/reporting/report-state';
import type { LocalisedName } from '../../../domain/unit/unit';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { reportCells, type ReportingQuery } from './reporting-cells';
import { withinScope } from './unit';

const countColumns = sql`
	(count(*) filter (where is_due and state <> 'notApplicable'))::int as due,
	(count(*) filter (where is_due and state = 'onTime'))::int as on_time,
	(count(*) filter (where is_due and state = 'late'))::int as late,
	(count(*) filter (where is_due and state = 'empty'))::int as empty,
	(count(*) filter (where is_due and state = 'returned'))::int as returned,
	(count(*) filter (where is_due and state = 'draft'))::int as draft,
	(count(*) filter (where is_due and state = 'missing'))::int as missing,
	(count(*) filter (where is_due and state in ('onTime', 'late') and changed_at > due_at))::int as edited,
	(count(*) filter (where not is_due and state = 'onTime'))::int as early,
	(count(*) filter (where not is_due and state not in ('onTime', 'notApplicable')))::int as not_yet_due,
	(count(*) filter (where state = 'notApplicable'))::int as not_applicable`;

/** Sums of the same columns over rows that are counted already. */
const sumColumns = sql.raw(
	[
		'due',
		'on_time',
		'late',
		'empty',
		'returned',
		'draft',
		'missing',
		'edited',
		'early',
		'not_yet_due',
		'not_applicable'
	]
		.map((name) => `sum(${name})::int as ${name}`)
		.join(', ')
);

function toCounts(row: Record<string, unknown>): ReportCounts {
	const count = (name: string): number => Number(row[name] ?? 0);
	return {
		due: count('due'),
		onTime: count('on_time'),
		late: count('late'),
		empty: count('empty'),
		returned: count('returned'),
		draft: count('draft'),
		missing: count('missing'),
		edited: count('edited'),
		early: count('early'),
		notYetDue: count('not_yet_due'),
		notApplicable: count('not_applicable')
	};
}

export const reportingOrders = ['worst', 'late', 'absent', 'code'] as const;
export type ReportingOrder = (typeof reportingOrders)[number];

const orders: Record<ReportingOrder, SQL> = {
	// Shares of nothing stand last.
	worst: sql`(on_time + late)::float8 / nullif(due, 0) asc nulls last, on_time::float8 / nullif(due, 0) asc nulls last, code`,
	late: sql`late::float8 / nullif(due, 0) desc nulls last, late desc, code`,
	absent: sql`due - on_time - late desc, late desc, code`,
	code: sql`code`
};

export interface ReportingRow {
	readonly code: string;
	readonly name: LocalisedName;
	readonly parentName: LocalisedName | null;
	readonly counts: ReportCounts;
	/** by period */
	readonly periods: ReadonlyMap<string, ReportCounts>;
}

export interface ReportingTable {
	readonly rows: readonly ReportingRow[];
	/** how many rows there are on all pages */
	readonly total: number;
	readonly counts: ReportCounts;
	readonly byPeriod: ReadonlyMap<string, ReportCounts>;
}

/** A page of units or indicators with their cells counted, by period too, and the sums of all rows: one statement. */
export async function listReportingRows(
	db: Db,
	scope: Scope,
	query: ReportingQuery,
	at: {
		readonly by: 'unit' | 'indicator';
		readonly order: ReportingOrder;
		readonly limit: number;
		readonly offset: number;
	}
): Promise<ReportingTable> {
	const id = at.by === 'unit' ? sql`cell.unit_id` : sql`cell.indicator_id`;
	const named =
		at.by === 'unit'
			? sql`select s.*, u.code, u.short_name_en as name_en, u.short_name_zh as name_zh, p.short_name_en as parent_en,
				p.short_name_zh as parent_zh from summed s join "unit" u on u.id = s.id left join "unit" p on p.id = u.parent_id`
			: sql`select s.*, i.code, i.name_en, i.name_zh, null::text as parent_en, null::text as parent_zh
				from summed s join indicator i on i.id = s.id`;
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with ${reportCells(scope, query)}, summed as materialized (
				select ${id} as id, ${countColumns} from cell group by 1
			), paged as materialized (
				select named.*, count(*) over ()::int as total, row_number() over (order by ${orders[at.order]})::int as place
				from (${named}) named order by place limit ${at.limit} offset ${at.offset}
			), dated as (
				select ${id} as id, cell.period, ${countColumns} from cell where ${id} in (select id from paged) group by 1, 2
			)
			select 'row' as part, to_jsonb(paged) as data from paged
			union all select 'cell', to_jsonb(dated) from dated
			union all select 'period', to_jsonb(x) from (select period, ${countColumns} from cell group by period) x
			union all select 'all', to_jsonb(x) from (select ${sumColumns}, count(*)::int as total from summed) x`
	);
	const of = (part: string): Record<string, unknown>[] =>
		rows.filter((row) => row['part'] === part).map((row) => row['data'] as Record<string, unknown>);
	const dated = of('cell');
	const [all] = of('all');
	return {
		rows: of('row')
			.sort((a, b) => Number(a['place']) - Number(b['place']))
			.map((row) => ({
				code: row['code'] as string,
				name: { en: row['name_en'] as string, 'zh-CN': row['name_zh'] as string },
				parentName:
					row['parent_en'] === null
						? null
						: { en: row['parent_en'] as string, 'zh-CN': row['parent_zh'] as string },
				counts: toCounts(row),
				periods: new Map(
					dated
						.filter((cell) => cell['id'] === row['id'])
						.map((cell) => [cell['period'] as string, toCounts(cell)])
				)
			})),
		total: Number(all?.['total'] ?? 0),
		counts: toCounts(all ?? {}),
		byPeriod: new Map(of('period').map((row) => [row['period'] as string, toCounts(row)]))
	};
}

/** One cell that a unit is asked for, as it stands. */
export interface ReportedCell {
	readonly indicatorId: number;
	readonly period: string;
	readonly state: ReportState;
	readonly dueAt: Date;
	/** when it was given away first; null where it never was */
	readonly givenAt: Date | null;
	readonly isEdited: boolean;
}

/** Every cell that one unit is asked for. */
export async function listReportedCellsOf(
	db: Db,
	scope: Scope,
	query: ReportingQuery
): Promise<ReportedCell[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with ${reportCells(scope, query)}
			select indicator_id, period, state, due_at, status, given_at,
				coalesce(state in ('onTime', 'late') and changed_at > due_at, false) as is_edited
			from cell order by first, period, indicator_id`
	);
	return rows.map((row) => ({
		indicatorId: row['indicator_id'] as number,
		period: row['period'] as string,
		state: row['state'] as ReportState,
		dueAt: new Date(row['due_at'] as string),
		givenAt:
			row['given_at'] === null || row['status'] === 'draft' ? null : new Date(row['given_at'] as string),
		isEdited: row['is_edited'] as boolean
	}));
}

/** The cells that one round asks for, counted by what is still to be done with them. */
export interface RoundCells {
	readonly asked: number;
	/** nothing was given away yet */
	readonly notReported: number;
	/** of these, those that are past their date */
	readonly overdue: number;
	/** sent back, and not given away again */
	readonly returned: number;
	/** given away, and neither approved nor returned */
	readonly undecided: number;
}

/** A unit of a round that has something left to report. */
export interface UnitLeft {
	readonly code: string;
	readonly name: LocalisedName;
	readonly parentName: LocalisedName | null;
	readonly notReported: number;
	readonly overdue: number;
	readonly returned: number;
}

/** What a round asks for, counted, and the units with most of it left, overdue first: one statement. At most `limit` units. */
export async function countRoundCells(
	db: Db | Tx,
	scope: Scope,
	query: ReportingQuery,
	roundId: number,
	limit: number
): Promise<{ readonly cells: RoundCells; readonly units: readonly UnitLeft[] }> {
	const own = query.asked
		.filter((asked) => asked.roundId === roundId)
		.map(({ period, indicatorIds }) => ({ period, ids: indicatorIds }));
	const none = { asked: 0, notReported: 0, overdue: 0, returned: 0, undecided: 0 };
	if (own.length === 0) return { cells: none, units: [] };
	const counts = sql`count(*)::int as asked,
		(count(*) filter (where state in ('missing', 'notYetDue', 'draft')))::int as "notReported",
		(count(*) filter (where state in ('missing', 'draft') and is_due))::int as overdue,
		(count(*) filter (where state = 'returned'))::int as returned,
		(count(*) filter (where status = 'submitted'))::int as undecided`;
	const rows = await selectRows<{ part: string; data: Record<string, unknown> }>(
		db,
		sql`with ${reportCells(scope, query)}, wanted as materialized (
				select cell.* from cell join round_unit ru on ru.unit_id = cell.unit_id and ru.round_id = ${roundId}
				where exists (select 1 from ${rowSet(own, 'period text, ids int[]')}
					where t.period = cell.period and cell.indicator_id = any(t.ids))
			)
			select 'all' as part, to_jsonb(x) as data from (select ${counts} from wanted) x
			union all select 'unit', to_jsonb(x) from (
				select u.code, u.short_name_en as en, u.short_name_zh as zh, p.short_name_en as "parentEn",
					p.short_name_zh as "parentZh", c.* from (select unit_id, ${counts} from wanted group by unit_id) c
				join "unit" u on u.id = c.unit_id left join "unit" p on p.id = u.parent_id
				where c."notReported" + c.returned > 0
				order by c.overdue desc, c."notReported" + c.returned desc, u.code limit ${limit}) x`
	);
	const count = (data: Record<string, unknown> | undefined, name: string): number =>
		Number(data?.[name] ?? 0);
	const all = rows.find(({ part }) => part === 'all')?.data;
	return {
		cells: {
			asked: count(all, 'asked'),
			notReported: count(all, 'notReported'),
			overdue: count(all, 'overdue'),
			returned: count(all, 'returned'),
			undecided: count(all, 'undecided')
		},
		units: rows
			.filter(({ part }) => part === 'unit')
			.map(({ data }) => ({
				code: data['code'] as string,
				name: { en: data['en'] as string, 'zh-CN': data['zh'] as string },
				parentName:
					data['parentEn'] === null
						? null
						: { en: data['parentEn'] as string, 'zh-CN': data['parentZh'] as string },
				notReported: count(data, 'notReported'),
				overdue: count(data, 'overdue'),
				returned: count(data, 'returned')
			}))
	};
}

/** Time zones of units, for the due days: a handful. */
export async function listTimeZones(db: Db, scope: Scope): Promise<string[]> {
	const rows = await selectRows<{ time_zone: string }>(
		db,
		sql`select distinct time_zone from "unit" where ${withinScope(scope) ?? sql`true`} limit 100`
	);
	return rows.map((row) => row.time_zone);
}
