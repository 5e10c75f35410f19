import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { refuseProblems } from '$lib/domain/register/problem';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { changeIndicator } from '$lib/server/services/indicator/change-indicator';
import { getIndicatorRecord } from '$lib/server/services/indicator/get-indicator-record';
import { retireIndicator } from '$lib/server/services/indicator/retire-indicator';
import { saveRubric } from '$lib/server/services/indicator/save-rubric';
import { boxSchema, readTyped, refuse, revisionSchema } from '../../refuse';
import { indicatorDetailsOf, indicatorFormSchema } from '../read-indicator-form';
import { readRubric } from './read-rubric';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({
	done: z.enum(['created', 'saved', 'retired', 'unretired']).optional().catch(undefined)
});
const revisionOnly = z.object({ revision: revisionSchema });

export const load: PageServerLoad = (event) =>
	answer(event, async () => ({
		query: querySchema.parse(Object.fromEntries(event.url.searchParams)),
		record: await getIndicatorRecord(event.locals.ctx, event.params.code)
	}));

type Event = Pick<RequestEvent, 'locals' | 'request'> & { readonly params: { readonly code: string } };

/** Runs one form of the page, and comes back to it. @param work says what was done */
async function run(
	which: string,
	{ params, locals, request }: Event,
	work: (typed: Record<string, string>) => Promise<string>
) {
	const typed = await readTyped(request);
	let done: string;
	try {
		done = await work(typed);
	} catch (error) {
		return refuse(which, error, typed);
	}
	const path = `/admin/indicators/${encodeURIComponent(params.code)}?done=${done}`;
	redirect(303, withLocale(path, locals.locale));
}

export const actions: Actions = {
	change: (event) =>
		run('change', event, async (typed) => {
			const form = indicatorFormSchema
				.extend({ ...revisionOnly.shape, reason: z.string().max(1000).default('') })
				.parse(typed);
			await changeIndicator(event.locals.ctx, {
				code: event.params.code,
				revision: form.revision,
				details: indicatorDetailsOf(form),
				reason: form.reason
			});
			return 'saved';
		}),
	rubric: (event) =>
		run('rubric', event, async (typed) => {
			const { revision } = revisionOnly.parse(typed);
			const { levels, problems } = readRubric(typed);
			refuseProblems(problems);
			await saveRubric(event.locals.ctx, { code: event.params.code, revision, levels });
			return 'saved';
		}),
	retire: (event) =>
		run('retire', event, async (typed) => {
			const { revision, isRetired } = revisionOnly.extend({ isRetired: boxSchema }).parse(typed);
			await retireIndicator(event.locals.ctx, { code: event.params.code, revision, isRetired });
			return isRetired ? 'retired' : 'unretired';
		})
};
