import { demand } from '../../../domain/access/can';
import { mostEvidence, observationKey, type EvidenceProblem } from '../../../domain/evidence/evidence';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { countEvidenceOf, holdEvidenceOf, insertEvidence } from '../../db/queries/evidence';
import { getEvidencePage, type CellAddress } from './get-evidence-page';
import { keepProof, type Proof } from './keep-proof';

export interface EvidenceToAdd extends CellAddress {
	/** what it is; of a file without one, its name */
	readonly label: string;
	readonly proof: Proof;
}

/**
 * Puts a file or a link beside a cell. What a file is, its bytes say and not its name.
 * @returns its id, or why it was not taken
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound`
 */
export async function addEvidence(
	ctx: Context,
	wish: EvidenceToAdd
): Promise<{ readonly id: number } | { readonly problem: EvidenceProblem }> {
	demand(ctx.actor, 'observation.enter');
	const page = await getEvidencePage(ctx, wish);
	const scope = demand(ctx.actor, 'observation.enter', page.unit.path);
	if (page.isLocked) return { problem: { code: 'locked' } };
	if (page.evidence.length >= mostEvidence) return { problem: { code: 'tooMany' } };
	const kept = await keepProof(wish.label, wish.proof);
	if ('code' in kept) return { problem: kept };
	const subject = 'observation';
	const subjectKey = observationKey(page.unit.code, page.cell.indicator.code, wish.period);
	return ctx.db.transaction(async (tx) => {
		await holdEvidenceOf(tx, subject, subjectKey);
		const counts = await countEvidenceOf(tx, scope, { subject, keys: [subjectKey] });
		if ((counts.get(subjectKey) ?? 0) >= mostEvidence) return { problem: { code: 'tooMany' } };
		const id = await insertEvidence(tx, {
			...{ unitId: page.unit.id, subject, subjectKey, ...kept },
			...{ addedBy: ctx.actor.userId ?? null, addedAt: ctx.now }
		});
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'evidence.add' as const },
			...{ entity: subject, entityId: subjectKey, unitId: page.unit.id },
			after: { evidence: id, ...kept }
		});
		return { id };
	});
}
