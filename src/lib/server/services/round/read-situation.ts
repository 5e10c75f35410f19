import { demand, systemScope, type Scope } from '../../../domain/access/can';
import { startOfDay } from '../../../domain/indicator/report-due';
import { parsePeriod, periodEndExclusive } from '../../../domain/period/period';
import { spanOf } from '../../../domain/reporting/asked-periods';
import { roundTimeZone } from '../../../domain/round/round';
import type { RoundSituation } from '../../../domain/round/round-flow';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listWindowsOf } from '../../db/queries/round-board';
import { readRoundWork, type RoundWork } from '../../db/queries/round-situation';
import { countRoundCells, type RoundCells, type UnitLeft } from '../../db/queries/reporting';
import type { StoredRound } from '../../db/queries/round';
import { readAsked } from '../reporting/read-asked';

/** How a round stands: what decides its next step, and the numbers behind it. */
export interface RoundState {
	readonly situation: RoundSituation;
	readonly work: RoundWork;
	readonly cells: RoundCells;
	/** units with something left to report, overdue first: a handful */
	readonly unitsLeft: readonly UnitLeft[];
}

const mostUnits = 6;
const noCells: RoundCells = { asked: 0, notReported: 0, overdue: 0, returned: 0, undecided: 0 };

/** How a round stands as far as the units of a scope go: a few statements, whatever its size. */
export async function readRoundState(ctx: Context, scope: Scope, round: StoredRound): Promise<RoundState> {
	demand(ctx.actor, 'round.read');
	const windows = await listWindowsOf(ctx.db, round.id);
	const work = await readRoundWork(ctx.db, scope, round);
	const { cells, units } = await readCells(ctx, scope, round);
	return {
		work,
		cells,
		unitsLeft: units,
		situation: {
			...work,
			stage: round.stage,
			windows,
			now: ctx.now,
			periodEndsAt: startOfDay(periodEndExclusive(parsePeriod(round.period)), roundTimeZone),
			cellsNotReported: cells.notReported,
			cellsReturned: cells.returned,
			valuesUndecided: cells.undecided
		}
	};
}

/** The whole of a round, inside the transaction that holds it: what decides its step does not depend on who takes it. */
export async function readWholeState(tx: Tx, ctx: Context, round: StoredRound): Promise<RoundState> {
	demand(ctx.actor, 'round.manage', round.rootPath);
	return readRoundState({ ...ctx, db: tx }, systemScope('round.read'), round);
}

async function readCells(
	ctx: Context,
	scope: Scope,
	round: StoredRound
): Promise<{ readonly cells: RoundCells; readonly units: readonly UnitLeft[] }> {
	// A draft asks nobody for anything yet; what was published is asked for no more.
	if (round.stage === 'draft' || round.stage === 'published' || round.stage === 'withdrawn') {
		return { cells: noCells, units: [] };
	}
	const period = parsePeriod(round.period);
	// Other rounds of the time as well: what departments report for their region, nobody misses in the region.
	const { asked, due } = await readAsked(ctx, scope, spanOf(period, period));
	return countRoundCells(ctx.db, scope, { asked, due, now: ctx.now, filter: {} }, round.id, mostUnits);
}
