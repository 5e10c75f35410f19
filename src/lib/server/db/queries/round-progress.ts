import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { StageWindow } from '../../../domain/round/round';
import type { Db, Tx } from '../client';
import { assessment, roundStageWindow, roundUnit, unit } from '../schema';
import { withinScope } from './unit';

export interface AssessmentProgress {
	readonly total: number;
	readonly submitted: number;
	/** not submitted though due */
	readonly overdue: number;
}

/** How many assessments of a round are in, of units within the scope. */
export async function countAssessments(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	now: Date
): Promise<AssessmentProgress> {
	const isIn = sql`${assessment.status} in ('submitted', 'locked')`;
	const [row] = await db
		.select({
			total: sql<number>`count(*)::int`,
			submitted: sql<number>`(count(*) filter (where ${isIn}))::int`,
			overdue: sql<number>`(count(*) filter (where not ${isIn} and ${assessment.dueAt} < ${now.toISOString()}::timestamptz))::int`
		})
		.from(assessment)
		.innerJoin(unit, eq(unit.id, assessment.unitId))
		.where(and(eq(assessment.roundId, roundId), withinScope(scope)));
	return row ?? { total: 0, submitted: 0, overdue: 0 };
}

/** When the stages of some rounds open and close, in time order. */
export async function listStageWindows(
	db: Db | Tx,
	roundIds: readonly number[]
): Promise<(StageWindow & { roundId: number })[]> {
	if (roundIds.length === 0) return [];
	return db
		.select({
			roundId: roundStageWindow.roundId,
			stage: roundStageWindow.stage,
			opensAt: roundStageWindow.opensAt,
			closesAt: roundStageWindow.closesAt
		})
		.from(roundStageWindow)
		.where(inArray(roundStageWindow.roundId, [...roundIds]))
		.orderBy(asc(roundStageWindow.closesAt));
}

/** How many units within the scope these rounds have; those that have none are left out. */
export async function countRoundUnits(
	db: Db | Tx,
	scope: Scope,
	roundIds: readonly number[]
): Promise<Map<number, number>> {
	if (roundIds.length === 0) return new Map();
	const rows = await db
		.select({ roundId: roundUnit.roundId, count: sql<number>`count(*)::int` })
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.where(and(inArray(roundUnit.roundId, [...roundIds]), withinScope(scope)))
		.groupBy(roundUnit.roundId);
	return new Map(rows.map((row) => [row.roundId, row.count]));
}
