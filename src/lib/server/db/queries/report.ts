import { sql, type SQL } from 'drizzle-orm';
import type { Scope, UnitPath } from '../../../domain/access/can';
import type { Histogram, ObservationStatus } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import { selectRows, type Db } from '../client';
import { withinScope } from './unit';

/** What may be read of reports: all of some units, and of the others what counts and is published, tree by tree. */
export interface ReportReach {
	/** whose reports may all be read; undefined: nobody's */
	readonly whole: Scope | undefined;
	/** by which the published ones may be read */
	readonly published: Scope;
	/** the first hidden day of each tree, by the id of its root */
	readonly until: ReadonlyMap<number, string>;
}

export interface ReportFilter {
	readonly units?: readonly string[] | undefined;
	readonly subtree?: UnitPath | undefined;
	readonly indicatorIds?: readonly number[] | undefined;
	/** first and last day on which its period begins, ISO, both included */
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	readonly period?: string | undefined;
	readonly statuses?: readonly ObservationStatus[] | undefined;
	/** what was known at this moment; asks for `whole` */
	readonly knownOn?: Date | undefined;
}

/** Place in the list: unit, indicator, first day, period. */
export type ReportPlace = readonly [unitId: number, indicatorId: number, start: string, period: string];

export interface Report {
	readonly place: ReportPlace;
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly status: ObservationStatus;
	readonly revision: number;
	readonly source: string;
	readonly submittedAt: Date | null;
	/** of those whose reports may all be read */
	readonly inside:
		| {
				readonly note: string | null;
				readonly returnReason: string | null;
				readonly enteredAt: Date;
				readonly enteredBy: string | null;
		  }
		| undefined;
}

