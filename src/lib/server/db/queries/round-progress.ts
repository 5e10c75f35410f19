import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { StageWindow } from '../../../domain/round/round';
import type { LocalisedName } from '../../../domain/unit/unit';
import { selectRows, type Db, type Tx } from '../client';
import { assessment, roundStageWindow, roundUnit, unit } from '../schema';
import { withinScope } from './unit';

/** A cell that units report: an indicator for a period, and until when it is on time: alike for all cells of a period. */
export interface ReportCell {
	readonly indicatorId: number;
	readonly period: string;
	/** ISO date */
	readonly periodStart: string;
	readonly dueAt: Date;
}

/** How far one unit is with its cells. */
export interface UnitProgress {
	readonly code: string;
	readonly name: LocalisedName;
	readonly parentName: LocalisedName | null;
	/** cells with a value, or with a reason that somebody gave */
	readonly reported: number;
	/** the same by period */
	readonly reportedBy: Readonly<Record<string, number>>;
	/** of these, cells that came after they were due */
	readonly late: number;
}

/** Progress of the units of a round within the scope, in one statement, by code. */
export async function listUnitProgress(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	cells: readonly ReportCell[]
): Promise<UnitProgress[]> {
	const within = withinScope(scope) ?? sql`true`;
	const reports = cells.length === 0 ? noReports : countReports(roundId, cells);
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select "unit".code, "unit".short_name_en, "unit".short_name_zh, parent.short_name_en as parent_en,
				parent.short_name_zh as parent_zh, coalesce(r.reported, 0) as reported, coalesce(r.late, 0) as late, r.reported_by
			from round_unit ru join "unit" on "unit".id = ru.unit_id
			left join "unit" parent on parent.id = "unit".parent_id
			left join (${reports}) r on r.unit_id = ru.unit_id
			where ru.round_id = ${roundId} and ${within} order by "unit".code`
	);
	return rows.map((row) => ({
		code: row['code'] as string,
		name: { en: row['short_name_en'] as string, 'zh-CN': row['short_name_zh'] as string },
		parentName:
			row['parent_en'] === null
				? null
				: { en: row['parent_en'] as string, 'zh-CN': row['parent_zh'] as string },
		reported: row['reported'] as number,
		reportedBy: (row['reported_by'] as Record<string, number> | null) ?? {},
		late: row['late'] as number
	}));
}

const noReports = sql`select null::int as unit_id, 0 as reported, 0 as late, null::jsonb as reported_by where false`;

/**
 * Cells of a round's units that are there, and those that came late, by unit. Periods and indicators are named once more beside the
 * cells: only constants lead the planner to the index. A region's own report and its roll-up are one cell.
 */
function countReports(roundId: number, cells: readonly ReportCell[]): SQL {
	const starts = cells.map((cell) => cell.periodStart).sort();
	const periods = [...new Set(cells.map((cell) => cell.period))];
	const indicatorIds = [...new Set(cells.map((cell) => cell.indicatorId))];
	// One row a period: the planner takes these rows in a loop, and there are a few, not one for every indicator.
	const wanted = periods.map((period) => {
		const ofPeriod = cells.filter((cell) => cell.period === period);
		const ids = sql.join(
			ofPeriod.map((cell) => sql`${cell.indicatorId}::int`),
			sql`, `
		);
		return sql`(${period}::text, array[${ids}], ${ofPeriod[0]!.dueAt.toISOString()}::timestamptz)`;
	});
	return sql`select of_period.unit_id, sum(reported)::int as reported, sum(late)::int as late,
			jsonb_object_agg(of_period.period, reported) as reported_by
		from (
		select cell.unit_id, cell.period, count(*) as reported, count(*) filter (where cell.submitted_at > c.due_at) as late
		from (
			select s.unit_id, s.indicator_id, s.period, max(s.submitted_at) as submitted_at from series s
			where s.period in ${periods} and s.indicator_id in ${indicatorIds}
				and s.period_start between ${starts[0]}::date and ${starts.at(-1)}::date
				and s.unit_id = any(array(select member.unit_id from round_unit member where member.round_id = ${roundId}))
				and s.missing_reason is distinct from 'notReported'
			group by s.unit_id, s.indicator_id, s.period
		) cell
		join (values ${sql.join(wanted, sql`, `)}) as c(period, indicator_ids, due_at)
			on c.period = cell.period and cell.indicator_id = any(c.indicator_ids)
		group by cell.unit_id, cell.period) of_period
		group by of_period.unit_id`;
}

export interface AssessmentProgress {
	readonly total: number;
	readonly submitted: number;
	/** not submitted though due */
	readonly overdue: number;
}

/** How many assessments of a round are in, of units within the scope. */
export async function countAssessments(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	now: Date
): Promise<AssessmentProgress> {
	const isIn = sql`${assessment.status} in ('submitted', 'locked')`;
	const [row] = await db
		.select({
			total: sql<number>`count(*)::int`,
			submitted: sql<number>`(count(*) filter (where ${isIn}))::int`,
			overdue: sql<number>`(count(*) filter (where not ${isIn} and ${assessment.dueAt} < ${now.toISOString()}::timestamptz))::int`
		})
		.from(assessment)
		.innerJoin(unit, eq(unit.id, assessment.unitId))
		.where(and(eq(assessment.roundId, roundId), withinScope(scope)));
	return row ?? { total: 0, submitted: 0, overdue: 0 };
}

/** When the stages of some rounds open and close, in time order. */
export async function listStageWindows(
	db: Db | Tx,
	roundIds: readonly number[]
): Promise<(StageWindow & { roundId: number })[]> {
	if (roundIds.length === 0) return [];
	return db
		.select({
			roundId: roundStageWindow.roundId,
			stage: roundStageWindow.stage,
			opensAt: roundStageWindow.opensAt,
			closesAt: roundStageWindow.closesAt
		})
		.from(roundStageWindow)
		.where(inArray(roundStageWindow.roundId, [...roundIds]))
		.orderBy(asc(roundStageWindow.closesAt));
}

/** Which of these rounds have a unit within the scope. */
export async function listRoundsWithUnits(
	db: Db | Tx,
	scope: Scope,
	roundIds: readonly number[]
): Promise<Set<number>> {
	if (roundIds.length === 0) return new Set();
	const rows = await db
		.selectDistinct({ roundId: roundUnit.roundId })
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.where(and(inArray(roundUnit.roundId, [...roundIds]), withinScope(scope)));
	return new Set(rows.map((row) => row.roundId));
}
