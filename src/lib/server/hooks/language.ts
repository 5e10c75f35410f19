import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle } from '@sveltejs/kit';
import { baseLocale, overwriteServerAsyncLocalStorage } from '../../i18n/paraglide/runtime';
import { localeOfPath, withLocale } from '../../i18n/path';
import type { Locale } from '../context';

/** What Paraglide's messages read while a request is answered. */
const speaking = new AsyncLocalStorage<{ locale?: Locale; origin?: string; messageCalls?: Set<string> }>();
overwriteServerAsyncLocalStorage({
	getStore: () => speaking.getStore(),
	run: (store, work) => speaking.run(store, work)
});

/** Runs `work` in a language: every message called in it, however deep, is in that language. */
export function speakingIn<T>(locale: Locale, work: () => T): T {
	return speaking.run({ locale, origin: 'http://localhost', messageCalls: new Set() }, work);
}

/** The language that an `Accept-Language` header likes best of those that there are. */
export function preferredLocale(header: string | null): Locale {
	const wishes = (header ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
			const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
			return { tag, weight: weight ? Number(weight.trim().slice(2)) : 1 };
		})
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight);
	for (const { tag } of wishes) {
		if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
		if (tag === 'en' || tag.startsWith('en-')) return 'en';
	}
	return baseLocale;
}

/** Machines' addresses and files have no language. */
const withoutLanguage =
	/^\/(api\/|(_app|\.well-known)(\/|$))|\.(css|csv|html?|ico|jpe?g|js|json|jsonld|map|pdf|php|png|svg|txt|webmanifest|webp|xlsx|xml|zip)$/i;

/**
 * Says which language a request is answered in, and sends readers of an address without one to the address that has it: the
 * account's language first, then the browser's. Needs `locals.accountLocale`.
 */
export const handleLanguage: Handle = async ({ event, resolve }) => {
	const { locals, request, url } = event;
	const named = localeOfPath(url.pathname);
	const asked = request.headers.get('accept-language');
	const wished = preferredLocale(asked);
	// A program says in each request what it wants to read; a person said it once.
	const isProgram = asked !== null && url.pathname.startsWith('/api/');
	const locale = named ?? (isProgram ? wished : (locals.accountLocale ?? wished));
	const isRead = request.method === 'GET' || request.method === 'HEAD';
	if (!named && isRead && !event.isDataRequest && !withoutLanguage.test(url.pathname)) {
		const location = withLocale(`${url.pathname}${url.search}`, locale);
		return new Response(null, { status: 307, headers: { location, vary: 'Accept-Language' } });
	}
	locals.locale = locale;
	const response = await speakingIn(locale, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', locals.theme)
		})
	);
	// The same address says something else to others: caches must know.
	if (!named) response.headers.append('vary', 'Accept-Language');
	return response;
};
