import { can, demand } from '../../../domain/access/can';
import type { Consolidation } from '../../../domain/assessment/assessment';
import type { RubricLevel } from '../../../domain/assessment/rubric';
import { scoreDisclosure, type ScoreDisclosure } from '../../../domain/assessment/score-disclosure';
import type { Context } from '../../context';
import { getRubric } from '../../db/queries/assessment';
import { findScoreDecision, type CountingDecision } from '../../db/queries/score-decision';
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
	/** what was decided in the place of the assessors' scores; who and why for those who see scores */
	readonly decision:
		| (Pick<CountingDecision, 'origin' | 'score' | 'at' | 'difference'> & {
				readonly byName: string | undefined;
				readonly reason: string | undefined;
				/** number of the appeal, for those who may read it */
				readonly appealId: number | undefined;
		  })
		| undefined;
}

/** The assessors' scores behind a scored indicator of a unit in a round that may be read. */
export async function listAssessmentEvidence(
	ctx: Context,
	round: ReadableUnitRound,
	indicatorId: number
): Promise<AssessmentEvidence> {
	const scope = demand(ctx.actor, 'published.read', round.unitPath);
	const cell = { roundId: round.id, unitId: round.unitId, indicatorId };
	const all = await listAssessmentsOfCell(ctx.db, scope, cell);
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
		levels: (await getRubric(ctx.db, indicatorId)).levels,
		decision: decisionFor(ctx, round, disclosure, await findScoreDecision(ctx.db, scope, cell))
	};
}

/** That it was decided is part of the receipt; by whom and why is for those who see the scores that it replaced. */
function decisionFor(
	ctx: Context,
	{ unitPath }: ReadableUnitRound,
	disclosure: ScoreDisclosure,
	found: CountingDecision | undefined
): AssessmentEvidence['decision'] {
	if (!found) return undefined;
	const { origin, score, at, difference, byName, reason, appealId } = found;
	return {
		...{ origin, score, at, difference },
		byName: disclosure === 'named' ? byName : undefined,
		reason: disclosure === 'count' ? undefined : reason,
		appealId: appealId !== null && can(ctx.actor, 'appeal.read', unitPath) ? appealId : undefined
	};
}
