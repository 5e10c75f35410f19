import type { Locale } from './paraglide/runtime';

/** The first segment of every page's address says its language; `vite.config.ts` tells Paraglide the same. */
export const languageSegments = { en: 'en', 'zh-CN': 'zh' } as const satisfies Record<Locale, string>;

const localesBySegment = new Map<string, Locale>(
	Object.entries(languageSegments).map(([locale, segment]) => [segment, locale as Locale])
);

/** The language that a path names; undefined when it names none. */
export function localeOfPath(pathname: string): Locale | undefined {
	return localesBySegment.get(pathname.split('/', 2)[1] ?? '');
}

/** `/zh/rankings` → `/rankings`; a path without a language comes back as it is. */
export function withoutLocale(pathname: string): string {
	const locale = localeOfPath(pathname);
	if (!locale) return pathname;
	return pathname.slice(languageSegments[locale].length + 1) || '/';
}

/** `/rankings` or `/en/rankings`, and 'zh-CN' → `/zh/rankings`. Query and hash stay. */
export function withLocale(path: string, locale: Locale): string {
	const [, pathname = '/', rest = ''] = /^([^?#]*)(.*)$/s.exec(path) ?? [];
	const bare = withoutLocale(pathname);
	return `/${languageSegments[locale]}${bare === '/' ? '' : bare}${rest}`;
}
