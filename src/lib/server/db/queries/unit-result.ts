import { and, asc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { PublishedPeriod } from '../../../domain/unit/result-visibility';
import type { ReportNode, RoundInput, ScoreSpread, UnitRound } from '../../../domain/unit/unit-report';
import { selectRows, type Db } from '../client';
import { frameworkNode, indicator, roundInput, unit } from '../schema';
import { toIndicator } from './series';
import { withinScope } from './unit';

/**
 * The rounds of some units with their top results, newest period first; with `period`, those of it alone.
 * Whether the reader may see each is for the caller to decide (`canReadRound`): the rows say what that needs.
 */
export async function listRoundsOfUnits(
	db: Db,
	scope: Scope,
	unitIds: readonly number[],
	period?: string
): Promise<(UnitRound & { unitId: number; unitPath: string })[]> {
	if (unitIds.length === 0) return [];
	const within = withinScope(scope) ?? sql`true`;
	const ids = sql.join(
		unitIds.map((id) => sql`${id}`),
		sql`, `
	);
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with mine as (select ru.unit_id, "unit".path as unit_path, r.id, f.code as framework_code, f.name_en, f.name_zh,
				v.id as version_id, v.version, v.applies_to, v.settings, r.period, r.stage, r.audience, r.root_unit_id,
				root.path as root_path, ru.peer_group, r.corrects_round_id, r.engine_version, r.computed_at, r.published_at,
				r.published_hash, top.code as top_node, res.score, res.rank, res.grade,
				r.period_start
			from round_unit ru
			join "unit" on "unit".id = ru.unit_id
			join round r on r.id = ru.round_id
			join "unit" root on root.id = r.root_unit_id
			join framework_version v on v.id = r.framework_version_id
			join framework f on f.id = v.framework_id
			join framework_node top on top.framework_version_id = v.id and top.spec->>'parent' is null
			left join result res on res.round_id = r.id and res.unit_id = ru.unit_id and res.node_code = top.code
			where ru.unit_id in (${ids}) and ${within} and r.stage <> 'withdrawn'
				${period === undefined ? sql`` : sql`and r.period = ${period}`}
			order by r.period_start desc, length(r.period) desc, f.code, r.id desc
			limit 2000),
			place as (select one.id, peer.peer_group, result.rank, count(*) as sharing
				from (select distinct id, top_node from mine) one
				join result on result.round_id = one.id and result.node_code = one.top_node and result.rank is not null
				join round_unit peer on peer.round_id = one.id and peer.unit_id = result.unit_id
				group by one.id, peer.peer_group, result.rank),
			ranked as (select id, peer_group, sum(sharing)::int as ranked_count from place group by id, peer_group)
			select mine.*, coalesce(ranked.ranked_count, 0) as ranked_count,
				coalesce(place.sharing - 1, 0)::int as tied_with
			from mine left join ranked on ranked.id = mine.id and ranked.peer_group is not distinct from mine.peer_group
			left join place on place.id = mine.id and place.peer_group is not distinct from mine.peer_group
				and place.rank = mine.rank
			order by period_start desc, length(period) desc, framework_code, id desc`
	);
	return rows.map((row) => ({
		unitId: row['unit_id'] as number,
		unitPath: row['unit_path'] as string,
		id: row['id'] as number,
		frameworkCode: row['framework_code'] as string,
		frameworkName: { en: row['name_en'] as string, 'zh-CN': row['name_zh'] as string },
		frameworkVersionId: row['version_id'] as number,
		version: row['version'] as number,
		appliesTo: row['applies_to'] as UnitRound['appliesTo'],
		settings: row['settings'] as UnitRound['settings'],
		period: row['period'] as string,
		stage: row['stage'] as UnitRound['stage'],
		audience: row['audience'] as UnitRound['audience'],
		rootUnitId: row['root_unit_id'] as number,
		rootPath: row['root_path'] as string,
		peerGroup: row['peer_group'] as string | null,
		correctsRoundId: row['corrects_round_id'] as number | null,
		engineVersion: row['engine_version'] as number | null,
		computedAt: toDate(row['computed_at']),
		publishedAt: toDate(row['published_at']),
		publishedHash: row['published_hash'] as string | null,
		topNode: row['top_node'] as string,
		score: row['score'] as number | null,
		rank: row['rank'] as number | null,
		rankedCount: row['ranked_count'] as number,
		tiedWith: row['tied_with'] as number,
		grade: row['grade'] as string | null
	}));
}

/** What has been published, once per root, period and audience: how far the figures of a tree are out. */
export async function listPublishedPeriods(
	db: Db,
	scope: Scope,
	treeRootIds: readonly number[]
): Promise<PublishedPeriod[]> {
	if (treeRootIds.length === 0) return [];
	const roots = sql.join(
		[...new Set(treeRootIds)].map((id) => sql`${String(id)}`),
		sql`, `
	);
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select distinct "unit".path as root_path, r.period, r.audience
			from round r join "unit" on "unit".id = r.root_unit_id
			where r.stage = 'published' and split_part("unit".path, '.', 1) in (${roots})
				and ${withinScope(scope) ?? sql`true`}
			order by 1, 2, 3 limit 5000`
	);
	return rows.map((row) => ({
		rootPath: row['root_path'] as string,
		period: row['period'] as string,
		audience: row['audience'] as PublishedPeriod['audience']
	}));
}

