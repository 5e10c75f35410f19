import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listSelfCells, submitSelfScores } from '../../db/queries/self-assessment';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import {
	holdOpenSelfAssessment,
	keepSelfProofs,
	subjectOf,
	writeSelfAssessment,
	type SelfAssessmentForm,
	type SelfAssessmentRefusal
} from './write-self-assessment';

/**
 * Stores a form and gives the whole self-assessment of the unit away, once: every scored indicator has its points by then. From
 * then on nobody changes it, and those who score see it.
 * @returns undefined, or why nothing was stored
 * @throws DomainError as `saveSelfAssessment`
 */
export async function submitSelfAssessment(
	ctx: Context,
	form: SelfAssessmentForm
): Promise<SelfAssessmentRefusal | undefined> {
	demand(ctx.actor, 'selfAssessment.write');
	const { unit } = await getPermittedUnit(ctx, 'selfAssessment.write', form.unit);
	const proofs = await keepSelfProofs(ctx, form);
	if ('kind' in proofs) return proofs;
	return ctx.db.transaction(async (tx) => {
		const held = await holdOpenSelfAssessment(tx, ctx, unit, form.round);
		const refusal = await writeSelfAssessment(tx, ctx, held, form, proofs, 'submit');
		if (refusal) return refusal;
		const of = { roundId: held.round.id, unitId: held.unit.id };
		const given = await listSelfCells(tx, held.scope, of);
		const count = await submitSelfScores(tx, of, ctx.actor.userId, ctx.now);
		if (count !== given.length) {
			throw new DomainError('conflict', `The self-assessment of ${held.unit.code} changed at this moment`);
		}
		await appendAudit(
			tx,
			...given.map(({ indicatorId, score, comment }) => ({
				...{ actorId: ctx.actor.userId, at: ctx.now, action: 'selfAssessment.submit' as const },
				...subjectOf(held, indicatorId),
				before: { status: 'draft' },
				after: { status: 'submitted', score, comment }
			}))
		);
		return undefined;
	});
}
