import type { Handle } from '@sveltejs/kit';
import { mostEvidenceBytesTogether } from '../../domain/evidence/evidence';
import { mostUploadBytes } from '../../domain/import/import-run';
import { mostDivisionBytes } from '../../domain/unit/division';
import { problemResponse } from '../api/problem';
import { preferredLocale, speakingIn } from './language';

/**
 * Bytes that a request may send: tables to be scored, what programs report, evidence files (more than one may have, so that a file that
 * is too large is refused in words), files to be brought in, lists of divisions (three files), and everything else (forms).
 */
export const requestBytes = {
	score: 16 * 1024 * 1024,
	report: 8 * 1024 * 1024,
	evidence: mostEvidenceBytesTogether + 1024 * 1024,
	upload: mostUploadBytes + 64 * 1024,
	divisions: 3 * mostDivisionBytes + 64 * 1024,
	usual: 512 * 1024
} as const;

const scorePath = '/api/v1/score';
const reportPath = '/api/v1/observations';
/** Forms that take files: of a cell, an order, an appeal, an adjustment, a self-assessment. */
const evidencePath =
	/^\/(?:en|zh)\/(?:entry\/evidence|oversight\/orders\/\d+|rounds\/appeals\/new|rounds\/\d+\/(?:adjustments|self-assessment\/[^/]+))\/?$/;
const uploadPath = /^\/(?:[a-z-]+\/)?imports\/?$/;
const divisionsPath = /^\/(?:[a-z-]+\/)?admin\/units\/import\/?$/;

function kindOf(path: string): keyof typeof requestBytes {
	if (path === scorePath) return 'score';
	if (path === reportPath) return 'report';
	if (uploadPath.test(path)) return 'upload';
	if (divisionsPath.test(path)) return 'divisions';
	return evidencePath.test(path) ? 'evidence' : 'usual';
}

/**
 * Turns away bodies that are larger than their address takes, before anything reads them. The server itself reads no more than the
 * largest of them (`BODY_SIZE_LIMIT`), so here an announced length is all there is to look at; an unannounced one only programs may send, and their bytes are
 * counted when they are read.
 */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const length = Number(headers.get('content-length') ?? 0);
	const kind = kindOf(event.url.pathname);
	const isTooLong = length > requestBytes[kind];
	const isUnannounced = headers.has('transfer-encoding') && !headers.has('content-length');
	if (!isTooLong && (kind === 'score' || kind === 'report' || !isUnannounced)) return resolve(event);
	const locale = preferredLocale(headers.get('accept-language'));
	return speakingIn(locale, () => problemResponse({ code: 'tooLarge', instance: event.url.pathname }));
};
