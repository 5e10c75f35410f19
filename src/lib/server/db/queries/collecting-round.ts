import type { SQL } from 'drizzle-orm';
import { selectRows, sql, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import type { CellKey } from './check-value';

/** A round under way, the codes of the periods that it asks for, and whether it takes data at this time. */
export interface CollectingRound {
	readonly roundId: number;
	readonly periods: readonly string[];
	readonly isOpen: boolean;
}

/** Whether one of the rounds asks the cell `s` of its unit. */
export function isAskedBy(rounds: readonly CollectingRound[]): SQL {
	if (rounds.length === 0) return sql`false`;
	const asked = JSON.stringify(
		rounds.flatMap(({ roundId, periods }) => periods.map((period) => ({ round: roundId, period })))
	);
	return sql`exists (select 1 from jsonb_to_recordset(${asked}::text::jsonb) as p(round int, period text)
		join round r on r.id = p.round
		join round_unit ru on ru.round_id = r.id and ru.unit_id = s.unit_id
		join framework_node n on n.framework_version_id = r.framework_version_id and n.indicator_id = s.indicator_id
		where p.period = s.period)`;
}

/** Which of some cells are asked for by a round that takes no more data, and by none that does. */
export async function listClosedCells<Cell extends CellKey>(
	db: Db | Tx,
	rounds: readonly CollectingRound[],
	cells: readonly Cell[]
): Promise<Cell[]> {
	const shut = rounds.filter(({ isOpen }) => !isOpen);
	if (shut.length === 0 || cells.length === 0) return [];
	const open = rounds.filter(({ isOpen }) => isOpen);
	const rows = await selectRows<{ at: number }>(
		db,
		sql`select s.at from (select t.at, t.u as unit_id, t.i as indicator_id, t.p as period from ${rowSet(
			cells.map(({ unitId, indicatorId, period }, at) => ({ at, u: unitId, i: indicatorId, p: period })),
			'at int, u int, i int, p text'
		)}) s where ${isAskedBy(shut)} and not ${isAskedBy(open)}`
	);
	return rows.map(({ at }) => cells[at]!);
}
