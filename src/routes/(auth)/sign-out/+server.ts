import { redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { sessionCookie, sessionCookieOptions } from '$lib/server/auth/session-cookie';
import { signOut } from '$lib/server/services/user/sign-out';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals, url }) => {
	await signOut(locals.ctx, locals.sessionId);
	cookies.delete(sessionCookie, sessionCookieOptions(url, new Date(0)));
	redirect(303, withLocale('/', locals.locale));
};
