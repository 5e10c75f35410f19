import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';
import type { OrderMove } from '$lib/domain/oversight/order-flow';
import { orderMoves } from '$lib/domain/oversight/order-flow';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { getOrder } from '$lib/server/services/order/get-order';
import { takeOrderStep } from '$lib/server/services/order/take-order-step';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { refuse, revisionSchema, typedOf } from '../../../admin/refuse';
import { proofsOf } from '../../../proofs';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function idOf(text: string): number {
	if (!/^[1-9]\d{0,8}$/.test(text)) throw new DomainError('notFound', 'There is no such order');
	return Number(text);
}

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx } = event.locals;
		const done = event.url.searchParams.get('done');
		return {
			page: await getOrder(ctx, idOf(event.params.id)),
			done: orderMoves.find((move) => move === done),
			isDemonstration: await hasDemonstrationData(ctx)
		};
	});

const formSchema = z.object({ revision: revisionSchema, text: z.string().max(20_000).default('') });

const step = (move: Exclude<OrderMove, 'issue'>) => async (event: RequestEvent) => {
	const form = await event.request.formData();
	const typed = typedOf(form);
	let problem;
	try {
		const { revision, text } = formSchema.parse(typed);
		const id = idOf(event.params.id);
		const proofs = move === 'answer' ? await proofsOf(form) : [];
		problem = await takeOrderStep(event.locals.ctx, { id, revision, move, text, proofs });
	} catch (error) {
		return refuse(move, error, typed);
	}
	if (problem) return fail(422, { which: 'proof', problem, values: typed });
	redirect(303, withLocale(`/oversight/orders/${event.params.id}?done=${move}`, event.locals.locale));
};

export const actions: Actions = {
	acknowledge: step('acknowledge'),
	answer: step('answer'),
	verify: step('verify'),
	sendBack: step('sendBack'),
	withdraw: step('withdraw')
};
