import { fail, type ActionFailure } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages';
import type { FormRefusal } from '$lib/ui/form/form-state';

/** The answer of a form whose service says itself what is wrong: sentences at their fields, and what was typed. */
export function failForm(
	which: string,
	{ message, fields }: { readonly message?: string; readonly fields: Readonly<Record<string, string>> },
	values: Readonly<Record<string, string>>
): ActionFailure<FormRefusal> {
	return fail(422, {
		which,
		code: 'invalidInput',
		message: message ?? m.auth_error_invalid_input(),
		fields,
		values
	});
}
