import { withLocale } from '$lib/i18n/path';
import type { Locale } from '$lib/i18n/paraglide/runtime';

/** Address of a page for a chart drawn on the server, in a language that is given and not asked for. */
export function pagePath(path: string, query: Record<string, string>, locale: Locale): string {
	return `${withLocale(path, locale)}?${new URLSearchParams(query)}`;
}
