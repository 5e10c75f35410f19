import { sql } from 'drizzle-orm';
import type { Scope, UnitPath } from '../../../domain/access/can';
import type { AssignedPair, Assessor, CellToAssign } from '../../../domain/assessment/assign-cells';
import type { AssessmentStatus } from '../../../domain/assessment/assessment';
import { rowSet } from '../json-rows';
import { selectRows, type Db, type Tx } from '../client';
import type { StoredRound } from './round';
import { withinScope } from './unit';

export interface NamedAssessor extends Assessor {
	readonly name: string;
}

/** Who may score something below a unit, with what each answers for and has declared a conflict with, by address. At most `limit`. */
export async function listAssessors(
	db: Db | Tx,
	rootPath: UnitPath,
	limit: number
): Promise<NamedAssessor[]> {
	const rows = await selectRows<{
		id: number;
		email: string;
		name: string;
		reach: string[];
		own: string[] | null;
		conflicts: string[] | null;
	}>(
		db,
		sql`select u.id, u.email, u.name, array_agg(distinct p.path) filter (where g.role = 'evaluationStaff') as reach,
				array_agg(distinct p.path) filter (where g.role in ('departmentHead', 'dataOfficer')) as own,
				(select array_agg(d.path) from interest_declaration i join "unit" d on d.id = i.unit_id
					where i.user_id = u.id and i.ended_at is null) as conflicts
			from app_user u join role_grant g on g.user_id = u.id and g.revoked_at is null
			join "unit" p on p.id = g.unit_id
			where not u.is_disabled group by u.id
			having bool_or(g.role = 'evaluationStaff' and (p.path = ${rootPath} or p.path like ${`${rootPath}.%`}
				or ${rootPath} like p.path || '.%'))
			order by u.email limit ${limit}`
	);
	return rows.map(({ id, email, name, reach, own, conflicts }) => ({
		id,
		code: email,
		name,
		reach,
		own: own ?? [],
		conflicts: conflicts ?? []
	}));
}

/** The scored cells of a round: scored indicators of its framework, each once, of its units. */
export async function listScoredCells(
	db: Db | Tx,
	scope: Scope,
	round: StoredRound
): Promise<CellToAssign[]> {
	return selectRows<Pick<CellToAssign, keyof CellToAssign>>(
		db,
		sql`select "unit".id as "unitId", "unit".code as "unitCode", "unit".path as "unitPath", i.id as "indicatorId",
				i.code as "indicatorCode"
			from round_unit ru join "unit" on "unit".id = ru.unit_id
			cross join (select distinct i.id, i.code from framework_node n join indicator i on i.id = n.indicator_id
				where n.framework_version_id = ${round.frameworkVersionId} and i.is_scored) i
			where ru.round_id = ${round.id} and ${withinScope(scope) ?? sql`true`} order by "unit".code, i.code`
	);
}

/** A part in a cell as it is stored. */
export interface StoredPair extends AssignedPair {
	readonly id: number;
	readonly status: AssessmentStatus;
}

/** Who was given what in a round, as it stands. */
export async function listAssignedPairs(db: Db | Tx, roundId: number): Promise<StoredPair[]> {
	return selectRows<Pick<StoredPair, keyof StoredPair>>(
		db,
		sql`select id, unit_id as "unitId", indicator_id as "indicatorId", assessor_id as "assessorId", status
			from assessment where round_id = ${roundId} order by id`
	);
}

export async function insertPairs(
	tx: Tx,
	roundId: number,
	pairs: readonly AssignedPair[],
	dueAt: Date
): Promise<void> {
	if (pairs.length === 0) return;
	await tx.execute(sql`insert into assessment (round_id, unit_id, indicator_id, assessor_id, due_at)
		select ${roundId}, t."unitId", t."indicatorId", t."assessorId", ${dueAt.toISOString()}::timestamptz
		from ${rowSet(pairs, '"unitId" int, "indicatorId" int, "assessorId" int')}`);
}

/** Takes cells back that nobody has begun. */
export async function deleteUnbegun(tx: Tx, ids: readonly number[]): Promise<void> {
	if (ids.length === 0) return;
	const rows = ids.map((id) => ({ id }));
	await tx.execute(sql`delete from assessment a using (select t.id from ${rowSet(rows, 'id int')}) gone
		where a.id = gone.id and a.status = 'assigned'`);
}

/** When what is not submitted is due, where the scoring window was moved. */
export async function moveDueDate(tx: Tx, roundId: number, dueAt: Date): Promise<void> {
	await tx.execute(sql`update assessment set due_at = ${dueAt.toISOString()}::timestamptz
		where round_id = ${roundId} and status in ('assigned', 'draft')`);
}
