import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { longestAdjustmentText, type AdjustmentMove } from '$lib/domain/round/adjustment';
import { adjustmentStatuses } from '$lib/domain/round/adjustment-status';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { decideAdjustment } from '$lib/server/services/adjustment/decide-adjustment';
import { listRoundAdjustments } from '$lib/server/services/adjustment/list-adjustments';
import { proposeAdjustment } from '$lib/server/services/adjustment/propose-adjustment';
import { codeSchema, numberSchema, readTyped, refuse, revisionSchema, typedOf } from '../../../admin/refuse';
import { proofsOf } from '../../../proofs';
import { roundIdSchema } from '../../round-id';
import { decisionForm } from './decision-form';
import type { Actions, PageServerLoad } from './$types';

const done = ['propose', 'confirm', 'reject', 'withdraw', 'revoke'] as const;
const querySchema = z.object({
	status: z.enum(adjustmentStatuses).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1),
	done: z.enum(done).optional().catch(undefined)
});
// Somewhat more than is kept, so that what is too long is told at its field.
const words = z
	.string()
	.max(longestAdjustmentText * 20)
	.default('');
const proposalSchema = z.object({
	unit: codeSchema,
	rule: codeSchema,
	amount: numberSchema.default(null),
	groundEn: words,
	groundZh: words
});
const decisionSchema = z.object({ id: revisionSchema, reason: words });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { done: said, ...query } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const found = await listRoundAdjustments(event.locals.ctx, {
			roundId: roundIdSchema.parse(event.params.id),
			...query
		});
		return { ...found, query, done: said, isDemonstration: found.head.isDemonstration };
	});

const decide = (move: AdjustmentMove) => async (event: RequestEvent) => {
	const typed = await readTyped(event.request);
	try {
		await decideAdjustment(event.locals.ctx, {
			roundId: roundIdSchema.parse(event.params['id'] ?? ''),
			move,
			...decisionSchema.parse(typed)
		});
	} catch (error) {
		return refuse(decisionForm(typed['id']), error, typed);
	}
	redirect(303, withLocale(`/rounds/${event.params['id']}/adjustments?done=${move}`, event.locals.locale));
};

export const actions: Actions = {
	propose: async ({ request, locals, params }) => {
		const form = await request.formData();
		const typed = typedOf(form);
		let proposed;
		try {
			const { unit, rule, ...rest } = proposalSchema.parse(typed);
			proposed = await proposeAdjustment(locals.ctx, {
				roundId: roundIdSchema.parse(params.id),
				unitCode: unit,
				ruleCode: rule,
				...rest,
				proofs: await proofsOf(form)
			});
		} catch (error) {
			return refuse('propose', error, typed);
		}
		if (typeof proposed !== 'number') return fail(422, { which: 'proof', problem: proposed, values: typed });
		redirect(303, withLocale(`/rounds/${params.id}/adjustments?done=propose`, locals.locale));
	},
	confirm: decide('confirm'),
	reject: decide('reject'),
	withdraw: decide('withdraw'),
	revoke: decide('revoke')
};
