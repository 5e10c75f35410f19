import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import { selectRows, type Db, type Tx } from '../client';
import type { StoredRound } from './round';
import { withinScope } from './unit';

/** How far the work of a round has come, in numbers; of units within the scope. */
export interface RoundWork {
	readonly units: number;
	readonly scoredCells: number;
	/** scored cells with fewer assessors than the round wants */
	readonly cellsWithoutAssessor: number;
	readonly assessments: number;
	/** not submitted */
	readonly assessmentsOpen: number;
	/** cells whose scores lie farther apart than the limit, and nobody has decided on */
	readonly cellsToModerate: number;
	/** units at which something is scored, and those of them that have not submitted what they say of themselves */
	readonly selfAssessing: number;
	readonly selfAssessmentsOpen: number;
	readonly adjustments: number;
	readonly adjustmentsUndecided: number;
	readonly appeals: number;
	readonly appealsOpen: number;
	readonly signatures: number;
}

/** One statement, however many cells there are. */
export async function readRoundWork(db: Db | Tx, scope: Scope, round: StoredRound): Promise<RoundWork> {
	const { id, frameworkVersionId, assessorsPerCell, spreadLimit, stage } = round;
	// Of a round that is done, only what was once asked for: a year made of its quarters, or a file of results, asked nobody.
	const isAsked =
		stage === 'published' || stage === 'withdrawn'
			? sql`exists (select 1 from given) and exists (select 1 from node)`
			: sql`exists (select 1 from node)`;
	const [row] = await selectRows<Pick<RoundWork, keyof RoundWork>>(
		db,
		sql`with member as materialized (
			select ru.unit_id from round_unit ru join "unit" on "unit".id = ru.unit_id
			where ru.round_id = ${id} and ${withinScope(scope) ?? sql`true`}
		), node as materialized (
			select distinct n.indicator_id from framework_node n join indicator i on i.id = n.indicator_id
			where n.framework_version_id = ${frameworkVersionId} and i.is_scored
		), given as materialized (
			select a.unit_id, a.indicator_id, count(*) as assessors, count(*) filter (where a.status in ('assigned', 'draft')) as open,
				max(a.score) filter (where a.status in ('submitted', 'locked'))
					- min(a.score) filter (where a.status in ('submitted', 'locked')) as spread
			from assessment a join member m on m.unit_id = a.unit_id where a.round_id = ${id} group by a.unit_id, a.indicator_id
		)
		select (select count(*)::int from member) as units,
			(select count(*)::int from member cross join node) as "scoredCells",
			(select count(*)::int from member m cross join node n
				left join given g on g.unit_id = m.unit_id and g.indicator_id = n.indicator_id
				where coalesce(g.assessors, 0) < ${assessorsPerCell}) as "cellsWithoutAssessor",
			(select coalesce(sum(assessors), 0)::int from given) as assessments,
			(select coalesce(sum(open), 0)::int from given) as "assessmentsOpen",
			(select count(*)::int from given g where g.spread > ${spreadLimit} and not exists (
				select 1 from score_decision d where d.round_id = ${id} and d.unit_id = g.unit_id
					and d.indicator_id = g.indicator_id)) as "cellsToModerate",
			(select count(*)::int from member where ${isAsked}) as "selfAssessing",
			(select count(*)::int from member m where ${isAsked} and exists (select 1 from node n where not exists (
				select 1 from self_assessment s where s.round_id = ${id} and s.unit_id = m.unit_id
					and s.indicator_id = n.indicator_id and s.status = 'submitted'))) as "selfAssessmentsOpen",
			(select count(*)::int from adjustment a join member m on m.unit_id = a.unit_id where a.round_id = ${id}
				and a.status in ('proposed', 'confirmed')) as adjustments,
			(select count(*)::int from adjustment a join member m on m.unit_id = a.unit_id where a.round_id = ${id}
				and a.status = 'proposed') as "adjustmentsUndecided",
			(select count(*)::int from appeal a join member m on m.unit_id = a.unit_id where a.round_id = ${id}) as appeals,
			(select count(*)::int from appeal a join member m on m.unit_id = a.unit_id where a.round_id = ${id}
				and a.status in ('filed', 'admitted')) as "appealsOpen",
			(select count(*)::int from round_signature where round_id = ${id}) as signatures`
	);
	return row!;
}
