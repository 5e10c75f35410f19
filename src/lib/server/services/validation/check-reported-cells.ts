import type { Scope } from '../../../domain/access/can';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import type { Context } from '../../context';
import { listReportedCells, type CellKey } from '../../db/queries/check-value';
import type { FindingCounts } from '../../db/queries/finding';
import { checkObservations } from './check-observations';

export interface CheckCounts extends FindingCounts {
	/** values looked at */
	readonly cells: number;
}

const chunkSize = 1000;

/**
 * Looks at everything that was reported for a period within a scope, a thousand cells a transaction: a check can be ended in the
 * middle and begun again. The scope is handed in by who has asked for leave: staff, or the nightly job.
 */
export async function checkReportedCells(
	ctx: Pick<Context, 'db' | 'now' | 'actor'>,
	scope: Scope,
	period: string,
	/** path of the unit below which is looked; the whole scope without it */
	below?: string
): Promise<CheckCounts> {
	const at = { period, below, periodStart: periodStart(parsePeriod(period)) };
	const counts = { cells: 0, found: 0, resolved: 0 };
	let after: CellKey | undefined;
	do {
		const cells = await listReportedCells(ctx.db, scope, { ...at, after }, chunkSize);
		const { found, resolved } = await ctx.db.transaction((tx) => checkObservations(tx, ctx, cells));
		counts.cells += cells.length;
		counts.found += found;
		counts.resolved += resolved;
		after = cells.length === chunkSize ? cells.at(-1) : undefined;
	} while (after);
	return counts;
}
