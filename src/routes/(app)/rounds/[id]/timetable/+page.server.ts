import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
	lengthOf,
	longestStage,
	proposeTimetable,
	timetableStages,
	uncertainYears,
	usualLengths,
	type StageDays,
	type StageLengths
} from '$lib/domain/round/timetable';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { changeRoundSettings } from '$lib/server/services/round/change-round-settings';
import { changeTimetable } from '$lib/server/services/round/change-timetable';
import { getRoundPlan } from '$lib/server/services/round/get-round-plan';
import { daySchema, readTyped, revisionSchema } from '../../../admin/refuse';
import { readSettings, settingsFields } from '../../read-settings';
import { refuseRound } from '../../refuse-round';
import { roundIdSchema } from '../../round-id';
import type { Actions, PageServerLoad } from './$types';

const revisionOnly = z.object({ revision: revisionSchema });
const querySchema = z.object({
	done: z.enum(['timetable', 'rules']).optional().catch(undefined),
	propose: z.literal('1').optional().catch(undefined)
});
const lengthSchema = z.coerce.number().int().min(1).max(longestStage);

/** Working days of each stage as they stand in the address; what is none counts as usual. */
function readLengths(query: URLSearchParams): StageLengths {
	const read = (stage: keyof StageLengths) => lengthSchema.catch(usualLengths[stage]).parse(query.get(stage));
	return Object.fromEntries(timetableStages.map((stage) => [stage, read(stage)])) as StageLengths;
}

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { searchParams } = event.url;
		const { done, propose } = querySchema.parse(Object.fromEntries(searchParams));
		const plan = await getRoundPlan(event.locals.ctx, roundIdSchema.parse(event.params.id));
		const { period } = plan.head;
		const days = propose ? proposeTimetable(period, readLengths(searchParams)) : plan.days;
		const at = timetableStages.findIndex((stage) => stage === plan.settings.stage);
		return {
			...plan,
			done,
			isProposed: propose !== undefined,
			rows: timetableStages.map((stage, place) => {
				const own = days.find((one) => one.stage === stage);
				return {
					stage,
					first: own?.first ?? '',
					last: own?.last ?? '',
					length: own ? lengthOf(own, period) : usualLengths[stage],
					isOver: place < at
				};
			}),
			uncertain: uncertainYears(days),
			fields: settingsFields(plan.settings),
			isDemonstration: plan.head.isDemonstration
		};
	});

export const actions: Actions = {
	timetable: async ({ locals, request, params }) => {
		const typed = await readTyped(request);
		const id = params.id;
		try {
			const { revision } = revisionOnly.parse(typed);
			const shape = Object.fromEntries(
				timetableStages.flatMap((stage) => [
					[`${stage}-first`, daySchema],
					[`${stage}-last`, daySchema]
				])
			);
			const read = z.object(shape).partial().parse(typed) as Record<string, string | undefined>;
			const days = timetableStages.flatMap((stage): StageDays[] => {
				const [first, last] = [read[`${stage}-first`], read[`${stage}-last`]];
				return first && last ? [{ stage, first, last }] : [];
			});
			await changeTimetable(locals.ctx, { roundId: roundIdSchema.parse(id), revision, days });
		} catch (error) {
			return refuseRound('timetable', error, typed);
		}
		redirect(303, withLocale(`/rounds/${id}/timetable?done=timetable`, locals.locale));
	},
	rules: async ({ locals, request, params }) => {
		const typed = await readTyped(request);
		const id = params.id;
		try {
			const { revision } = revisionOnly.parse(typed);
			const settings = readSettings(typed);
			await changeRoundSettings(locals.ctx, { roundId: roundIdSchema.parse(id), revision, settings });
		} catch (error) {
			return refuseRound('rules', error, typed);
		}
		redirect(303, withLocale(`/rounds/${id}/timetable?done=rules`, locals.locale));
	}
};
