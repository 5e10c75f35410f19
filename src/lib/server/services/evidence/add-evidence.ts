import { demand } from '../../../domain/access/can';
import {
	isEvidenceType,
	longestEvidenceLabel,
	mostEvidence,
	mostEvidenceBytes,
	observationKey,
	readEvidenceUrl,
	tidyFileName,
	type EvidenceProblem
} from '../../../domain/evidence/evidence';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { countEvidenceOf, holdEvidenceOf, insertEvidence } from '../../db/queries/evidence';
import { storeFile } from '../../files/store-file';
import { trueTypeOf } from '../../files/true-type';
import { getEvidencePage, type CellAddress } from './get-evidence-page';

export interface EvidenceToAdd extends CellAddress {
	/** what it is; of a file without one, its name */
	readonly label: string;
	readonly proof:
		| { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
		| { readonly kind: 'link'; readonly url: string };
}

/** What the row says of the proof itself. */
interface Kept {
	readonly label: string;
	readonly url: string | null;
	readonly fileSha256: string | null;
	readonly mediaType: string | null;
	readonly fileBytes: number | null;
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
	const kept = wish.proof.kind === 'link' ? readLink(wish) : await keepFile(wish.label, wish.proof);
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

function readLink({ label, proof }: EvidenceToAdd): Kept | EvidenceProblem {
	const typed = proof.kind === 'link' ? proof.url : '';
	if (typed.trim() === '') return { code: 'nothing' };
	const url = readEvidenceUrl(typed);
	if (url === undefined) return { code: 'badLink' };
	if (label.trim().length > longestEvidenceLabel) return { code: 'labelTooLong' };
	const words = label.trim() || new URL(url).host;
	return { label: words, url, fileSha256: null, mediaType: null, fileBytes: null };
}

async function keepFile(
	label: string,
	{ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }
): Promise<Kept | EvidenceProblem> {
	const words = label.trim() || tidyFileName(name);
	if (words === '' && bytes.byteLength === 0) return { code: 'nothing' };
	if (words.length > longestEvidenceLabel) return { code: 'labelTooLong' };
	if (bytes.byteLength === 0) return { code: 'empty' };
	if (bytes.byteLength > mostEvidenceBytes) return { code: 'tooLarge' };
	const found = (await trueTypeOf(bytes)) ?? null;
	if (found === null || !isEvidenceType(found)) return { code: 'type', name: tidyFileName(name), found };
	const { key } = await storeFile(oneChunk(bytes), mostEvidenceBytes);
	return {
		label: words || tidyFileName(name),
		url: null,
		fileSha256: key,
		mediaType: found,
		fileBytes: bytes.byteLength
	};
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
