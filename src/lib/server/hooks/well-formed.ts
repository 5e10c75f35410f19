import type { Handle, RequestEvent } from '@sveltejs/kit';
import { DomainError } from '../../domain/errors';
import { localeOfPath } from '../../i18n/path';
import { answerTo } from './handle-error';
import { preferredLocale, speakingIn } from './language';

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
/** Where a page's own scripts send JSON, which no other site can without being asked first; these look at U+0000 themselves. */
const jsonPath = /^\/(en|zh)\/entry\/cells$/;

/**
 * Turns away what no page of the product sends, before anything reads it: writes from another site, whatever their content type;
 * forms that do not parse; and U+0000, which the database cannot store and nobody can type.
 */
export const handleWellFormed: Handle = async ({ event, resolve }) => {
	const refusal = (await findMalformation(event)) ?? undefined;
	return refusal ? refuse(event, refusal) : resolve(event);
};

async function findMalformation({ request, url }: RequestEvent): Promise<DomainError | undefined> {
	if (holdsNul(url.pathname) || holdsNul(url.search)) {
		return new DomainError('invalidInput', 'The address holds the character U+0000');
	}
	if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return undefined;
	const origin = request.headers.get('origin');
	if (origin !== null && origin !== url.origin) {
		return new DomainError('forbidden', `A write from ${origin} to ${url.origin}`);
	}
	const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (url.pathname.startsWith('/api/')) return undefined;
	if (jsonPath.test(url.pathname) && type === 'application/json') return undefined;
	if (request.body !== null && !formTypes.includes(type)) {
		return new DomainError('invalidInput', `A form is sent as ${formTypes.join(' or ')}, not "${type}"`);
	}
	if (request.body === null) return undefined;
	try {
		const form = await request.clone().formData();
		const isHeld = [...form].some(
			([name, value]) => name.includes('\0') || (typeof value === 'string' && value.includes('\0'))
		);
		return isHeld ? new DomainError('invalidInput', 'The form holds the character U+0000') : undefined;
	} catch {
		return new DomainError('invalidInput', 'The form does not parse');
	}
}

/** Percent-encoded text of an address; what does not decode is the router's to refuse. */
function holdsNul(encoded: string): boolean {
	return /%00|\0/.test(encoded);
}

/** A plain answer: pages need a form or an address that can be read, and this request has neither. */
function refuse({ request, url }: RequestEvent, refusal: DomainError): Response {
	const locale = localeOfPath(url.pathname) ?? preferredLocale(request.headers.get('accept-language'));
	const { status, message } = speakingIn(locale, () => answerTo(refusal));
	return new Response(`${message}\n`, {
		status,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
	});
}
