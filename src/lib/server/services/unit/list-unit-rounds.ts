import { demand } from '../../../domain/access/can';
import { isProvisional } from '../../../domain/round/round';
import { scopeOfUnitResult } from '../../../domain/unit/result-visibility';
import type { UnitRound } from '../../../domain/unit/unit-report';
import type { Context } from '../../context';
import { listRoundsOfUnits } from '../../db/queries/unit-result';

/** A round of a unit that who asks may read. */
export interface ReadableUnitRound extends UnitRound {
	readonly unitId: number;
	readonly unitPath: string;
}

/**
 * The rounds of some units that may be read, newest period first: published ones that no correction has replaced, and provisional
 * ones whose results are computed, where the reader's grants cover the unit.
 */
export async function listUnitRounds(
	ctx: Context,
	unitIds: readonly number[],
	period?: string
): Promise<ReadableUnitRound[]> {
	const scope = demand(ctx.actor, 'published.read');
	const rounds = await listRoundsOfUnits(ctx.db, scope, unitIds, period);
	const replaced = new Set(
		rounds.flatMap((round) => (round.stage === 'published' ? (round.correctsRoundId ?? []) : []))
	);
	return rounds.filter(
		(round) =>
			!replaced.has(round.id) &&
			(!isProvisional(round.stage) || round.computedAt !== null || round.score !== null) &&
			scopeOfUnitResult(ctx.actor, round, round.unitPath) !== undefined
	);
}