/** Reports in the order of their places, from the one after `after` on. */
export async function listReports(
	db: Db,
	reach: ReportReach,
	filter: ReportFilter,
	after: ReportPlace | undefined,
	limit: number
): Promise<Report[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select o.unit_id, o.indicator_id, o.period_start::text as start, o.period, "unit".code as unit, i.code as indicator,
				o.value, o.numerator, o.denominator, o.distribution, o.missing_reason, o.note, o.status, o.revision, o.source,
				o.submitted_at, o.return_reason, o.entered_at, a.name as entered_by, ${isWhole(reach)} as is_whole
			from ${filter.knownOn ? knownThen(filter.knownOn) : sql`observation o`}
			join "unit" on "unit".id = o.unit_id
			join indicator i on i.id = o.indicator_id
			left join app_user a on a.id = o.entered_by
			where ${isReadable(reach)} and ${sql.join(conditionsOf(filter), sql` and `)}
				${after ? sql`and (o.unit_id, o.indicator_id, o.period_start, o.period) > (${after[0]}::int, ${after[1]}::int, ${after[2]}::date, ${after[3]}::text)` : sql``}
			order by o.unit_id, o.indicator_id, o.period_start, o.period limit ${limit}`
	);
	return rows.map(toReport);
}

function isWhole({ whole }: ReportReach): SQL {
	return whole ? sql`(${withinScope(whole) ?? sql`true`})` : sql`false`;
}

function isReadable(reach: ReportReach): SQL {
	if (reach.until.size === 0) return isWhole(reach);
	const trees = [...reach.until].map(([root, until]) => sql`(${String(root)}::text, ${until}::date)`);
	return sql`(${isWhole(reach)} or (o.status in ('submitted', 'approved') and ${withinScope(reach.published) ?? sql`true`}
		and exists (select 1 from (values ${sql.join(trees, sql`, `)}) as t(root, until)
			where t.root = split_part("unit".path, '.', 1) and o.period_start + ${lengthOf} <= t.until)))`;
}

const lengthOf = sql`(case when o.period like '____-Q_' then interval '3 months' when o.period like '____-H_' then interval '6 months'
	when length(o.period) = 4 then interval '1 year' else interval '1 month' end)`;

function conditionsOf(filter: ReportFilter): SQL[] {
	const { units, subtree, indicatorIds, from, to, period, statuses } = filter;
	return [
		sql`true`,
		...(units ? [sql`"unit".code in ${list(units)}`] : []),
		...(subtree === undefined ? [] : [sql`("unit".path = ${subtree} or "unit".path like ${`${subtree}.%`})`]),
		...(indicatorIds ? [sql`o.indicator_id in ${list(indicatorIds)}`] : []),
		...(from === undefined ? [] : [sql`o.period_start >= ${from}::date`]),
		...(to === undefined ? [] : [sql`o.period_start <= ${to}::date`]),
		...(period === undefined ? [] : [sql`o.period = ${period}`]),
		...(statuses ? [sql`o.status in ${list(statuses)}`] : [])
	];
}

function list(values: readonly (string | number)[]): SQL {
	if (values.length === 0) return sql`(null)`;
	return sql`(${sql.join(
		values.map((value) => sql`${value}`),
		sql`, `
	)})`;
}

/**
 * Observations as they stood at a moment, by their revisions. A cell's first report from a file has no revision of its own: it is
 * what the first change found, or what is there where nothing changed since.
 */
function knownThen(at: Date): SQL {
	const moment = sql`${at.toISOString()}::timestamptz`;
	const ofCell = sql`r.unit_id = n.unit_id and r.indicator_id = n.indicator_id and r.period = n.period`;
	const figure = (name: string, type: string) => sql`(s.state ->> ${name})::${sql.raw(type)}`;
	return sql`(
		select n.unit_id, n.indicator_id, n.period, n.period_start, ${figure('value', 'float8')} as value,
			${figure('numerator', 'float8')} as numerator, ${figure('denominator', 'float8')} as denominator,
			nullif(s.state -> 'distribution', 'null'::jsonb) as distribution, s.state ->> 'missingReason' as missing_reason,
			s.state ->> 'note' as note, s.state ->> 'status' as status, s.revision, s.source,
			s.submitted_at, null::text as return_reason, coalesce(s.changed_at, n.entered_at) as entered_at, s.changed_by as entered_by
		from observation n
		left join lateral (select r.after, r.revision, r.source, r.changed_by, r.changed_at from observation_revision r
			where ${ofCell} and r.changed_at <= ${moment} order by r.revision desc limit 1) last on true
		left join lateral (select r.before, r.revision from observation_revision r
			where ${ofCell} and r.changed_at > ${moment} order by r.revision limit 1) next on true
		cross join lateral (
			select last.after as state, last.revision, coalesce(last.source, n.source) as source, last.changed_by, last.changed_at,
				case when last.after ->> 'status' in ('submitted', 'approved') then last.changed_at end as submitted_at
			where last.revision is not null
			union all
			select next.before, next.revision - 1, n.source, null, null, n.first_submitted_at
			where last.revision is null and next.revision is not null and next.before is not null
				and (n.first_submitted_at is null or n.first_submitted_at <= ${moment})
			union all
			select jsonb_build_object('value', n.value, 'numerator', n.numerator, 'denominator', n.denominator,
				'distribution', n.distribution, 'missingReason', n.missing_reason, 'note', n.note, 'status', n.status),
				n.revision, n.source, n.entered_by, n.entered_at, n.submitted_at
			where last.revision is null and next.revision is null and n.entered_at <= ${moment}
		) s
	) o`;
}

function toReport(row: Record<string, unknown>): Report {
	const isInside = row['is_whole'] === true;
	const status = row['status'] as ObservationStatus;
	const reason = row['missing_reason'] as MissingReason | null;
	return {
		place: [
			row['unit_id'] as number,
			row['indicator_id'] as number,
			row['start'] as string,
			row['period'] as string
		],
		unit: row['unit'] as string,
		indicator: row['indicator'] as string,
		period: row['period'] as string,
		value: row['value'] as number | null,
		numerator: row['numerator'] as number | null,
		denominator: row['denominator'] as number | null,
		distribution: row['distribution'] as Histogram | null,
		// Until somebody has agreed that it does not apply, the public is told that nothing was reported: so it counts.
		missingReason: !isInside && reason === 'notApplicable' && status !== 'approved' ? 'notReported' : reason,
		status,
		revision: row['revision'] as number,
		source: row['source'] as string,
		submittedAt: toDate(row['submitted_at']),
		inside: isInside
			? {
					note: row['note'] as string | null,
					returnReason: row['return_reason'] as string | null,
					enteredAt: toDate(row['entered_at'])!,
					enteredBy: row['entered_by'] as string | null
				}
			: undefined
	};
}

function toDate(value: unknown): Date | null {
	return value === null || value === undefined ? null : new Date(value as string | Date);
}
