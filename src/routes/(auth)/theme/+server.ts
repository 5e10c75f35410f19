import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages';
import { withLocale } from '$lib/i18n/path';
import { returnPath } from '$lib/server/auth/return-path';
import { chooseTheme } from '$lib/server/hooks/theme';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals, request, url }) => {
	const form = await request.formData();
	if (!chooseTheme(cookies, form.get('theme'), url.protocol === 'https:')) {
		error(400, { message: m.auth_error_invalid_input(), code: 'invalidInput' });
	}
	redirect(303, returnPath(form.get('next'), withLocale('/', locals.locale)));
};
