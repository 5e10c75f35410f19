import type { Handle } from '@sveltejs/kit';
import { problemResponse } from '../api/problem';
import { preferredLocale, speakingIn } from './language';

/** Bytes that a request may send: tables to be scored, what programs report, and everything else (forms). */
export const requestBytes = { score: 16 * 1024 * 1024, report: 8 * 1024 * 1024, usual: 512 * 1024 } as const;

const scorePath = '/api/v1/score';
const reportPath = '/api/v1/observations';

/**
 * Turns away bodies that are larger than their address takes, before anything reads them. The server itself reads no more than the
 * larger of both (`BODY_SIZE_LIMIT`), so here an announced length is all there is to look at; an unannounced one only programs may send, and their bytes are
 * counted when they are read.
 */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const isScore = event.url.pathname === scorePath;
	const length = Number(headers.get('content-length') ?? 0);
	const isReport = event.url.pathname === reportPath;
	const most = isScore ? requestBytes.score : isReport ? requestBytes.report : requestBytes.usual;
	const isTooLong = length > most;
	const isUnannounced = headers.has('transfer-encoding') && !headers.has('content-length');
	if (!isTooLong && (isScore || isReport || !isUnannounced)) return resolve(event);
	const locale = preferredLocale(headers.get('accept-language'));
	return speakingIn(locale, () => problemResponse({ code: 'tooLarge', instance: event.url.pathname }));
};
