import type { Handle } from '@sveltejs/kit';
import { mostUploadBytes } from '../../domain/import/import-run';

/** Bytes that a request may send: tables to be scored, files to be brought in, and everything else (forms). */
export const requestBytes = {
	score: 16 * 1024 * 1024,
	upload: mostUploadBytes + 64 * 1024,
	usual: 512 * 1024
} as const;

const scorePath = '/api/v1/score';
const uploadPath = /^\/(?:[a-z-]+\/)?imports\/?$/;

/**
 * Turns away bodies that are larger than their address takes, before anything reads them. The server itself reads no more than the
 * largest of them (`BODY_SIZE_LIMIT`), so here an announced length is all there is to look at; an unannounced one only scoring takes.
 */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const isScore = event.url.pathname === scorePath;
	const length = Number(headers.get('content-length') ?? 0);
	const isUpload = uploadPath.test(event.url.pathname);
	const isTooLong = length > requestBytes[isScore ? 'score' : isUpload ? 'upload' : 'usual'];
	const isUnannounced = headers.has('transfer-encoding') && !headers.has('content-length');
	if (!isTooLong && (isScore || !isUnannounced)) return resolve(event);
	const body = { type: 'about:blank', title: 'Too large', status: 413, code: 'tooLarge', problems: [] };
	return new Response(`${JSON.stringify(body)}\n`, {
		status: 413,
		headers: { 'content-type': 'application/problem+json' }
	});
};
