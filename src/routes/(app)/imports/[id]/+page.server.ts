import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer, asRefusal } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { chooseMapping, matchTexts } from '$lib/server/services/import/choose-mapping';
import { cancelImport, storeImport, undoImport } from '$lib/server/services/import/decide-import';
import { getImport } from '$lib/server/services/import/get-import';
import { readMapping, readMatches } from '$lib/view/import-form';
import type { Actions, PageServerLoad } from './$types';

const idSchema = z.coerce.number().int().positive().max(2_147_483_647);
const querySchema = z.object({
	page: z.coerce.number().int().min(1).max(100_000).catch(1),
	warnings: z.coerce.number().int().min(1).max(100_000).catch(1),
	columns: z.literal('1').optional().catch(undefined),
	sheet: z.string().min(1).max(255).optional().catch(undefined),
	headerRow: z.coerce.number().int().min(1).max(100_000).optional().catch(undefined)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const id = idSchema.parse(event.params.id);
		return {
			query,
			import: await getImport(event.locals.ctx, {
				...query,
				id,
				warningsPage: query.warnings,
				columns: query.columns === '1'
			})
		};
	});

export const actions: Actions = {
	map: async (event) => {
		const posted = readMapping(await event.request.formData());
		return wish(event, async (runId) => {
			const problem = await chooseMapping(event.locals.ctx, { runId, ...posted });
			return problem && fail(400, { roles: { problem, posted } });
		});
	},
	match: async (event) => {
		const posted = readMatches(await event.request.formData());
		return wish(event, (runId) => matchTexts(event.locals.ctx, { runId, ...posted }));
	},
	store: async (event) => {
		const form = await event.request.formData();
		const isGoodRowsOnly = form.get('rows') === 'good';
		return wish(event, (runId) => storeImport(event.locals.ctx, { runId, isGoodRowsOnly }));
	},
	cancel: (event) => wish(event, (runId) => cancelImport(event.locals.ctx, runId)),
	undo: async (event) => {
		const isConfirmed = (await event.request.formData()).get('confirmed') === 'yes';
		return wish(event, async (runId) => {
			if (isConfirmed) await undoImport(event.locals.ctx, runId);
			else {
				// Whose it is comes before what is missing.
				await getImport(event.locals.ctx, { id: runId, page: 1, columns: false });
				return fail(400, { isUnconfirmed: true });
			}
		});
	}
};

/** Does what was wished for and shows the run anew; what was refused stays on the page. */
async function wish<T>(
	{ locals, params }: Pick<RequestEvent, 'locals' | 'params'>,
	work: (runId: number) => Promise<T>
) {
	const id = idSchema.safeParse(params['id']);
	let refused;
	try {
		refused = await work(id.success ? id.data : 0);
	} catch (error) {
		const reason = asRefusal(error)?.details['reason'];
		if (typeof reason === 'string') return fail(422, { reason });
		return failWith(error);
	}
	if (refused) return refused;
	redirect(303, withLocale(`/imports/${params['id']}`, locals.locale));
}
