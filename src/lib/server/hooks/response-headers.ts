import type { Handle } from '@sveltejs/kit';

const always = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy':
		'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()'
} as const;

const yearSeconds = 365 * 24 * 60 * 60;

/** What tells browsers to take no liberties. The content security policy comes from `svelte.config.js`, with its hashes. */
export const handleSecurityHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	for (const [name, value] of Object.entries(always)) response.headers.set(name, value);
	if (event.url.protocol === 'https:') {
		response.headers.set('strict-transport-security', `max-age=${yearSeconds}`);
	}
	return response;
};

/**
 * What may be kept, by whom: a stranger's page by shared caches for a minute (browsers ask each time, and mostly hear "not
 * modified"); what members see, refusals and answers to forms by nobody, so that nothing is left on a shared machine.
 */
export const handleCacheHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const { headers, status } = response;
	const isRead = event.request.method === 'GET' || event.request.method === 'HEAD';
	const isForStrangers = event.locals.actor?.userId === undefined && !headers.has('set-cookie');
	if (!isForStrangers || !isRead || status >= 400) {
		headers.set('cache-control', 'private, no-store');
	} else if (status === 200 && (event.isDataRequest || !headers.has('cache-control'))) {
		headers.set('cache-control', 'public, max-age=0, s-maxage=60');
	}
	headers.append('vary', 'Cookie');
	return response;
};
