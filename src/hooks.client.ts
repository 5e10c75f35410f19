import type { ClientInit } from '@sveltejs/kit';
import { localeOfPath } from '$lib/i18n/path';
import { baseLocale, overwriteGetLocale } from '$lib/i18n/paraglide/runtime';

export const init: ClientInit = () => {
	// Every message asks for the language. The first segment of the address says it without matching URL patterns each time.
	overwriteGetLocale(() => localeOfPath(location.pathname) ?? baseLocale);
};
