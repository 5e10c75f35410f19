import { withLocale } from '$lib/i18n/path';
import { getLocale } from '$lib/i18n/paraglide/runtime';

export type QueryChanges = Readonly<Record<string, string | number | boolean | null | undefined>>;

function applyChanges(parameters: URLSearchParams, changes: QueryChanges): string {
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === undefined || value === '') parameters.delete(name);
		else parameters.set(name, String(value));
	}
	const query = parameters.toString();
	return query && `?${query}`;
}

/** Address of a page in the reader's language: `/rankings` → `/en/rankings?period=2026-Q3`. Empty parameters are left out. */
export function href(path: string, query: QueryChanges = {}): string {
	return withLocale(path, getLocale()) + applyChanges(new URLSearchParams(), query);
}

/** The same page with some parameters changed; null, undefined and '' remove one. */
export function hrefWith(url: URL, changes: QueryChanges): string {
	return url.pathname + applyChanges(new URLSearchParams(url.searchParams), changes);
}
