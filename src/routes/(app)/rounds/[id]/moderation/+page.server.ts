import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { longestModerationReason } from '$lib/domain/assessment/moderation';
import { m } from '$lib/i18n/paraglide/messages';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { listModeration } from '$lib/server/services/assessment/list-moderation';
import { moderateScore } from '$lib/server/services/assessment/moderate-score';
import { numberSchema, readTyped } from '../../../admin/refuse';
import { refuseRound } from '../../refuse-round';
import { roundIdSchema } from '../../round-id';
import { decisionForm } from './decision-form';
import type { Actions, PageServerLoad } from './$types';

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const decisionSchema = z.object({
	unit: id,
	indicator: id,
	replaces: id.or(z.literal('0').transform(() => 0)),
	score: numberSchema.refine((score) => score !== null && score >= 0 && score <= 100, {
		error: () => m.moderation_score_shape()
	}),
	reason: z.string().trim().min(1).max(longestModerationReason)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const page = await listModeration(event.locals.ctx, roundIdSchema.parse(event.params.id));
		return {
			...page,
			isDone: event.url.searchParams.has('done'),
			isDemonstration: page.head.isDemonstration
		};
	});

export const actions: Actions = {
	decide: async ({ locals, request, params }) => {
		const typed = await readTyped(request);
		try {
			const { unit, indicator, replaces, score, reason } = decisionSchema.parse(typed);
			await moderateScore(locals.ctx, {
				roundId: roundIdSchema.parse(params.id),
				unitId: unit,
				indicatorId: indicator,
				replaces,
				score: score!,
				reason
			});
		} catch (error) {
			return refuseRound(decisionForm(typed['unit'], typed['indicator']), error, typed);
		}
		redirect(303, withLocale(`/rounds/${params.id}/moderation?done=1`, locals.locale));
	}
};
