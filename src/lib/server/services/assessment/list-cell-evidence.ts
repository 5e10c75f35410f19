import { can, demand } from '../../../domain/access/can';
import type { AssignedCell, ScoringRound } from '../../../domain/assessment/assigned-cell';
import { mostEvidence, observationKey, type Evidence } from '../../../domain/evidence/evidence';
import { monthsOf, parsePeriod } from '../../../domain/period/period';
import type { Context } from '../../context';
import { listEvidenceOf } from '../../db/queries/evidence';

/** Enough for a grid; a unit that hands in more than a few papers an indicator has them on its own page. */
const mostPerGrid = 1000;

/**
 * What units have put beside their reports, by the cell's id: files and links of the indicator itself, in the round's period or a
 * month of it. One statement, whatever the number of cells; cells without any are left out.
 */
export async function listCellEvidence(
	ctx: Context,
	round: Pick<ScoringRound, 'period'>,
	cells: readonly Pick<AssignedCell, 'id' | 'unit' | 'indicator'>[]
): Promise<ReadonlyMap<number, readonly Evidence[]>> {
	demand(ctx.actor, 'assessment.score');
	const scope = can(ctx.actor, 'observation.read');
	if (!scope) return new Map();
	const months = monthsOf(parsePeriod(round.period)).map(({ code }) => code);
	const periods = [...new Set([round.period, ...months])];
	const cellOf = new Map(
		cells.flatMap(({ id, unit, indicator }) =>
			periods.map((period) => [observationKey(unit.code, indicator.code, period), id] as const)
		)
	);
	const found = await listEvidenceOf(
		ctx.db,
		scope,
		{ subject: 'observation', keys: [...cellOf.keys()] },
		Math.min(mostPerGrid, mostEvidence * cellOf.size)
	);
	const byCell = new Map<number, Evidence[]>();
	for (const proof of found) {
		const id = cellOf.get(proof.subjectKey)!;
		byCell.set(id, [...(byCell.get(id) ?? []), proof]);
	}
	return byCell;
}
