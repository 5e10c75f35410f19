import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import {
	holdOpenSelfAssessment,
	keepSelfProofs,
	writeSelfAssessment,
	type SelfAssessmentForm,
	type SelfAssessmentRefusal
} from './write-self-assessment';

/**
 * Stores what a unit says of itself as drafts, as often as it likes.
 * @returns undefined, or why nothing was stored
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound` (the round asks nothing of the unit), `stageClosed`, `alreadySubmitted`,
 *   `conflict`
 */
export async function saveSelfAssessment(
	ctx: Context,
	form: SelfAssessmentForm
): Promise<SelfAssessmentRefusal | undefined> {
	demand(ctx.actor, 'selfAssessment.write');
	const { unit } = await getPermittedUnit(ctx, 'selfAssessment.write', form.unit);
	const proofs = await keepSelfProofs(ctx, form);
	if ('kind' in proofs) return proofs;
	return ctx.db.transaction(async (tx) => {
		const held = await holdOpenSelfAssessment(tx, ctx, unit, form.round);
		return writeSelfAssessment(tx, ctx, held, form, proofs, 'save');
	});
}
