import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import { rowSet } from '../json-rows';
import { withinScope } from './unit';

/** A period of some indicators that a round asks its units for. */
export interface AskedPeriod {
	readonly roundId: number;
	readonly period: string;
	/** ISO days */
	readonly first: string;
	readonly last: string;
	readonly indicatorIds: readonly number[];
	/** false: looked at only to know what departments report for their region by another framework */
	readonly isCounted: boolean;
}

/** When a period is due where clocks go by a time zone. */
export interface DuePeriod {
	readonly period: string;
	readonly timeZone: string;
	readonly dueAt: Date;
}

export interface ReportFilter {
	/** path of the unit below which (and in which) is looked; the scope's own subtrees without it */
	readonly below?: string | undefined;
	readonly unitId?: number | undefined;
	readonly kind?: string | undefined;
	readonly sector?: string | undefined;
	readonly indicatorId?: number | undefined;
}

export interface ReportingQuery {
	readonly asked: readonly AskedPeriod[];
	readonly due: readonly DuePeriod[];
	readonly now: Date;
	readonly filter: ReportFilter;
}

/**
 * The cells that rounds ask for, each with its state, in one statement for all units:
 * what the rounds that count ask of the units that existed on the period's last day, less what a region's departments report for it, beside what
 * is stored. A value that nobody asks for is not in it, so no share can pass 100 %.
 */
export function reportCells(scope: Scope, { asked, due, now, filter }: ReportingQuery): SQL {
	const sets = [...new Set(asked.map(({ indicatorIds }) => indicatorIds.join(' ')))];
	const wanted = asked.map(({ roundId, period, first, last, indicatorIds, isCounted }) => ({
		round: roundId,
		period,
		first,
		last,
		set: sets.indexOf(indicatorIds.join(' ')),
		counted: isCounted
	}));
	const counted = asked.filter(({ isCounted }) => isCounted);
	const starts = counted.map(({ first }) => first).sort();
	const periods = [...new Set(counted.map(({ period }) => period))];
	const setRows = sets.map((ids, set) => ({ set, ids: ids.split(' ').map(Number) }));
	const dueRows = due.map(({ period, timeZone, dueAt }) => ({
		period,
		zone: timeZone,
		at: dueAt.toISOString()
	}));
	const below = filter.below;
	return sql`member as materialized (
			select ru.unit_id, t.set, t.period, t.first, bool_or(t.counted) as is_counted
			from ${rowSet(wanted, 'round int, period text, first date, last date, set int, counted boolean')}
			join round_unit ru on ru.round_id = t.round
			join "unit" on "unit".id = ru.unit_id
			where "unit".valid_from <= t.last and ("unit".valid_to is null or "unit".valid_to > t.last)
				and ${withinScope(scope) ?? sql`true`}
				${below === undefined ? sql`` : sql`and ("unit".path = ${below} or "unit".path like ${`${below}.%`})`}
			group by ru.unit_id, t.set, t.period, t.first
		), asked as materialized (
			select distinct m.unit_id, one.id as indicator_id, m.period, m.first
			from member m join ${rowSet(setRows, 'set int, ids int[]')} on t.set = m.set cross join unnest(t.ids) as one(id)
			where m.is_counted
		), covered as materialized (
			select distinct m.parent_id as unit_id, i.id as indicator_id, m.period
			from (select distinct d.parent_id, m.set, m.period from member m
				join "unit" d on d.id = m.unit_id and d.kind = 'department') m
			join ${rowSet(setRows, 'set int, ids int[]')} on t.set = m.set
			join indicator i on i.id = any(t.ids) and i.roll_up <> 'none'
		), stored as materialized (
			select o.unit_id, o.indicator_id, o.period, o.status, o.missing_reason, o.return_reason, o.first_submitted_at,
				o.submitted_at, o.entered_at
			from observation o
			where o.unit_id = any(array(select distinct unit_id from member))
				and o.period_start between ${starts[0]}::date and ${starts.at(-1)}::date and o.period in ${periods}
		), corrected as materialized (
			select r.unit_id, r.indicator_id, r.period, max(r.changed_at) as at from observation_revision r
			where r.unit_id = any(array(select distinct unit_id from member)) and r.period in ${periods} and r.before is not null
				and (${correctedFigures('before')}) is distinct from (${correctedFigures('after')})
			group by r.unit_id, r.indicator_id, r.period
		), report as (
			select e.unit_id, e.indicator_id, e.period, e.first, due.at as due_at,
				due.at < ${now.toISOString()}::timestamptz as is_due, o.status, o.missing_reason, o.return_reason,
				coalesce(o.first_submitted_at, o.submitted_at, o.entered_at) as given_at,
				greatest(case when o.submitted_at > o.first_submitted_at then o.submitted_at end, c.at) as changed_at
			from asked e
			join "unit" u on u.id = e.unit_id
			join ${sql`jsonb_to_recordset(${JSON.stringify(dueRows)}::text::jsonb) as due(period text, zone text, at timestamptz)`}
				on due.period = e.period and due.zone = u.time_zone
			left join stored o on o.unit_id = e.unit_id and o.indicator_id = e.indicator_id and o.period = e.period
			left join corrected c on c.unit_id = e.unit_id and c.indicator_id = e.indicator_id and c.period = e.period
			where not exists (select 1 from covered x where x.unit_id = e.unit_id and x.indicator_id = e.indicator_id
					and x.period = e.period)
				${filter.unitId === undefined ? sql`` : sql`and e.unit_id = ${filter.unitId}`}
				${filter.kind === undefined ? sql`` : sql`and u.kind = ${filter.kind}`}
				${filter.sector === undefined ? sql`` : sql`and u.sector = ${filter.sector}`}
				${filter.indicatorId === undefined ? sql`` : sql`and e.indicator_id = ${filter.indicatorId}`}
		), cell as materialized (
			select r.*, case
				when r.status = 'approved' and r.missing_reason = 'notApplicable' then 'notApplicable'
				when r.status in ('submitted', 'approved') and r.missing_reason is not null then 'empty'
				when r.status in ('submitted', 'approved') then case when r.given_at <= r.due_at then 'onTime' else 'late' end
				when r.status = 'returned' or r.return_reason is not null then 'returned'
				when r.status = 'draft' then 'draft'
				when r.is_due then 'missing' else 'notYetDue' end as state
			from report r
		)`;
}

function correctedFigures(column: 'before' | 'after'): SQL {
	const row = sql`r.${sql.raw(column)}`;
	return sql`${row}->>'value', ${row}->>'numerator', ${row}->>'denominator', ${row}->'distribution',
		coalesce(${row}->>'missingReason', ${row}->>'missing_reason')`;
}
