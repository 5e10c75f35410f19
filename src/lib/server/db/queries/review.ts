import { sql, type SQL } from 'drizzle-orm';
import { isWithin, type Scope, type UnitPath } from '../../../domain/access/can';
import { defaultApprovalSteps, type ApprovalSteps } from '../../../domain/indicator/observation-flow';
import type {
	CellRef,
	ReviewFilter,
	ReviewRow,
	ReviewStep,
	ShownIndicator,
	ShownUnit
} from '../../../domain/indicator/review-cell';
import { reportDueDay } from '../../../domain/indicator/report-due';
import { parsePeriod, periodEndExclusive, periodStart, shiftPeriod } from '../../../domain/period/period';
import { selectRows, type Db, type Tx } from '../client';
import { withinScope } from './unit';

/** Approvals that a unit's values need: what the nearest unit up the tree says. */
export async function getApprovalSteps(db: Db | Tx, unitPath: UnitPath): Promise<ApprovalSteps> {
	const ids = unitPath.split('.').map(Number);
	const [row] = await selectRows<{ steps: number }>(
		db,
		sql`select approval_steps as steps from "unit" where id in ${ids} and approval_steps is not null
			order by length(path) desc limit 1`
	);
	return row?.steps === 2 ? 2 : defaultApprovalSteps;
}

/** As `getApprovalSteps`, of many units: few units say how many approvals they ask for. */
export async function listApprovalSteps(
	db: Db | Tx,
	unitPaths: readonly UnitPath[]
): Promise<ReadonlyMap<UnitPath, ApprovalSteps>> {
	const setters = await selectRows<{ path: UnitPath; steps: number }>(
		db,
		sql`select path, approval_steps as steps from "unit" where approval_steps is not null order by length(path) desc`
	);
	return new Map(
		unitPaths.map((path) => {
			const nearest = setters.find((setter) => isWithin(path, setter.path));
			return [path, nearest?.steps === 2 ? 2 : defaultApprovalSteps];
		})
	);
}

/** The few units that say how many approvals they ask for; to be named in a `with`. */
export const approvalSetters = sql`setter as materialized (select path, approval_steps from "unit" where approval_steps is not null)`;
/** Of the row's `"unit"`, by the nearest setter. */
export const approvalSteps = sql`coalesce((select s.approval_steps from setter s
	where "unit".path = s.path or "unit".path like s.path || '.%' order by length(s.path) desc limit 1), ${defaultApprovalSteps})`;

/** Whose queue it is: what waits for this step, within a scope, without what the reader answers for. */
export interface QueueOf {
	readonly step: ReviewStep;
	readonly scope: Scope;
	/** subtrees of the reader's own, on which others decide */
	readonly ownPaths: readonly UnitPath[];
	readonly filter: ReviewFilter;
}

/** Cells of a queue: `o`, `"unit"`, `i` and the period `p`, as far as they match. */
function queueSource({ step, scope, ownPaths, filter }: QueueOf): SQL {
	const periods = filter.periods.map(parsePeriod);
	const starts = periods.map(periodStart).sort();
	const values = periods.map((period) => {
		const previous = shiftPeriod(period, -1);
		return sql`(${period.code}::text, ${periodEndExclusive(period)}::date, ${previous.code}::text, ${periodStart(previous)}::date)`;
	});
	const conditions: SQL[] = [
		sql`o.status = 'submitted'`,
		// Constants lead the planner to the partitions of these years and to the index of a period.
		sql`o.period in ${filter.periods}`,
		sql`o.period_start between ${starts[0]}::date and ${starts.at(-1)}::date`
	];
	const within = withinScope(scope);
	if (within) conditions.push(within);
	for (const path of step === 'review' ? ownPaths : []) {
		conditions.push(
			sql`not ("unit".path = ${path} or "unit".path like ${`${path}.%`} or ${path} like "unit".path || '.%')`
		);
	}
	const isEndorsed = sql`o.endorsed_at is not null`;
	if (step === 'endorse') conditions.push(sql`${approvalSteps} = 2 and not ${isEndorsed}`);
	else if (filter.flag === 'waiting') conditions.push(sql`${approvalSteps} = 2 and not ${isEndorsed}`);
	else conditions.push(sql`(${isEndorsed} or ${approvalSteps} = 1)`);
	if (filter.round !== undefined) {
		const { id, indicators } = filter.round;
		conditions.push(
			sql`exists (select 1 from round_unit ru where ru.round_id = ${id} and ru.unit_id = o.unit_id)`,
			indicators.length > 0 ? sql`i.code in ${indicators}` : sql`false`
		);
	}
	if (filter.unit !== undefined) {
		conditions.push(sql`exists (select 1 from "unit" root where root.code = ${filter.unit}
			and ("unit".path = root.path or "unit".path like root.path || '.%'))`);
	}
	if (filter.sector !== undefined) conditions.push(sql`"unit".sector = ${filter.sector}`);
	if (filter.indicator !== undefined) conditions.push(sql`i.code = ${filter.indicator}`);
	if (filter.flag === 'late') conditions.push(isLate);
	if (filter.flag === 'absent') conditions.push(sql`o.missing_reason is not null`);
	if (filter.flag === 'finding') {
		conditions.push(
			sql`exists (select 1 from observation_finding f where ${ofCell('f')} and f.resolved_at is null)`
		);
	}
	return sql`observation o join "unit" on "unit".id = o.unit_id join indicator i on i.id = o.indicator_id
		join (values ${sql.join(values, sql`, `)}) as p(code, ends, previous, previous_starts) on p.code = o.period
		where ${sql.join(conditions, sql` and `)}`;
}

