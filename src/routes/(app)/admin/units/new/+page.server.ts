import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { unitKinds, unitLevels } from '$lib/domain/unit/unit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { createUnit } from '$lib/server/services/register/create-unit';
import { listRegisterChoices } from '$lib/server/services/register/list-register-choices';
import { codeSchema, daySchema, readTyped, refuse } from '../../refuse';
import { unitDetailsOf, unitFormSchema } from '../read-unit-form';
import type { Actions, PageServerLoad } from './$types';

const newUnitSchema = unitFormSchema.extend({
	parent: codeSchema,
	code: codeSchema,
	kind: z.enum(unitKinds),
	level: z.enum(unitLevels),
	validFrom: daySchema
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => ({
		choices: await listRegisterChoices(event.locals.ctx),
		parent: (event.url.searchParams.get('parent') ?? '').slice(0, 60),
		today: event.locals.ctx.now.toISOString().slice(0, 10)
	}));

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const typed = await readTyped(request);
		let code: string;
		try {
			const form = newUnitSchema.parse(typed);
			code = await createUnit(locals.ctx, {
				code: form.code,
				kind: form.kind,
				level: form.level,
				parentCode: form.parent,
				validFrom: form.validFrom,
				details: unitDetailsOf(form)
			});
		} catch (error) {
			return refuse('create', error, typed);
		}
		redirect(303, withLocale(`/admin/units/${encodeURIComponent(code)}?done=created`, locals.locale));
	}
};
