import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { operationPartyKinds } from '$lib/domain/oversight/operation-party';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { listDisclosureCalendar } from '$lib/server/services/disclosure/list-disclosures';
import { createParty } from '$lib/server/services/disclosure/save-party';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { disclosuresQuerySchema } from '$lib/view/disclosures-query';
import { readTyped, refuse } from '../../admin/refuse';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx } = event.locals;
		const query = disclosuresQuerySchema.parse(Object.fromEntries(event.url.searchParams));
		return {
			query,
			calendar: await listDisclosureCalendar(ctx, query),
			isDemonstration: await hasDemonstrationData(ctx)
		};
	});

const text = z.string().max(2000);
const formSchema = z.object({
	unit: z.string().trim().min(1).max(100),
	kind: z.enum(operationPartyKinds),
	nameEn: text,
	nameZh: text,
	validFrom: z.string().trim().max(20),
	validTo: z.string().trim().max(20).default('')
});

export const actions: Actions = {
	add: async ({ request, locals }) => {
		const typed = await readTyped(request);
		let id;
		try {
			id = await createParty(locals.ctx, formSchema.parse(typed));
		} catch (error) {
			return refuse('add', error, typed);
		}
		redirect(303, withLocale(`/oversight/disclosures/${id}?done=add`, locals.locale));
	}
};