/** As `reportDueAt`, in the zone of the unit; by the first submission, for what is late stays late. */
const isLate = sql`coalesce(o.first_submitted_at, o.submitted_at)
	> (p.ends + ${reportDueDay}::int)::timestamp at time zone "unit".time_zone`;

const ofCell = (alias: string): SQL => {
	const f = sql.identifier(alias);
	return sql`${f}.unit_id = o.unit_id and ${f}.indicator_id = o.indicator_id and ${f}.period = o.period`;
};

export async function countReviewCells(db: Db, queue: QueueOf): Promise<number> {
	if (queue.filter.periods.length === 0) return 0;
	const [row] = await selectRows<{ count: number }>(
		db,
		sql`with ${approvalSetters} select count(*)::int as count from ${queueSource(queue)}`
	);
	return row?.count ?? 0;
}

/** A page of a queue: newest period first, unit by unit. */
export async function listReviewCells(
	db: Db,
	queue: QueueOf,
	page: { readonly limit: number; readonly offset: number }
): Promise<ReviewRow[]> {
	if (queue.filter.periods.length === 0) return [];
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with ${approvalSetters}, page as (
				select ${shownColumns}, o.period, o.revision, o.status, o.value, o.numerator, o.denominator, o.distribution,
					o.missing_reason, o.note, o.entered_by, o.submitted_at, o.endorsed_at is not null as is_endorsed,
					o.unit_id, o.indicator_id, ${isLate} as is_late, ${approvalSteps} as steps, p.previous, p.previous_starts,
					row_number() over (order by o.period_start desc, o.period desc, "unit".code, i.code) as place
				from ${queueSource(queue)} order by place limit ${page.limit} offset ${page.offset}
			)
			select o.*, person.name as entered_by_name, before.value as previous_value,
				(select count(*)::int from evidence e where e.subject = 'observation'
					and e.subject_key = o.unit_code || '/' || o.indicator_code || '/' || o.period and e.removed_at is null) as evidence_count,
				coalesce(found.all_count, 0) as finding_count, coalesce(found.unjustified_count, 0) as unjustified_count
			from page o
			left join app_user person on person.id = o.entered_by
			left join lateral (
				select s.value from series s where s.unit_id = o.unit_id and s.indicator_id = o.indicator_id
					and s.period = o.previous and s.period_start = o.previous_starts
				order by (s.provenance <> 'own') limit 1
			) before on true
			left join lateral (
				select count(*)::int as all_count, (count(*) filter (where f.justification is null))::int as unjustified_count
				from observation_finding f where ${ofCell('f')} and f.resolved_at is null
			) found on true
			order by o.place`
	);
	return rows.map((row) => ({
		unit: toShownUnit(row),
		indicator: toShownIndicator(row),
		period: row['period'] as string,
		revision: row['revision'] as number,
		status: row['status'] as ReviewRow['status'],
		entry: toEntry(row),
		previous: row['previous_value'] as number | null,
		enteredByName: row['entered_by_name'] as string | null,
		submittedAt: row['submitted_at'] === null ? null : new Date(row['submitted_at'] as string),
		isLate: row['is_late'] === true,
		isEndorsed: row['is_endorsed'] === true,
		steps: row['steps'] === 2 ? 2 : 1,
		evidenceCount: row['evidence_count'] as number,
		findingCount: row['finding_count'] as number,
		unjustifiedCount: row['unjustified_count'] as number
	}));
}

/** The cells of a queue that nobody wrote since `asOf`, in its order, at most `limit`: what "all of these" means. */
export async function listReviewRefs(
	db: Db | Tx,
	queue: QueueOf,
	asOf: Date,
	limit: number
): Promise<CellRef[]> {
	if (queue.filter.periods.length === 0) return [];
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with ${approvalSetters} select o.unit_id, o.indicator_id, o.period, o.revision from ${queueSource(queue)}
			and o.entered_at <= ${asOf.toISOString()}::timestamptz
			order by o.period_start desc, o.period desc, "unit".code, i.code limit ${limit}`
	);
	return rows.map((row) => ({
		unitId: row['unit_id'] as number,
		indicatorId: row['indicator_id'] as number,
		period: row['period'] as string,
		revision: row['revision'] as number
	}));
}

const shownColumns = sql`"unit".code as unit_code, "unit".name_en as unit_en, "unit".name_zh as unit_zh, "unit".path as unit_path,
	i.code as indicator_code, i.name_en as indicator_en, i.name_zh as indicator_zh, i.measure, i.unit_label_en, i.unit_label_zh,
	i.decimals, i.frequency`;

export function toShownUnit(row: Record<string, unknown>): ShownUnit {
	return {
		id: row['unit_id'] as number,
		code: row['unit_code'] as string,
		name: { en: row['unit_en'] as string, 'zh-CN': row['unit_zh'] as string },
		path: row['unit_path'] as string
	};
}

function toShownIndicator(row: Record<string, unknown>): ShownIndicator {
	return {
		id: row['indicator_id'] as number,
		code: row['indicator_code'] as string,
		name: { en: row['indicator_en'] as string, 'zh-CN': row['indicator_zh'] as string },
		measure: row['measure'] as ShownIndicator['measure'],
		unitLabel: { en: row['unit_label_en'] as string, 'zh-CN': row['unit_label_zh'] as string },
		decimals: row['decimals'] as number,
		frequency: row['frequency'] as ShownIndicator['frequency']
	};
}

export function toEntry(row: Record<string, unknown>): ReviewRow['entry'] {
	return {
		value: row['value'] as number | null,
		numerator: row['numerator'] as number | null,
		denominator: row['denominator'] as number | null,
		distribution: row['distribution'] as ReviewRow['entry']['distribution'],
		missingReason: row['missing_reason'] as ReviewRow['entry']['missingReason'],
		note: row['note'] as string | null
	};
}
