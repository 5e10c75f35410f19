import type { RequestEvent } from '@sveltejs/kit';
import type { DomainError } from '../../domain/errors';
import { localeOfPath } from '../../i18n/path';
import { problemOf } from '../api/problem';
import type { Locale } from '../context';
import { refusalPage } from '../render/refusal-page';
import { answerTo } from './handle-error';
import { preferredLocale, speakingIn } from './language';
import { themeOf } from './theme';

/**
 * Answers a request that is refused before any page or route sees it, in the form that whoever sent it reads: programs get a problem
 * document, a page's own scripts what the framework would tell them, browsers a page, the rest a line of text.
 */
export function refuseEarly(event: RequestEvent, refusal: DomainError): Response {
	const { request, url } = event;
	const named = localeOfPath(url.pathname);
	const locale = named ?? preferredLocale(request.headers.get('accept-language'));
	const response = speakingIn(locale, () => answerInForm(event, refusal, locale));
	letPass(request);
	response.headers.set('content-language', locale);
	if (!named) response.headers.append('vary', 'Accept-Language');
	return response;
}

/** Takes what is still on its way and keeps nothing of it: browsers look at an answer when they have sent everything. */
function letPass({ body }: Request): void {
	if (body && !body.locked) body.pipeTo(new WritableStream()).catch(() => undefined);
}

function answerInForm(event: RequestEvent, refusal: DomainError, locale: Locale): Response {
	const { cookies, request, url } = event;
	const problem = url.pathname.startsWith('/api/')
		? problemOf(refusal, `${url.pathname}${url.search}`, locale)
		: undefined;
	if (problem) return problem;
	const { status, message } = answerTo(refusal);
	const accepted = request.headers.get('accept') ?? '';
	if (isOfScript(event, accepted)) {
		// Forms that scripts send find the sentence in `error`, pages that they load at the top.
		const shown = { message, code: refusal.code };
		return Response.json({ type: 'error', error: shown, ...shown }, { status });
	}
	if (!accepted.includes('text/html')) {
		return new Response(`${message}\n`, {
			status,
			headers: { 'content-type': 'text/plain; charset=utf-8' }
		});
	}
	const form = request.method === 'POST' ? url.pathname : undefined;
	return new Response(refusalPage({ status, message, form, locale, theme: themeOf(cookies) }), {
		status,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
		}
	});
}

function isOfScript({ isDataRequest, request }: RequestEvent, accepted: string): boolean {
	return isDataRequest || request.headers.has('x-sveltekit-action') || accepted.includes('application/json');
}
