import { createHash } from 'node:crypto';
import { z } from 'zod';
import { can, demand } from '../../domain/access/can';
import type { Context } from '../context';
import { requestBytes } from '../hooks/request-bytes';
import type { TokenFault } from '../services/token/authenticate-token';
import { decodeCursor, encodeCursor } from './cursor';
import { idempotencyHeader, once } from './idempotency';
import { ApiRefusal, problemOf } from './problem';
import { countRequest, type ApiLimits } from './rate-limit';
import { parseJson, parseParameters, readJsonText, readQuery } from './read-body';
import { defaultLimit, highestLimit, type AnyApiRoute } from './route';

/** What a handler is given: the part of SvelteKit's event that a route of the API looks at. */
export interface ApiEvent {
	readonly request: Request;
	readonly url: URL;
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly locals: {
		readonly ctx: Context;
		readonly tokenId?: number;
		readonly tokenFault?: TokenFault;
		readonly sessionId?: string | undefined;
	};
	getClientAddress(): string;
}

const pageSchema = z.object({
	limit: z.coerce.number().int().min(1).max(highestLimit).optional(),
	cursor: z.string().max(600).optional()
});

/** Makes the handler of a route: who asks, how often, what is sent, one service, and the answer or the problem in its form. */
export function serve(route: AnyApiRoute, limits?: ApiLimits): (event: ApiEvent) => Promise<Response> {
	return async (event) => {
		const { ctx } = event.locals;
		let counted: Record<string, string> = {};
		let response: Response;
		try {
			counted = await countRequest(ctx.db, callerOf(event), route.method !== 'GET', limits);
			response = await respond(route, event);
		} catch (thrown) {
			const problem = problemOf(thrown, `${event.url.pathname}${event.url.search}`, ctx.locale);
			if (!problem) throw thrown;
			response = problem;
		}
		return withHeaders(route, event, response, counted);
	};
}

function callerOf(event: ApiEvent) {
	const { ctx, tokenId } = event.locals;
	return { tokenId, userId: ctx.actor.userId, address: event.getClientAddress() };
}

async function respond(route: AnyApiRoute, event: ApiEvent): Promise<Response> {
	const { request, url, locals } = event;
	const { ctx } = locals;
	admit(route, event);
	const params = parseParameters(event.params, route.params ?? z.object({}), ctx.locale);
	const querySchema = route.query ?? z.object({});
	const query = readQuery(
		url.searchParams,
		route.isPaged ? querySchema.extend(pageSchema.shape) : querySchema,
		ctx.locale
	);
	const text = route.body ? await readJsonText(request, requestBytes.report) : '';
	const question = questionOf(url);
	const cursor = query['cursor'] as string | undefined;
	const call = async (): Promise<Response> => {
		const answer = await route.run({
			ctx,
			params: params as never,
			query: query as never,
			body: (route.body && parseJson(text, route.body.schema, ctx.locale)) as never,
			after: cursor === undefined ? undefined : decodeCursor(question, cursor),
			limit: (query['limit'] as number | undefined) ?? defaultLimit,
			request
		});
		if ('text' in answer)
			return new Response(answer.text, { headers: { 'content-type': answer.contentType } });
		const next = answer.next && encodeCursor(question, answer.next);
		const body = route.isPaged ? { ...(answer.body as object), next: next ?? null } : answer.body;
		return new Response(`${JSON.stringify(body)}\n`, {
			status: answer.status ?? 200,
			headers: {
				'content-type': 'application/json',
				...(answer.etag !== undefined && { etag: `"${answer.etag}"` }),
				...(next !== undefined && { link: `<${nextAddress(url, next)}>; rel="next"` })
			}
		});
	};
	const key = route.body ? request.headers.get(idempotencyHeader) : null;
	if (key === null) return call();
	return once(ctx, { key, what: `${request.method} ${url.pathname}${url.search}`, body: text }, call);
}

/** @throws before anything is read of the request */
function admit(route: AnyApiRoute, { locals, request, url }: ApiEvent): void {
	const { ctx, tokenFault } = locals;
	if (tokenFault !== undefined) {
		throw new ApiRefusal('invalidToken', `The token is ${tokenFault}`, [], {
			'www-authenticate': `Bearer realm="yardstick", error="invalid_token", error_description="${tokenFault}"`
		});
	}
	// A browser adds a cookie by itself: only pages of this site may write with it.
	if (route.method !== 'GET' && locals.sessionId !== undefined && !isFromHere(request, url)) {
		throw new ApiRefusal(
			'forbidden',
			'A write by a session comes from a page of this site: send its Origin, or use a token'
		);
	}
	if (route.access === 'public') return;
	const [first] = route.access;
	if (first && !route.access.some((permission) => can(ctx.actor, permission))) demand(ctx.actor, first);
}

function isFromHere(request: Request, url: URL): boolean {
	return (
		request.headers.get('origin') === url.origin || request.headers.get('sec-fetch-site') === 'same-origin'
	);
}

/** What a list was asked for, without the place in it. */
function questionOf(url: URL): string {
	const asked = [...url.searchParams].filter(([name]) => name !== 'cursor' && name !== 'limit').sort();
	return `${url.pathname}?${new URLSearchParams(asked)}`;
}

function nextAddress(url: URL, cursor: string): string {
	const next = new URL(url);
	next.searchParams.set('cursor', cursor);
	return `${next.pathname}${next.search}`;
}

async function withHeaders(
	route: AnyApiRoute,
	{ locals, request }: ApiEvent,
	response: Response,
	counted: Readonly<Record<string, string>>
): Promise<Response> {
	const { headers } = response;
	for (const [name, value] of Object.entries(counted)) headers.set(name, value);
	headers.append('vary', 'Authorization');
	headers.set('content-language', locals.ctx.locale);
	if (route.method !== 'GET') return response;
	const isStranger = locals.ctx.actor.userId === undefined && locals.tokenFault === undefined;
	// What everybody may read, pages of everybody may read; nothing else of the API is for other sites.
	if (isStranger && response.ok) {
		headers.set('access-control-allow-origin', '*');
		headers.set(
			'access-control-expose-headers',
			'ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset'
		);
	}
	if (response.status !== 200) return response;
	const text = await response.text();
	if (!headers.has('etag')) {
		headers.set('etag', `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`);
	}
	if (isKnown(request.headers.get('if-none-match'), headers.get('etag')!)) {
		headers.delete('content-type');
		return new Response(null, { status: 304, headers });
	}
	return new Response(text, { status: 200, headers });
}

/** Weak comparison, as for reads (RFC 9110, 13.1.2). */
function isKnown(header: string | null, etag: string): boolean {
	if (header === null) return false;
	const known = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
	return known.includes('*') || known.includes(etag);
}
