import type { Handle } from '@sveltejs/kit';

/**
 * Bytes that a request may send: tables to be scored, evidence files (more than one may have, so that a file that is too large is
 * refused in words), and everything else (forms).
 */
export const requestBytes = {
	score: 16 * 1024 * 1024,
	evidence: 16 * 1024 * 1024,
	usual: 512 * 1024
} as const;

const scorePath = '/api/v1/score';
const evidencePath = /^\/(en|zh)\/entry\/evidence$/;

/**
 * Turns away bodies that are larger than their address takes, before anything reads them. The server itself reads no more than the
 * larger of both (`BODY_SIZE_LIMIT`), so here an announced length is all there is to look at; an unannounced one only scoring takes.
 */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const isScore = event.url.pathname === scorePath;
	const length = Number(headers.get('content-length') ?? 0);
	const kind = isScore ? 'score' : evidencePath.test(event.url.pathname) ? 'evidence' : 'usual';
	const isTooLong = length > requestBytes[kind];
	const isUnannounced = headers.has('transfer-encoding') && !headers.has('content-length');
	if (!isTooLong && (isScore || !isUnannounced)) return resolve(event);
	const body = { type: 'about:blank', title: 'Too large', status: 413, code: 'tooLarge', problems: [] };
	return new Response(`${JSON.stringify(body)}\n`, {
		status: 413,
		headers: { 'content-type': 'application/problem+json' }
	});
};
