import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { m } from '$lib/i18n/paraglide/messages';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { getReviewCell } from '$lib/server/services/observation/get-review-cell';
import { reopenObservation } from '$lib/server/services/observation/reopen-observation';
import { cellPath } from '$lib/view/review';
import { reviewQuerySchema } from '$lib/view/review-query';
import { decide, missingIn, type DecisionName } from '../../../decide';
import { correct } from './correct';
import { presentCell } from './present-cell';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const revisionSchema = z.coerce.number().int().min(1).max(2_147_483_647);
const daysSchema = z.coerce.number().int().min(1).max(30);

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { done } = reviewQuerySchema.parse(Object.fromEntries(event.url.searchParams));
		const cell = await getReviewCell(event.locals.ctx, event.params);
		return { ...presentCell(cell, event.locals.locale), done };
	});

export const actions: Actions = {
	approve: (event) => act(event, 'approve'),
	return: (event) => act(event, 'return'),
	endorse: (event) => act(event, 'endorse'),
	sendBack: (event) => act(event, 'sendBack'),
	reopen: (event) => act(event, 'reopen'),
	correct
};

async function act({ locals, request, params }: RequestEvent, decision: DecisionName | 'reopen') {
	const form = await request.formData();
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const reason = text('reason');
	let outcome;
	try {
		const { unit, indicator, period } = await getReviewCell(locals.ctx, params);
		const ref = {
			unitId: unit.id,
			indicatorId: indicator.id,
			period,
			revision: revisionSchema.parse(text('revision'))
		};
		if (decision === 'reopen') {
			if (reason.trim() === '') return fail(400, { fields: { reason: m.review_reason_missing() }, reason });
			outcome = await reopenObservation(locals.ctx, {
				cell: ref,
				reason,
				days: daysSchema.parse(text('days'))
			});
		} else {
			const missing = missingIn({ decision, reason, cells: [ref] });
			if (missing) return missing;
			outcome = await decide(locals.ctx, { decision, reason, cells: [ref] });
		}
	} catch (error) {
		const refusal = failWith(error);
		return fail(refusal.status, { message: refusal.data.message, reason });
	}
	if (outcome.refusals.length > 0) {
		return fail(409, { decidedCount: 0, bars: outcome.refusals.map(({ bar }) => bar), reason });
	}
	redirect(
		303,
		withLocale(`${cellPath(params.unit, params.indicator, params.period)}?done=${decision}`, locals.locale)
	);
}
