import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';

export interface PublishedBytes {
	/** where it is to be kept under one */
	readonly name?: string;
	readonly mediaType: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is published does not change; it may be withdrawn, which caches may learn within the hour. */
const hour = 60 * 60;

/**
 * Bytes that everybody may read, with a validator, for programs of other sites too. What a member reads is kept by nobody
 * (`response-headers.ts`).
 */
export function sendPublished(
	{ request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
	{ name, mediaType, bytes }: PublishedBytes,
	{ keptSeconds = hour }: { readonly keptSeconds?: number } = {}
): Response {
	const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
	const isStranger = locals.actor.userId === undefined;
	const headers = {
		etag,
		'cache-control': `public, max-age=${keptSeconds}`,
		...(isStranger ? { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' } : {})
	};
	const known = request.headers.get('if-none-match')?.split(',') ?? [];
	if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
		return new Response(null, { status: 304, headers });
	}
	return new Response(bytes, {
		headers: {
			...headers,
			'content-type': mediaType,
			'content-length': String(bytes.byteLength),
			...(name === undefined ? {} : { 'content-disposition': dispositionOf(name) })
		}
	});
}

function dispositionOf(name: string): string {
	const plain = name.replace(/[^\w.-]+/g, '_');
	return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
