import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { usualSettings } from '$lib/domain/round/round-settings';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { cloneRound } from '$lib/server/services/round/clone-round';
import { createRound } from '$lib/server/services/round/create-round';
import { listRoundChoices } from '$lib/server/services/round/get-round-plan';
import { readTyped } from '../../admin/refuse';
import { readSettings, settingsFields } from '../read-settings';
import { refuseRound } from '../refuse-round';
import type { Actions, PageServerLoad } from './$types';

const idSchema = z.coerce.number().int().positive().max(2_147_483_647);
const roundSchema = z.object({
	version: idSchema,
	period: z.string().trim().min(1).max(10),
	root: z.string().trim().min(1).max(60)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => ({
		...(await listRoundChoices(event.locals.ctx)),
		fields: settingsFields(usualSettings)
	}));

export const actions: Actions = {
	create: async ({ locals, request }) => {
		const typed = await readTyped(request);
		let id: number;
		try {
			const { version, period, root } = roundSchema.parse(typed);
			id = await createRound(locals.ctx, {
				...readSettings(typed),
				frameworkVersionId: version,
				period,
				rootCode: root
			});
		} catch (error) {
			return refuseRound('create', error, typed);
		}
		redirect(303, withLocale(`/rounds/${id}?done=created`, locals.locale));
	},
	clone: async ({ locals, request }) => {
		const typed = await readTyped(request);
		let id: number;
		try {
			id = await cloneRound(locals.ctx, idSchema.parse(typed['round']));
		} catch (error) {
			return refuseRound('clone', error, typed);
		}
		redirect(303, withLocale(`/rounds/${id}?done=created`, locals.locale));
	}
};
