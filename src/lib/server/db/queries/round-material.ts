import { and, eq, inArray } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { RoundInput, RoundResult } from '../../../domain/round/round-scoring';
import type { Db, Tx } from '../client';
import { result, roundInput, unit } from '../schema';
import { withinScope } from './unit';

/** Inputs of some units of a round as they were taken in. */
export async function listStoredInputs(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	unitIds: readonly number[]
): Promise<RoundInput[]> {
	if (unitIds.length === 0) return [];
	return db
		.select({
			unitId: roundInput.unitId,
			nodeCode: roundInput.nodeCode,
			value: roundInput.value,
			numerator: roundInput.numerator,
			denominator: roundInput.denominator,
			distribution: roundInput.distribution,
			missingReason: roundInput.missingReason,
			qualifier: roundInput.qualifier,
			provenance: roundInput.provenance,
			basis: roundInput.basis,
			source: roundInput.source,
			lastKnown: roundInput.lastKnown
		})
		.from(roundInput)
		.innerJoin(unit, eq(unit.id, roundInput.unitId))
		.where(
			and(eq(roundInput.roundId, roundId), inArray(roundInput.unitId, [...unitIds]), withinScope(scope))
		);
}

/** Results of some units of a round at all nodes. */
export async function listStoredResults(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	unitIds: readonly number[]
): Promise<RoundResult[]> {
	if (unitIds.length === 0) return [];
	return db
		.select({
			unitId: result.unitId,
			nodeCode: result.nodeCode,
			score: result.score,
			rank: result.rank,
			coverage: result.coverage,
			missingReason: result.missingReason,
			grade: result.grade
		})
		.from(result)
		.innerJoin(unit, eq(unit.id, result.unitId))
		.where(and(eq(result.roundId, roundId), inArray(result.unitId, [...unitIds]), withinScope(scope)));
}
