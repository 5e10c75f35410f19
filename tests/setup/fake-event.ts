import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { stranger } from '../../src/lib/domain/access/can';
import type { Context } from '../../src/lib/server/context';

/** Cookies of one browser; `sent` says what a response would set (undefined: deleted). */
export interface CookieJar extends Cookies {
	readonly sent: Map<string, { value: string | undefined; options: Parameters<Cookies['set']>[2] }>;
}

export function cookieJar(held: Readonly<Record<string, string>> = {}): CookieJar {
	const values = new Map(Object.entries(held));
	const sent: CookieJar['sent'] = new Map();
	return {
		sent,
		get: (name) => values.get(name),
		getAll: () => [...values].map(([name, value]) => ({ name, value })),
		set: (name, value, options) => {
			values.set(name, value);
			sent.set(name, { value, options });
		},
		delete: (name, options) => {
			values.delete(name);
			sent.set(name, { value: undefined, options });
		},
		serialize: () => ''
	};
}

export interface EventSeed {
	readonly path: string;
	readonly ctx?: Context;
	readonly method?: string;
	readonly params?: Readonly<Record<string, string>>;
	/** fields of a form that is sent */
	readonly form?: Readonly<Record<string, string>>;
	/** a JSON document that is sent */
	readonly json?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly cookies?: CookieJar;
	readonly routeId?: string;
	readonly origin?: string;
	readonly parent?: unknown;
}

/** What SvelteKit hands to hooks, loads, actions and handlers, as far as this product looks at it. */
export function fakeEvent(seed: EventSeed): RequestEvent & Record<string, unknown> {
	const url = new URL(seed.path, seed.origin ?? 'http://localhost:3000');
	const body = seed.form
		? new URLSearchParams(seed.form)
		: seed.json === undefined
			? undefined
			: JSON.stringify(seed.json);
	const method = seed.method ?? (body === undefined ? 'GET' : 'POST');
	const request = new Request(url, {
		method,
		headers: seed.headers ?? {},
		...(body === undefined ? {} : { body })
	});
	return {
		url,
		request,
		params: seed.params ?? {},
		cookies: seed.cookies ?? cookieJar(),
		locals: {
			actor: seed.ctx?.actor ?? stranger,
			locale: seed.ctx?.locale ?? 'en',
			accountLocale: null,
			theme: 'auto',
			sessionId: undefined,
			...(seed.ctx ? { ctx: seed.ctx } : {})
		} as App.Locals,
		route: { id: seed.routeId ?? null },
		isDataRequest: false,
		isSubRequest: false,
		isRemoteRequest: false,
		platform: undefined,
		getClientAddress: () => '192.0.2.1',
		setHeaders: () => undefined,
		fetch,
		parent: () => Promise.resolve(seed.parent ?? {}),
		depends: () => undefined,
		untrack: <T>(work: () => T) => work()
	} as unknown as RequestEvent & Record<string, unknown>;
}
