import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { locales } from '$lib/i18n/paraglide/runtime';
import { withLocale } from '$lib/i18n/path';
import { returnPath } from '$lib/server/auth/return-path';
import { answer } from '$lib/server/hooks/answer';
import { chooseLanguage } from '$lib/server/services/user/choose-language';
import type { RequestHandler } from './$types';

const choice = z.object({ locale: z.enum(locales), next: z.unknown() });

export const POST: RequestHandler = (event) =>
	answer(event, async () => {
		const { locale, next } = choice.parse(Object.fromEntries(await event.request.formData()));
		await chooseLanguage(event.locals.ctx, locale);
		redirect(303, withLocale(returnPath(next, '/'), locale));
	});
