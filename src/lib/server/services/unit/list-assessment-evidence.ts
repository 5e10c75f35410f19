import { demand } from '../../../domain/access/can';
import type { Consolidation } from '../../../domain/assessment/assessment';
import type { RubricLevel } from '../../../domain/assessment/rubric';
import { scoreDisclosure, type ScoreDisclosure } from '../../../domain/assessment/score-disclosure';
import type { Context } from '../../context';
import { getRubric } from '../../db/queries/assessment';
import { getConsolidation, listAssessmentsOfCell } from '../../db/queries/unit-assessment';
import type { ReadableUnitRound } from './list-unit-rounds';

export interface AssessorScore {
	/** undefined where the reader may not know who it was */
	readonly assessorName: string | undefined;
	readonly score: number;
	readonly comment: string;
	readonly evidence: readonly { readonly label: string; readonly url?: string }[];
	readonly submittedAt: Date | null;
}

/** What a consolidated score was made from, as far as the reader may see it. */
export interface AssessmentEvidence {
	readonly disclosure: ScoreDisclosure;
	readonly assigned: number;
	readonly submitted: number;
	/** empty under `count` */
	readonly scores: readonly AssessorScore[];
	readonly consolidation: Consolidation;
	/** points between the highest and the lowest score above which a score must be moderated */
	readonly spreadLimit: number;
	readonly levels: readonly RubricLevel[];
}

/** The assessors' scores behind a scored indicator of a unit in a round that may be read. */
export async function listAssessmentEvidence(
	ctx: Context,
	round: ReadableUnitRound,
	indicatorId: number
): Promise<AssessmentEvidence> {
	const scope = demand(ctx.actor, 'published.read', round.unitPath);
	const all = await listAssessmentsOfCell(ctx.db, scope, {
		roundId: round.id,
		unitId: round.unitId,
		indicatorId
	});
	const submitted = all.filter(({ status }) => status === 'submitted' || status === 'locked');
	const disclosure = scoreDisclosure(ctx.actor, {
		unitPath: round.unitPath,
		stage: round.stage,
		isComplete: submitted.length === all.length
	});
	return {
		disclosure,
		assigned: all.length,
		submitted: submitted.length,
		scores:
			disclosure === 'count'
				? []
				: submitted.flatMap(({ assessorName, score, comment, evidence, submittedAt }) =>
						score === null
							? []
							: {
									assessorName: disclosure === 'named' ? assessorName : undefined,
									score,
									comment,
									evidence,
									submittedAt
								}
					),
		...(await getConsolidation(ctx.db, round.id)),
		levels: (await getRubric(ctx.db, indicatorId)).levels
	};
}
