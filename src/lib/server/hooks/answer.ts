import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { ZodError } from 'zod';
import { DomainError } from '../../domain/errors';
import { withLocale } from '../../i18n/path';
import { answerTo } from './handle-error';

/**
 * Runs what a page shows and turns a refusal into the browser's answer: strangers are sent to sign in and come back, others
 * get the status and the sentence of the refusal. For `load` and `+server.ts`; form actions use `failWith`.
 */
export async function answer<T>(
	event: Pick<RequestEvent, 'url' | 'locals'>,
	work: () => Promise<T> | T
): Promise<T> {
	try {
		return await work();
	} catch (refusal) {
		const reason = asRefusal(refusal);
		if (!reason) throw refusal;
		if (reason.code === 'notSignedIn') redirect(303, signInPath(event));
		const { status, message } = answerTo(reason);
		const isUnpublished = reason.details['unpublishedPeriod'] !== undefined;
		error(status, { message, code: reason.code, ...(isUnpublished ? { isUnpublished } : {}) });
	}
}

/** Where a stranger signs in to come back to the page of this event. */
export function signInPath({ url, locals }: Pick<RequestEvent, 'url' | 'locals'>): string {
	const next = encodeURIComponent(`${url.pathname}${url.search}`);
	return withLocale(`/sign-in?next=${next}`, locals.locale);
}

/** The refusal in what was thrown: input that zod does not accept is one as well. Undefined: nobody expected this. */
export function asRefusal(thrown: unknown): DomainError | undefined {
	if (thrown instanceof DomainError) return thrown;
	if (thrown instanceof ZodError) return new DomainError('invalidInput', thrown.message);
	return undefined;
}
