import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale, withoutLocale } from '$lib/i18n/path';
import { landingOf } from '$lib/server/auth/landing';
import { longestPassword } from '$lib/server/auth/password';
import { returnPath } from '$lib/server/auth/return-path';
import { sessionCookie, sessionCookieOptions } from '$lib/server/auth/session-cookie';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { listDemonstrationSignIns } from '$lib/server/services/user/list-demonstration-sign-ins';
import { signIn, type SignedIn } from '$lib/server/services/user/sign-in';
import { placeOf, type NavigationId } from '$lib/view/navigation';
import type { Actions, PageServerLoad } from './$types';

const credentials = z.object({
	email: z.string().trim().pipe(z.email().max(254)),
	password: z.string().min(1).max(longestPassword)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { locals, url } = event;
		if (locals.actor.userId !== undefined) {
			const landing = withLocale(landingOf(locals.actor), locals.locale);
			redirect(303, returnPath(url.searchParams.get('next'), landing));
		}
		return {
			/** the place that somebody was on the way to */
			wanted: placeWanted(url),
			demonstration: await listDemonstrationSignIns(locals.ctx)
		};
	});

function placeWanted(url: URL): NavigationId | undefined {
	const path = returnPath(url.searchParams.get('next'), '');
	const [pathname = ''] = path.split(/[?#]/);
	return pathname === '' ? undefined : placeOf(withoutLocale(pathname))?.id;
}

export const actions: Actions = {
	default: async ({ cookies, getClientAddress, locals, request, url }) => {
		const typed = Object.fromEntries(await request.formData());
		let signedIn: SignedIn;
		try {
			signedIn = await signIn(locals.ctx, {
				...credentials.parse(typed),
				address: getClientAddress(),
				previousSecret: cookies.get(sessionCookie)
			});
		} catch (error) {
			return failWith(error, typed);
		}
		const { actor, locale, session } = signedIn;
		cookies.set(sessionCookie, session.secret, sessionCookieOptions(url, session.expiresAt));
		const landing = withLocale(landingOf(actor), locale ?? locals.locale);
		redirect(303, returnPath(url.searchParams.get('next'), landing));
	}
};
