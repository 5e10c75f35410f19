import { demand, systemScope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { copyAdjustments, findCorrectionOf, getRound, listScoredUnits } from '../../db/queries/round';
import { insertRound } from '../../db/queries/round-write';
import { recomputeRound } from './recompute-round';

export interface CorrectionToBegin {
	readonly roundId: number;
	/** what was wrong: stands in the audit log */
	readonly reason: string;
}

export const longestCorrectionReason = 1000;

/**
 * Begins the correction of a publication: a new round of the same framework version, period and units that names it. It starts in review,
 * where wrong values are opened and put right; the scores that assessors gave are figures since the first publication, and the confirmed
 * adjustments are taken along. What was published stays as it is. @returns the id of the new round
 * @throws DomainError `forbidden`, `notFound`, `stageClosed` (not published), `conflict` (`details.existingRound`: it is being
 * corrected, or was), `invalidInput` (no reason)
 */
export async function correctRound(ctx: Context, { roundId, reason }: CorrectionToBegin): Promise<number> {
	demand(ctx.actor, 'round.manage');
	const why = reason.trim();
	if (why === '' || why.length > longestCorrectionReason) {
		throw new DomainError('invalidInput', 'Say why the publication is corrected', { round: roundId });
	}
	return ctx.db.transaction(async (tx) => {
		const round = await getRound(tx, roundId, { lock: true });
		demand(ctx.actor, 'round.manage', round.rootPath);
		if (round.stage !== 'published') {
			throw new DomainError('stageClosed', `Round ${roundId} is at stage ${round.stage}, not published`, {
				round: roundId,
				stage: round.stage
			});
		}
		const existing = await findCorrectionOf(tx, roundId);
		if (existing !== undefined) {
			throw new DomainError('conflict', `Round ${existing} corrects round ${roundId} already`, {
				existingRound: existing
			});
		}
		const correctionId = await insertRound(tx, {
			frameworkVersionId: round.frameworkVersionId,
			period: round.period,
			rootUnitId: round.rootUnitId,
			stage: 'review',
			audience: round.audience,
			consolidation: round.consolidation,
			correctsRoundId: roundId,
			windows: [],
			// All of them: a unit may stand elsewhere in the tree today.
			units: await listScoredUnits(tx, systemScope('round.manage'), roundId)
		});
		await copyAdjustments(tx, roundId, correctionId);
		await recomputeRound(tx, correctionId, ctx.now);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'round.create',
			entity: 'round',
			entityId: correctionId,
			unitId: round.rootUnitId,
			after: { correctsRoundId: roundId, reason: why }
		});
		return correctionId;
	});
}
