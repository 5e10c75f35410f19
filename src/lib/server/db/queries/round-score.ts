import { and, asc, desc, eq, inArray, notExists, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client';
import { assessment, roundMove, scoreDecision } from '../schema';

export interface GivenScore {
	readonly unitId: number;
	readonly indicatorId: number;
	/** null where nothing was given away yet */
	readonly score: number | null;
}

/** What assessors gave away for some units of a round; drafts count for nothing. */
export async function listGivenScores(
	db: Db | Tx,
	roundId: number,
	unitIds: readonly number[]
): Promise<GivenScore[]> {
	if (unitIds.length === 0) return [];
	return db
		.select({
			unitId: assessment.unitId,
			indicatorId: assessment.indicatorId,
			score: sql<
				number | null
			>`case when ${assessment.status} in ('submitted', 'locked') then ${assessment.score} end`
		})
		.from(assessment)
		.where(and(eq(assessment.roundId, roundId), inArray(assessment.unitId, [...unitIds])))
		.orderBy(asc(assessment.assessorId));
}

/** A score that was decided, by moderation or on an appeal, in the place of the consolidated one. */
export interface DecidedScore {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly origin: 'moderation' | 'appeal';
	readonly score: number;
}

/** The newest decision on each scored cell of some units of a round. */
export async function listDecidedScores(
	db: Db | Tx,
	roundId: number,
	unitIds: readonly number[]
): Promise<DecidedScore[]> {
	if (unitIds.length === 0) return [];
	const { unitId, indicatorId, origin, score } = scoreDecision;
	return db
		.selectDistinctOn([unitId, indicatorId], { unitId, indicatorId, origin, score })
		.from(scoreDecision)
		.where(and(eq(scoreDecision.roundId, roundId), inArray(unitId, [...unitIds])))
		.orderBy(asc(unitId), asc(indicatorId), desc(scoreDecision.id));
}

/** Assessments that were not submitted; none once scoring was closed, over them if need be: that is on record as a step. */
export async function countOpenAssessments(db: Db | Tx, roundId: number): Promise<number> {
	const [row] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(assessment)
		.where(
			and(
				eq(assessment.roundId, roundId),
				inArray(assessment.status, ['assigned', 'draft']),
				notExists(
					db
						.select({ id: roundMove.id })
						.from(roundMove)
						.where(and(eq(roundMove.roundId, roundId), eq(roundMove.fromStage, 'scoring')))
				)
			)
		);
	return row?.count ?? 0;
}
