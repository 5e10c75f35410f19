import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { listGroups } from '$lib/server/services/register/list-groups';
import { createGroupSet } from '$lib/server/services/register/save-groups';
import { codeSchema, readTyped, refuse, wordsSchema } from '../refuse';
import type { Actions, PageServerLoad } from './$types';

const setSchema = z.object({ code: codeSchema, nameEn: wordsSchema, nameZh: wordsSchema });

export const load: PageServerLoad = (event) => answer(event, () => listGroups(event.locals.ctx));

export const actions: Actions = {
	createSet: async ({ locals, request }) => {
		const typed = await readTyped(request);
		let code: string;
		try {
			const form = setSchema.parse(typed);
			code = form.code;
			await createGroupSet(locals.ctx, { code, name: { en: form.nameEn, 'zh-CN': form.nameZh } });
		} catch (error) {
			return refuse('createSet', error, typed);
		}
		redirect(303, withLocale(`/admin/groups/${encodeURIComponent(code)}?done=created`, locals.locale));
	}
};
