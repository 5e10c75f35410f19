import { inArray, notInArray } from 'drizzle-orm';
import type { Frequency } from '../../../domain/indicator/indicator';
import type { StageWindow } from '../../../domain/round/round';
import { selectRows, sql, type Db, type Tx } from '../client';
import { round } from '../schema';
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
