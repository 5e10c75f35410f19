import type { Handle } from '@sveltejs/kit';

/** Bytes that a request may send: tables to be scored, and everything else (forms). */
export const requestBytes = { score: 16 * 1024 * 1024, usual: 512 * 1024 } as const;

const scorePath = '/api/v1/score';

/**
 * Turns away bodies that are larger than their address takes, before anything reads them. The server itself reads no more than the
 * larger of both (`BODY_SIZE_LIMIT`), so here an announced length is all there is to look at; an unannounced one only scoring takes.
 */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const isScore = event.url.pathname === scorePath;
	const length = Number(headers.get('content-length') ?? 0);
	const isTooLong = length > (isScore ? requestBytes.score : requestBytes.usual);
	const isUnannounced = headers.has('transfer-encoding') && !headers.has('content-length');
	if (!isTooLong && (isScore || !isUnannounced)) return resolve(event);
	const body = { type: 'about:blank', title: 'Too large', status: 413, code: 'tooLarge', problems: [] };
	return new Response(`${JSON.stringify(body)}\n`, {
		status: 413,
		headers: { 'content-type': 'application/problem+json' }
	});
};
