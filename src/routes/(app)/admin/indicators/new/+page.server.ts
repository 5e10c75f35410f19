import { redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { createIndicator } from '$lib/server/services/indicator/create-indicator';
import { checkMayCreate } from '$lib/server/services/indicator/check-may-create';
import { codeSchema, readTyped, refuse } from '../../refuse';
import { indicatorDetailsOf, indicatorFormSchema } from '../read-indicator-form';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => answer(event, () => checkMayCreate(event.locals.ctx));

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const typed = await readTyped(request);
		let code: string;
		try {
			const form = indicatorFormSchema.extend({ code: codeSchema }).parse(typed);
			code = form.code;
			await createIndicator(locals.ctx, { code, details: indicatorDetailsOf(form) });
		} catch (error) {
			return refuse('create', error, typed);
		}
		redirect(303, withLocale(`/admin/indicators/${encodeURIComponent(code)}?done=created`, locals.locale));
	}
};
