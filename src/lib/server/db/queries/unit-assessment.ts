import { and, asc, eq } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { AssessmentStatus, Consolidation } from '../../../domain/assessment/assessment';
import type { Db } from '../client';
import { appUser, assessment, round, unit } from '../schema';
import { withinScope } from './unit';

/** One assessor's part in a cell. */
export interface AssessmentOfCell {
	readonly assessorName: string;
	readonly status: AssessmentStatus;
	readonly score: number | null;
	readonly comment: string;
	readonly evidence: readonly { readonly label: string; readonly url?: string }[];
	readonly submittedAt: Date | null;
}

/** All assessments of one scored indicator of a unit in a round, in the order of their assignment. What of it to show is the caller's decision. */
export async function listAssessmentsOfCell(
	db: Db,
	scope: Scope,
	cell: { readonly roundId: number; readonly unitId: number; readonly indicatorId: number }
): Promise<AssessmentOfCell[]> {
	return db
		.select({
			assessorName: appUser.name,
			status: assessment.status,
			score: assessment.score,
			comment: assessment.comment,
			evidence: assessment.evidence,
			submittedAt: assessment.submittedAt
		})
		.from(assessment)
		.innerJoin(unit, eq(unit.id, assessment.unitId))
		.innerJoin(appUser, eq(appUser.id, assessment.assessorId))
		.where(
			and(
				eq(assessment.roundId, cell.roundId),
				eq(assessment.unitId, cell.unitId),
				eq(assessment.indicatorId, cell.indicatorId),
				withinScope(scope)
			)
		)
		.orderBy(asc(assessment.id))
		.limit(100);
}

/** How a round brings several assessors' scores of one cell together, and how far apart they may lie. */
export async function getConsolidation(
	db: Db,
	roundId: number
): Promise<{ consolidation: Consolidation; spreadLimit: number }> {
	const [row] = await db
		.select({ consolidation: round.consolidation, spreadLimit: round.spreadLimit })
		.from(round)
		.where(eq(round.id, roundId));
	return row ?? { consolidation: 'mean', spreadLimit: 25 };
}
