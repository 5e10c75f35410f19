import { inArray, notInArray, type SQL } from 'drizzle-orm';
import type { Frequency } from '../../../domain/indicator/indicator';
import type { StageWindow } from '../../../domain/round/round';
import { selectRows, sql, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { round } from '../schema';
import type { CellKey } from './check-value';
import { listStageWindows } from './observation';

/** A round under way, with how often its measured indicators are reported and its timetable. */
export interface RoundUnderWay {
	readonly id: number;
	readonly period: string;
	readonly frequencies: readonly Frequency[];
	readonly windows: readonly StageWindow[];
}

/** All rounds under way: a handful. */
export async function listRoundsUnderWay(db: Db | Tx): Promise<RoundUnderWay[]> {
	const rounds = await db
		.select({ id: round.id, period: round.period })
		.from(round)
		.where(notInArray(round.stage, ['draft', 'published', 'withdrawn']));
	if (rounds.length === 0) return [];
	const ids = rounds.map(({ id }) => id);
	const asked = await selectRows<{ id: number; frequency: Frequency }>(
		db,
		sql`select distinct ${round.id} as id, i.frequency from ${round}
			join framework_node n on n.framework_version_id = ${round.frameworkVersionId}
			join indicator i on i.id = n.indicator_id and not i.is_scored where ${inArray(round.id, ids)}`
	);
	const windows = await listStageWindows(db, ids);
	return rounds.map((row) => ({
		...row,
		frequencies: asked.filter(({ id }) => id === row.id).map(({ frequency }) => frequency),
		windows: windows.get(row.id) ?? []
	}));
}

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