/** The nodes of a framework version in their order, indicators with all that is known of them. */
export async function listReportNodes(db: Db, frameworkVersionId: number): Promise<ReportNode[]> {
	const rows = await db
		.select({ node: frameworkNode, indicator })
		.from(frameworkNode)
		.leftJoin(indicator, eq(indicator.id, frameworkNode.indicatorId))
		.where(eq(frameworkNode.frameworkVersionId, frameworkVersionId))
		.orderBy(asc(frameworkNode.position));
	return rows.map((row) => ({
		code: row.node.code,
		spec: row.node.spec,
		indicator: row.indicator ? toIndicator(row.indicator) : undefined
	}));
}

/** How the scores of every node of a round spread over one peer group. */
export async function listScoreSpreads(
	db: Db,
	scope: Scope,
	roundId: number,
	peerGroup: string | null
): Promise<ScoreSpread[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		// Materialised, so that the round is read once by its key and not once a unit.
		sql`with scored as materialized (
				select node_code, unit_id, score from result where round_id = ${roundId} and score is not null)
			select scored.node_code, count(*)::int as count, min(scored.score) as low, max(scored.score) as high,
				percentile_cont(0.25) within group (order by scored.score) as lower_quartile,
				percentile_cont(0.5) within group (order by scored.score) as median,
				percentile_cont(0.75) within group (order by scored.score) as upper_quartile
			from scored
			join round_unit peer on peer.round_id = ${roundId} and peer.unit_id = scored.unit_id
			join "unit" on "unit".id = scored.unit_id
			where peer.peer_group is not distinct from ${peerGroup} and ${withinScope(scope) ?? sql`true`}
			group by scored.node_code`
	);
	return rows.map((row) => ({
		nodeCode: row['node_code'] as string,
		count: row['count'] as number,
		low: row['low'] as number,
		lowerQuartile: row['lower_quartile'] as number,
		median: row['median'] as number,
		upperQuartile: row['upper_quartile'] as number,
		high: row['high'] as number
	}));
}

/** What a unit's scores in a round were computed from. */
export async function listRoundInputs(
	db: Db,
	scope: Scope,
	roundId: number,
	unitId: number
): Promise<RoundInput[]> {
	return db
		.select({
			nodeCode: roundInput.nodeCode,
			value: roundInput.value,
			numerator: roundInput.numerator,
			denominator: roundInput.denominator,
			distribution: roundInput.distribution,
			missingReason: roundInput.missingReason,
			qualifier: roundInput.qualifier,
			provenance: roundInput.provenance,
			basis: roundInput.basis,
			source: roundInput.source
		})
		.from(roundInput)
		.innerJoin(unit, eq(unit.id, roundInput.unitId))
		.where(and(eq(roundInput.roundId, roundId), eq(roundInput.unitId, unitId), withinScope(scope)));
}

/** Codes of the best, the middle and the last unit of the newest public ranking, one of regions if there is one. */
export async function findLeadingUnits(db: Db, scope: Scope): Promise<string[]> {
	const rows = await selectRows<{ code: string }>(
		db,
		sql`with newest as (
				select r.id, top.code as top_node
				from round r
				join framework_version v on v.id = r.framework_version_id
				join framework_node top on top.framework_version_id = v.id and top.spec->>'parent' is null
				where r.stage = 'published' and r.audience = 'public'
				order by (v.applies_to->>'kind' = 'region') desc, r.period_start desc, r.id desc limit 1),
			placed as (
				select "unit".code, row_number() over (order by res.rank, "unit".code) as place, count(*) over () as n
				from newest
				join result res on res.round_id = newest.id and res.node_code = newest.top_node and res.rank is not null
				join "unit" on "unit".id = res.unit_id
				where ${withinScope(scope) ?? sql`true`})
			select code from placed where place in (1, (n + 1) / 2, n) order by place`
	);
	return rows.map(({ code }) => code);
}

function toDate(value: unknown): Date | null {
	return value === null || value === undefined ? null : new Date(value as string | Date);
}
