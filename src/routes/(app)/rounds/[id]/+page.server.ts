import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { roundStages } from '$lib/domain/round/round';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { cloneRound } from '$lib/server/services/round/clone-round';
import { getRoundBoard } from '$lib/server/services/round/get-round-board';
import { longestReason, moveRound } from '$lib/server/services/round/move-round';
import { signRound } from '$lib/server/services/round/sign-round';
import { withdrawRound } from '$lib/server/services/round/withdraw-round';
import { blockViews, stageRows } from '$lib/view/round-board';
import { readTyped, revisionSchema } from '../../admin/refuse';
import { refuseRound } from '../refuse-round';
import { roundIdSchema } from '../round-id';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({
	done: z.enum(['moved', 'created', 'signed', 'withdrawn']).optional().catch(undefined)
});
const moveSchema = z.object({
	to: z.enum(roundStages),
	revision: revisionSchema,
	reason: z.string().max(longestReason).optional()
});
const signSchema = z.object({ capacity: z.enum(['manager', 'leader']) });
const withdrawSchema = z.object({ reason: z.string().trim().min(1).max(longestReason) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { done } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const { ctx } = event.locals;
		const board = await getRoundBoard(ctx, roundIdSchema.parse(event.params.id));
		const { state, blocks, windows, settings, ...rest } = board;
		return {
			...rest,
			done,
			revision: settings.revision,
			unitCount: state.work.units,
			blocks: blockViews(blocks),
			unitsLeft: state.unitsLeft,
			stages: stageRows(state.situation, { ...state.work, ...state.cells }),
			window: windows.find(({ stage }) => stage === settings.stage),
			isDemonstration: board.head.isDemonstration,
			now: ctx.now
		};
	});

type Event = Pick<RequestEvent, 'locals' | 'request'> & { readonly params: { readonly id: string } };

/** Runs one form of the page, and comes back to it, or goes to the round that it made. */
async function run(
	which: string,
	event: Event,
	done: string,
	work: (typed: Record<string, string>, id: number) => Promise<unknown>
) {
	const typed = await readTyped(event.request);
	let id: number;
	try {
		id = roundIdSchema.parse(event.params.id);
		const made = await work(typed, id);
		if (typeof made === 'number') id = made;
	} catch (error) {
		return refuseRound(which, error, typed);
	}
	redirect(303, withLocale(`/rounds/${id}?done=${done}`, event.locals.locale));
}

export const actions: Actions = {
	move: (event) =>
		run('move', event, 'moved', async (typed, roundId) => {
			await moveRound(event.locals.ctx, { roundId, ...moveSchema.parse(typed) });
		}),
	sign: (event) =>
		run('sign', event, 'signed', (typed, roundId) =>
			signRound(event.locals.ctx, { roundId, ...signSchema.parse(typed) })
		),
	withdraw: (event) =>
		run('withdraw', event, 'withdrawn', (typed, roundId) =>
			withdrawRound(event.locals.ctx, { roundId, ...withdrawSchema.parse(typed) })
		),
	clone: (event) => run('clone', event, 'created', (_, roundId) => cloneRound(event.locals.ctx, roundId))
};
