import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { EvidenceProblem } from '../../../domain/evidence/evidence';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { findEvidence, markEvidenceRemoved } from '../../db/queries/evidence';
import { getEvidencePage, type CellAddress } from './get-evidence-page';

/**
 * Takes a proof away from a cell, by a mark: the audit still tells of it.
 * @returns undefined, or why it stays
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound`
 */
export async function removeEvidence(
	ctx: Context,
	at: CellAddress,
	id: number
): Promise<EvidenceProblem | undefined> {
	demand(ctx.actor, 'observation.enter');
	const page = await getEvidencePage(ctx, at);
	const scope = demand(ctx.actor, 'observation.enter', page.unit.path);
	if (!page.evidence.some((proof) => proof.id === id)) {
		throw new DomainError('notFound', `There is no evidence ${id} here`, { id });
	}
	if (page.isLocked) return { code: 'locked' };
	await ctx.db.transaction(async (tx) => {
		const found = await findEvidence(tx, scope, id);
		if (!found || !(await markEvidenceRemoved(tx, id, ctx.actor.userId, ctx.now))) return;
		const { label, url, fileSha256, mediaType, fileBytes } = found;
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'evidence.remove' as const },
			...{ entity: found.subject, entityId: found.subjectKey, unitId: found.unitId },
			before: { evidence: id, label, url, fileSha256, mediaType, fileBytes }
		});
	});
	return undefined;
}
