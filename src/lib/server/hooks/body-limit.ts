import type { Handle } from '@sveltejs/kit';
import { DomainError } from '../../domain/errors';
import { refuseEarly } from './refuse-early';
import { requestBytes, requestKind, tooLargeAt } from './request-bytes';

/**
 * Turns away bodies that are larger than their address takes, before anything reads them. The server itself reads no more than the
 * largest of them (`BODY_SIZE_LIMIT`), so here an announced length is all there is to look at; an unannounced one only programs may send, and their bytes are
 * counted when they are read.
 */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const length = Number(headers.get('content-length') ?? 0);
	const kind = requestKind(event.url.pathname);
	const isTooLong = length > requestBytes[kind];
	const isUnannounced = headers.has('transfer-encoding') && !headers.has('content-length');
	if (!isTooLong && (kind === 'score' || kind === 'report' || !isUnannounced)) return resolve(event);
	return refuseEarly(event, tooLargeAt(event.url.pathname));
};

/**
 * Turns away what strangers send beyond the size of a form: files are for members alone, and a form is read before its page is asked
 * who may send it. Needs to know who asks; programs are asked by their own wrapper before anything is read.
 */
export const handleStrangersFiles: Handle = ({ event, resolve }) => {
	const { locals, request, url } = event;
	const length = Number(request.headers.get('content-length') ?? 0);
	const isForm = !url.pathname.startsWith('/api/');
	if (!isForm || locals.actor.userId !== undefined || length <= requestBytes.usual) return resolve(event);
	return refuseEarly(event, new DomainError('notSignedIn', 'A stranger sends a file'));
};
