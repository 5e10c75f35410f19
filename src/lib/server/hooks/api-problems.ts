import type { Handle } from '@sveltejs/kit';
import { problemResponse, type ApiErrorCode } from '../api/problem';

const codes: Readonly<Record<number, ApiErrorCode>> = {
	400: 'invalidInput',
	403: 'forbidden',
	404: 'notFound',
	405: 'methodNotAllowed',
	413: 'tooLarge',
	415: 'unsupportedMediaType'
};

/**
 * What the framework and other hooks refuse at addresses of programs becomes a problem document as well, so that a program needs
 * to read one kind of refusal only. Stands inside the language of the request.
 */
export const handleApiProblems: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
	if (!event.url.pathname.startsWith('/api/') || response.status < 400 || isProblem) return response;
	const code = codes[response.status] ?? 'unexpected';
	const allow = response.headers.get('allow');
	return problemResponse({
		code,
		instance: event.url.pathname,
		...(code === 'unexpected' && { more: await referenceIn(response) }),
		...(allow !== null && { headers: { allow } })
	});
};

/** What to quote to an administrator; never the cause. */
async function referenceIn(response: Response): Promise<{ reference?: string }> {
	try {
		const { reference } = (await response.json()) as { reference?: unknown };
		return typeof reference === 'string' ? { reference } : {};
	} catch {
		return {};
	}
}
