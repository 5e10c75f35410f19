import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { declareInterest } from '$lib/server/services/interest/declare-interest';
import { endInterest } from '$lib/server/services/interest/end-interest';
import { listInterests } from '$lib/server/services/interest/list-interests';
import { codeSchema, readTyped, refuse } from '../../admin/refuse';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({ done: z.enum(['declared', 'ended']).optional().catch(undefined) });
const interestSchema = z.object({ unit: codeSchema, reason: z.string().trim().min(1).max(1000) });
const endSchema = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => ({
		...querySchema.parse(Object.fromEntries(event.url.searchParams)),
		interests: await listInterests(event.locals.ctx)
	}));

export const actions: Actions = {
	declare: async ({ locals, request }) => {
		const typed = await readTyped(request);
		try {
			const { unit, reason } = interestSchema.parse(typed);
			await declareInterest(locals.ctx, { unitCode: unit, reason });
		} catch (error) {
			return refuse('declare', error, typed);
		}
		redirect(303, withLocale('/account/interests?done=declared', locals.locale));
	},
	end: async ({ locals, request }) => {
		const typed = await readTyped(request);
		try {
			await endInterest(locals.ctx, endSchema.parse(typed).id);
		} catch (error) {
			return refuse('end', error, typed);
		}
		redirect(303, withLocale('/account/interests?done=ended', locals.locale));
	}
};
