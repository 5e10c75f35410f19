import type { Handle } from '@sveltejs/kit';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createSession } from '../../../src/lib/server/auth/session';
import { sessionCookie } from '../../../src/lib/server/auth/session-cookie';
import { handleContext, handleIdentity } from '../../../src/lib/server/hooks/identity';
import { handleLanguage, preferredLocale } from '../../../src/lib/server/hooks/language';
import { handleCacheHeaders, handleSecurityHeaders } from '../../../src/lib/server/hooks/response-headers';
import { getLocale } from '../../../src/lib/i18n/paraglide/runtime';
import { addAccount, addRegion } from '../../factories/account';
import { cookieJar, fakeEvent, type EventSeed } from '../../setup/fake-event';
import { useTestDatabase } from '../../setup/test-database';

const test = useTestDatabase();
const database = () => test.opened;
let userId: number;

beforeAll(async () => {
	const nation = await addRegion(test.opened.db, '000000');
	userId = await addAccount(test.opened.db, {
		email: 'hooks@example.org',
		name: 'Ma Xue',
		locale: 'zh-CN',
		grants: [['administrator', nation]]
	});
});

/** All hooks in the order of `hooks.server.ts`, round a page that says nothing. */
async function pass(seed: EventSeed, page: () => Response = () => new Response('<html lang="%lang%">')) {
	const event = fakeEvent(seed);
	const hooks: Handle[] = [
		handleSecurityHeaders,
		handleCacheHeaders,
		handleIdentity(database),
		handleLanguage,
		handleContext(database)
	];
	let html = '';
	let spoken: string | undefined;
	const call = (at: number): ReturnType<Handle> => {
		const hook = hooks[at];
		if (hook) {
			return hook({
				event,
				resolve: async (_event, options) => {
					const response = await call(at + 1);
					const text = await response.clone().text();
					html = (await options?.transformPageChunk?.({ html: text, done: true })) ?? html;
					return response;
				}
			});
		}
		spoken = getLocale();
		return page();
	};
	const response = await call(0);
	return { event, response, html, spoken };
}

const signedIn = async () => {
	const { secret } = await test.opened.db.transaction((tx) => createSession(tx, userId));
	return cookieJar({ [sessionCookie]: secret });
};

