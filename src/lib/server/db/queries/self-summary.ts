import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { SelfSummary, SelfTask } from '../../../domain/assessment/self-summary';
import type { RoundStage } from '../../../domain/round/round';
import { selectRows, type Db, type Tx } from '../client';
import { listStageWindows } from './round-progress';
import { withinScope } from './unit';

/** The units of a round within a scope, and how many scored indicators each has to speak of itself at: two tables for a `with`. */
function membersOf(scope: Scope, round: { readonly id: number; readonly frameworkVersionId: number }): SQL {
	return sql`member as materialized (
			select "unit".id, "unit".code, "unit".name_en, "unit".name_zh from round_unit ru join "unit" on "unit".id = ru.unit_id
			where ru.round_id = ${round.id} and ${withinScope(scope) ?? sql`true`}
		), node as materialized (
			select n.code, n.indicator_id from framework_node n join indicator i on i.id = n.indicator_id
			where n.framework_version_id = ${round.frameworkVersionId} and i.is_scored
		)`;
}

interface SummaryRow extends Record<string, unknown> {
	code: string;
	nameEn: string;
	nameZh: string;
	scored: number;
	total: number;
	submittedAt: string | null;
	self: number | null;
	reviewed: number | null;
	gap: number | null;
	widest: number | null;
	units: number;
	submitted: number;
}

export interface SelfSummaryPage {
	readonly rows: readonly SelfSummary[];
	/** units that the filter lets through */
	readonly total: number;
	/** of all units */
	readonly submitted: number;
	readonly units: number;
}

/**
 * What units of a round say of themselves beside what assessors came to: those that have not submitted first, then the widest mean
 * gap. Points of drafts are not told. One statement.
 */
export async function listSelfSummaries(
	db: Db | Tx,
	scope: Scope,
	round: { readonly id: number; readonly frameworkVersionId: number },
	page: { readonly state?: 'open' | 'submitted' | undefined; readonly limit: number; readonly offset: number }
): Promise<SelfSummaryPage> {
	const wanted =
		page.state === undefined
			? sql`true`
			: page.state === 'submitted'
				? sql`o."submittedAt" is not null`
				: sql`o."submittedAt" is null`;
	const rows = await selectRows<SummaryRow>(
		db,
		sql`with ${membersOf(scope, round)}, own as (
			select m.code, m.name_en as "nameEn", m.name_zh as "nameZh", count(*)::int as total, count(s.score)::int as scored,
				case when bool_and(s.status is not distinct from 'submitted') then max(s.submitted_at) end as "submittedAt",
				avg(s.score) filter (where s.status = 'submitted') as self, avg(i.value) as reviewed,
				avg(i.value - s.score) filter (where s.status = 'submitted') as gap,
				max(abs(i.value - s.score)) filter (where s.status = 'submitted') as widest
			from member m cross join node n
			left join self_assessment s on s.round_id = ${round.id} and s.unit_id = m.id and s.indicator_id = n.indicator_id
			left join round_input i on i.round_id = ${round.id} and i.unit_id = m.id and i.node_code = n.code
			group by m.id, m.code, m.name_en, m.name_zh
		), counted as (
			select count(*)::int as units, count("submittedAt")::int as submitted from own
		)
		select o.code, o."nameEn", o."nameZh", o.total, o.scored, o."submittedAt"::text as "submittedAt", o.self, o.reviewed, o.gap,
			o.widest, c.units, c.submitted
		from counted c
		left join own o on ${wanted}
		order by o."submittedAt" is not null, abs(o.gap) desc nulls last, o.code limit ${page.limit} offset ${page.offset}`
	);
	const counts = { units: rows[0]?.units ?? 0, submitted: rows[0]?.submitted ?? 0 };
	const open = counts.units - counts.submitted;
	return {
		...counts,
		total: page.state === undefined ? counts.units : page.state === 'submitted' ? counts.submitted : open,
		rows: rows.filter(({ code }) => code !== null).map(toSummary)
	};
}

function toSummary(row: SummaryRow): SelfSummary {
	const { code, scored, total, self, reviewed, gap, widest } = row;
	return {
		unit: { code, name: { en: row.nameEn, 'zh-CN': row.nameZh } },
		scored,
		total,
		submittedAt: row.submittedAt === null ? null : new Date(row.submittedAt),
		self,
		reviewed,
		gap,
		widest
	};
}

/** Units of a round that have not submitted what they say of themselves, by code. At most `limit`. */
export async function listUnitsWithoutSelf(
	db: Db | Tx,
	scope: Scope,
	round: { readonly id: number; readonly frameworkVersionId: number },
	limit: number
): Promise<SelfSummary['unit'][]> {
	const rows = await selectRows<{ code: string; nameEn: string; nameZh: string }>(
		db,
		sql`with ${membersOf(scope, round)}
		select m.code, m.name_en as "nameEn", m.name_zh as "nameZh" from member m
		where exists (select 1 from node n where not exists (
			select 1 from self_assessment s where s.round_id = ${round.id} and s.unit_id = m.id
				and s.indicator_id = n.indicator_id and s.status = 'submitted'))
		order by m.code limit ${limit}`
	);
	return rows.map(({ code, nameEn, nameZh }) => ({ code, name: { en: nameEn, 'zh-CN': nameZh } }));
}

interface TaskRow extends Record<string, unknown> {
	roundId: number;
	period: string;
	stage: RoundStage;
	frameworkEn: string;
	frameworkZh: string;
	total: number;
	scored: number;
	submittedAt: string | null;
}

/** The rounds under way in which a unit is to speak of itself, and how far it has come, oldest period first. Two statements. */
export async function listSelfTasks(db: Db | Tx, scope: Scope, unitId: number): Promise<SelfTask[]> {
	const rows = await selectRows<TaskRow>(
		db,
		sql`select r.id as "roundId", r.period, r.stage, f.name_en as "frameworkEn", f.name_zh as "frameworkZh",
				count(*)::int as total, count(s.score)::int as scored,
				(case when bool_and(s.status is not distinct from 'submitted') then max(s.submitted_at) end)::text as "submittedAt"
			from round_unit ru join "unit" on "unit".id = ru.unit_id
			join round r on r.id = ru.round_id and r.stage not in ('draft', 'published', 'withdrawn')
			join framework_version v on v.id = r.framework_version_id join framework f on f.id = v.framework_id
			join framework_node n on n.framework_version_id = v.id join indicator i on i.id = n.indicator_id and i.is_scored
			left join self_assessment s on s.round_id = r.id and s.unit_id = ru.unit_id and s.indicator_id = i.id
			where ru.unit_id = ${unitId} and ${withinScope(scope) ?? sql`true`}
			group by r.id, f.id order by r.period_start, r.id limit 20`
	);
	const windows = await listStageWindows(
		db,
		rows.map(({ roundId }) => roundId)
	);
	return rows.map(({ frameworkEn, frameworkZh, submittedAt, ...row }) => ({
		...row,
		frameworkName: { en: frameworkEn, 'zh-CN': frameworkZh },
		submittedAt: submittedAt === null ? null : new Date(submittedAt),
		windows: windows.filter(({ roundId }) => roundId === row.roundId)
	}));
}
