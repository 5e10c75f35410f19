import { mostEvidenceBytes, mostEvidenceBytesTogether } from '../../domain/evidence/evidence';
import { DomainError } from '../../domain/errors';
import { mostUploadBytes } from '../../domain/import/import-run';
import { mostDivisionBytes } from '../../domain/unit/division';
import { m } from '../../i18n/paraglide/messages';

/**
 * Bytes that a request may send: tables to be scored, what programs report, a file of evidence (more than one may have, so that a file
 * that is too large is refused in words), forms with several proofs, files to be brought in, lists of divisions (three files), and
 * everything else (forms).
 */
export const requestBytes = {
	score: 16 * 1024 * 1024,
	report: 8 * 1024 * 1024,
	evidence: 16 * 1024 * 1024,
	proofs: mostEvidenceBytesTogether + 2 * 1024 * 1024,
	upload: mostUploadBytes + 64 * 1024,
	divisions: 3 * mostDivisionBytes + 64 * 1024,
	usual: 512 * 1024
} as const;

export type RequestKind = keyof typeof requestBytes;

const pathsOfKinds: readonly (readonly [RequestKind, RegExp])[] = [
	['score', /^\/api\/v1\/score$/],
	['report', /^\/api\/v1\/observations$/],
	['evidence', /^\/(en|zh)\/entry\/evidence$/],
	[
		'proofs',
		/^\/(?:[a-z-]+\/)?(?:rounds\/(?:appeals\/new|\d+\/adjustments|\d+\/self-assessment\/[^/]+)|oversight\/orders\/\d+)\/?$/
	],
	['upload', /^\/(?:[a-z-]+\/)?imports\/?$/],
	['divisions', /^\/(?:[a-z-]+\/)?admin\/units\/import\/?$/]
];

/** What is sent to an address, as far as its size goes. */
export function requestKind(path: string): RequestKind {
	return pathsOfKinds.find(([, pattern]) => pattern.test(path))?.[0] ?? 'usual';
}

/** The refusal of a body that is larger than its address takes. */
export function tooLargeAt(path: string): DomainError {
	const request = requestKind(path);
	return new DomainError('tooLarge', `At most ${requestBytes[request]} bytes fit`, { request });
}

const mebibytes = (bytes: number) => bytes / 1024 / 1024;

const sentences: Readonly<Record<RequestKind, () => string>> = {
	score: () => m.auth_too_large_score({ megabytes: mebibytes(requestBytes.score), command: 'npm run score' }),
	report: () => m.auth_too_large_report({ megabytes: mebibytes(requestBytes.report) }),
	evidence: m.evidence_problem_too_large,
	proofs: () =>
		m.auth_too_large_proofs({
			megabytes: mebibytes(requestBytes.proofs),
			each: mebibytes(mostEvidenceBytes)
		}),
	upload: () => m.imports_upload_too_large({ megabytes: mostUploadBytes / 1_000_000 }),
	divisions: () => m.auth_too_large_divisions({ megabytes: mostDivisionBytes / 1_000_000 }),
	usual: () => m.auth_too_large_form({ megabytes: mebibytes(requestBytes.usual) })
};

/** What fits and what to do, in the language of the request; undefined where a refusal is of no request's size. */
export function whatFits({ request }: DomainError['details']): string | undefined {
	return typeof request === 'string' && request in sentences
		? sentences[request as RequestKind]()
		: undefined;
}