describe('the language of a request', () => {
	it.each([
		['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
		['zh-TW', 'zh-CN'],
		['de-DE,de;q=0.9,en;q=0.5,zh;q=0.4', 'en'],
		['de, zh;q=0.2', 'zh-CN'],
		['en;q=0, zh', 'zh-CN'],
		['*', 'en'],
		['', 'en'],
		[null, 'en']
	])('prefers, by Accept-Language %j, %s', (header, locale) => expect(preferredLocale(header)).toBe(locale));

	it('is the one of the address', async () => {
		const { event, html, spoken } = await pass({
			path: '/zh/rankings',
			headers: { 'accept-language': 'en' }
		});
		expect(event.locals.ctx.locale).toBe('zh-CN');
		expect(spoken).toBe('zh-CN');
		expect(html).toContain('<html lang="zh-CN">');
	});

	it('is chosen by the browser where the address names none, and the query stays', async () => {
		const { response } = await pass({
			path: '/rankings?period=2026-Q3',
			headers: { 'accept-language': 'zh' }
		});
		expect(response.status).toBe(307);
		expect(response.headers.get('location')).toBe('/zh/rankings?period=2026-Q3');
		expect(response.headers.get('vary')).toContain('Accept-Language');
	});

	it('is the account’s before the browser’s', async () => {
		const { response } = await pass({
			path: '/',
			cookies: await signedIn(),
			headers: { 'accept-language': 'en' }
		});
		expect(response.headers.get('location')).toBe('/zh');
	});

	it.each(['/api/results', '/favicon.ico', '/_app/version.json', '/.well-known/security.txt', '/robots.txt'])(
		'sends %s nowhere',
		async (path) => expect((await pass({ path })).response.status).toBe(200)
	);

	it('sends no form elsewhere', async () => {
		expect((await pass({ path: '/sign-out', form: {} })).response.status).toBe(200);
	});
});

describe('who asks', () => {
	it('is a stranger without a cookie, who gets none', async () => {
		const jar = cookieJar();
		const { event } = await pass({ path: '/en', cookies: jar });
		expect(event.locals.ctx.actor.userId).toBeUndefined();
		expect(jar.sent.size).toBe(0);
	});

	it('is the user whose session the cookie opens', async () => {
		const { event } = await pass({ path: '/en', cookies: await signedIn() });
		expect(event.locals.ctx.actor).toMatchObject({ userId, name: 'Ma Xue' });
		expect(event.locals.ctx.actor.grants[0]).toMatchObject({ role: 'administrator' });
	});

	it('is a stranger with a cookie that opens nothing, which is taken away', async () => {
		const jar = cookieJar({ [sessionCookie]: 'made-up' });
		const { event } = await pass({ path: '/en', cookies: jar });
		expect(event.locals.ctx.actor.userId).toBeUndefined();
		expect(jar.sent.get(sessionCookie)?.value).toBeUndefined();
		expect(jar.sent.has(sessionCookie)).toBe(true);
	});

	it('keeps the session alive by using it, with a cookie that scripts and other sites cannot use', async () => {
		const jar = await signedIn();
		const soon = Date.now() + 4 * 24 * 60 * 60 * 1000;
		vi.useFakeTimers({ toFake: ['Date'] });
		vi.setSystemTime(soon);
		await pass({ path: '/en', cookies: jar, origin: 'https://yardstick.example' });
		vi.useRealTimers();
		expect(jar.sent.get(sessionCookie)?.options).toMatchObject({
			httpOnly: true,
			sameSite: 'lax',
			secure: true,
			path: '/'
		});
	});
});

describe('the headers of an answer', () => {
	it('take no liberties', async () => {
		const { headers } = (await pass({ path: '/en' })).response;
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('permissions-policy')).toContain('camera=()');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.has('strict-transport-security')).toBe(false);
	});

	it('insist on https where there is https', async () => {
		const { headers } = (await pass({ path: '/en', origin: 'https://yardstick.example' })).response;
		expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
	});

	it('let caches keep a stranger’s page for a minute', async () => {
		const { headers } = (await pass({ path: '/en' })).response;
		expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60');
		expect(headers.get('vary')).toContain('Cookie');
	});

	it('let nobody keep what a member sees, whatever the page says', async () => {
		const page = () => new Response('', { headers: { 'cache-control': 'public, max-age=600' } });
		const { headers } = (await pass({ path: '/en', cookies: await signedIn() }, page)).response;
		expect(headers.get('cache-control')).toBe('private, no-store');
	});

	it('let nobody keep errors, answers to forms, or anything that sets a cookie', async () => {
		const answers = [
			await pass({ path: '/en' }, () => new Response('', { status: 404 })),
			await pass({ path: '/en/sign-in', form: { email: 'x' } }),
			await pass({ path: '/en' }, () => new Response('', { headers: { 'set-cookie': 'a=b' } }))
		];
		for (const { response } of answers) {
			expect(response.headers.get('cache-control')).toBe('private, no-store');
		}
	});

	it('leave a page’s own words about caching when it is for strangers', async () => {
		const page = () => new Response('', { headers: { 'cache-control': 'public, max-age=600' } });
		expect((await pass({ path: '/en' }, page)).response.headers.get('cache-control')).toBe(
			'public, max-age=600'
		);
	});
});

describe('the theme', () => {
	it('is the one that was chosen, and never markup', async () => {
		const page = () => new Response('<html data-theme="%theme%">');
		const chosen = await pass({ path: '/en', cookies: cookieJar({ theme: 'dark' }) }, page);
		expect(chosen.html).toBe('<html data-theme="dark">');
		const forged = await pass({ path: '/en', cookies: cookieJar({ theme: '"><script>' }) }, page);
		expect(forged.html).toBe('<html data-theme="auto">');
	});
});
