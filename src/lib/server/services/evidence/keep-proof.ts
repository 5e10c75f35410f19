import {
	isEvidenceType,
	longestEvidenceLabel,
	mostEvidence,
	mostEvidenceBytes,
	readEvidenceUrl,
	tidyFileName,
	type EvidenceProblem
} from '../../../domain/evidence/evidence';
import { storeFile } from '../../files/store-file';
import { trueTypeOf } from '../../files/true-type';

/** A file or a link that somebody hands in to prove something. */
export type Proof =
	| { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
	| { readonly kind: 'link'; readonly url: string };

/** What a row says of the proof itself. */
export interface KeptProof {
	readonly label: string;
	readonly url: string | null;
	readonly fileSha256: string | null;
	readonly mediaType: string | null;
	readonly fileBytes: number | null;
}

/** Checks a proof, and keeps its bytes. What a file is, its bytes say and not its name. @returns what to store, or why not */
export async function keepProof(label: string, proof: Proof): Promise<KeptProof | EvidenceProblem> {
	return proof.kind === 'link' ? readLink(label, proof.url) : keepFile(label, proof);
}

/** The same of all proofs of a form; of the first that is not taken, why not. Bytes that nobody comes to name are swept. */
export async function keepProofs(proofs: readonly Proof[]): Promise<readonly KeptProof[] | EvidenceProblem> {
	if (proofs.length > mostEvidence) return { code: 'tooMany' };
	const kept: KeptProof[] = [];
	for (const proof of proofs) {
		const one = await keepProof('', proof);
		if ('code' in one) return one;
		kept.push(one);
	}
	return kept;
}

function readLink(label: string, typed: string): KeptProof | EvidenceProblem {
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
): Promise<KeptProof | EvidenceProblem> {
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
