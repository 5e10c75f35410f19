import { fail, redirect } from '@sveltejs/kit';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { listReviewQueue } from '$lib/server/services/observation/list-review-queue';
import { readCellKeys } from '$lib/view/review';
import { reviewAddress, reviewQuerySchema } from '$lib/view/review-query';
import { decide, missingIn, type DecisionName } from './decide';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const readQuery = (url: URL) => reviewQuerySchema.parse(Object.fromEntries(url.searchParams));

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = readQuery(event.url);
		const queue = await listReviewQueue(event.locals.ctx, { ...query, page: query.page ?? 1 });
		return { queue, query, address: reviewAddress(query) };
	});

export const actions: Actions = {
	approve: (event) => act(event, 'approve'),
	return: (event) => act(event, 'return'),
	endorse: (event) => act(event, 'endorse'),
	sendBack: (event) => act(event, 'sendBack')
};

async function act({ locals, request, url }: RequestEvent, decision: DecisionName) {
	const form = await request.formData();
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const asOf = new Date(text('asOf'));
	const reason = text('reason');
	let outcome;
	let query;
	try {
		query = readQuery(url);
		const isAll = text('all') !== '' && !Number.isNaN(asOf.getTime());
		const posted = {
			decision,
			reason,
			cells: readCellKeys(form.getAll('cell').filter((key) => typeof key === 'string')),
			all: isAll ? { query, asOf } : undefined
		};
		const missing = missingIn(posted);
		if (missing) return missing;
		outcome = await decide(locals.ctx, posted);
	} catch (error) {
		const refusal = failWith(error);
		return fail(refusal.status, { message: refusal.data.message, reason });
	}
	const { decidedCount, refusals } = outcome;
	if (refusals.length > 0) {
		return fail(409, { decidedCount, bars: refusals.map(({ bar }) => bar), reason });
	}
	const done = new URLSearchParams({ done: decision, count: String(decidedCount) });
	redirect(
		303,
		withLocale(`/review?${[reviewAddress(query), done].filter(Boolean).join('&')}`, locals.locale)
	);
}
