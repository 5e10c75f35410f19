import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { appealMoves, type AppealMove } from '$lib/domain/appeal/appeal-flow';
import { DomainError } from '$lib/domain/errors';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { getAppeal } from '$lib/server/services/appeal/get-appeal';
import { recuseFromAppeal, takeAppealStep } from '$lib/server/services/appeal/take-appeal-step';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { numberSchema, readTyped, refuse, revisionSchema } from '../../../admin/refuse';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function idOf(text: string): number {
	if (!/^[1-9]\d{0,8}$/.test(text)) throw new DomainError('notFound', 'There is no such appeal');
	return Number(text);
}

const done = [...appealMoves, 'recuse'] as const;

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx } = event.locals;
		const said = event.url.searchParams.get('done');
		return {
			page: await getAppeal(ctx, idOf(event.params.id)),
			done: done.find((move) => move === said),
			isDemonstration: await hasDemonstrationData(ctx)
		};
	});

const formSchema = z.object({
	revision: revisionSchema,
	reason: z.string().max(20_000).default(''),
	points: numberSchema.optional()
});
const decisionSchema = formSchema.extend({ move: z.enum(['uphold', 'partlyUphold', 'dismiss']) });

/** @param which the form that is answered */
async function take(
	event: RequestEvent,
	which: string,
	moveOf: (typed: Record<string, string>) => Exclude<AppealMove, 'file'>
) {
	const typed = await readTyped(event.request);
	let move;
	try {
		move = moveOf(typed);
		await takeAppealStep(event.locals.ctx, {
			...formSchema.parse(typed),
			move,
			id: idOf(event.params.id)
		});
	} catch (error) {
		return refuse(which, error, typed);
	}
	redirect(303, withLocale(`/rounds/appeals/${event.params.id}?done=${move}`, event.locals.locale));
}

const step = (move: Exclude<AppealMove, 'file'>) => (event: RequestEvent) => take(event, move, () => move);

export const actions: Actions = {
	admit: step('admit'),
	refuse: step('refuse'),
	withdraw: step('withdraw'),
	decide: (event) => take(event, 'decide', (typed) => decisionSchema.parse(typed).move),
	recuse: async (event) => {
		const typed = await readTyped(event.request);
		try {
			const { reason } = formSchema.parse(typed);
			await recuseFromAppeal(event.locals.ctx, { id: idOf(event.params.id), reason });
		} catch (error) {
			return refuse('recuse', error, typed);
		}
		redirect(303, withLocale(`/rounds/appeals/${event.params.id}?done=recuse`, event.locals.locale));
	}
};
