import type { Handle, RequestEvent } from '@sveltejs/kit';
import { DomainError } from '../../domain/errors';
import { refuseEarly } from './refuse-early';

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
/** What a form of any site can send without asking first. */
const sentByForms = [...formTypes, 'text/plain'];
/** Where a page's own scripts send JSON, which no other site can without being asked first; these look at U+0000 themselves. */
const jsonPath = /^\/(en|zh)\/entry\/cells$/;

/**
 * Turns away what no page of the product sends, before anything reads it: writes from another site, whatever their content type;
 * forms that do not parse; and U+0000, which the database cannot store and nobody can type.
 */
export const handleWellFormed: Handle = async ({ event, resolve }) => {
	const refusal = await findMalformation(event);
	return refusal ? refuseEarly(event, refusal) : resolve(event);
};

async function findMalformation({ request, url }: RequestEvent): Promise<DomainError | undefined> {
	if (holdsNul(url.pathname) || holdsNul(url.search)) {
		return new DomainError('invalidInput', 'The address holds the character U+0000');
	}
	const isForPrograms = url.pathname.startsWith('/api/');
	// People get the framework's refusal, which has the page's frame.
	if (isForPrograms && !decodes(url.pathname)) {
		return new DomainError('invalidInput', 'The address is no percent-encoded UTF-8');
	}
	if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return undefined;
	const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	const origin = request.headers.get('origin');
	// Programs send none; where a session is used, the API asks for one by itself.
	const mayLackOrigin = isForPrograms || !sentByForms.includes(type);
	if (origin !== url.origin && !(origin === null && mayLackOrigin)) {
		return new DomainError('forbidden', `A write from ${origin ?? 'nowhere'} to ${url.origin}`, {
			isFromElsewhere: true
		});
	}
	if (isForPrograms) return undefined;
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

function decodes(encoded: string): boolean {
	try {
		// Its text is looked at, for a bundler leaves out a call of which nothing is used.
		return decodeURIComponent(encoded) !== '';
	} catch {
		return false;
	}
}

/** Percent-encoded text of an address. */
function holdsNul(encoded: string): boolean {
	return /%00|\0/.test(encoded);
}
