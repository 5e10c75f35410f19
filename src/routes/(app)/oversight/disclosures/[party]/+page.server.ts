import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { getParty } from '$lib/server/services/disclosure/get-party';
import { recordDisclosure, withdrawDisclosure } from '$lib/server/services/disclosure/record-disclosure';
import { changeParty } from '$lib/server/services/disclosure/save-party';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { readTyped, refuse, revisionSchema } from '../../../admin/refuse';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const done = ['add', 'record', 'withdraw', 'save'] as const;
const yearSchema = z.coerce.number().int().min(1900).max(9999);
const text = z.string().max(4000);
const placeSchema = z.object({ item: z.string().trim().min(1).max(40), year: yearSchema });
const recordSchema = placeSchema.extend({
	disclosedOn: z.string().trim().max(20),
	url: text,
	note: text.default('')
});
const partySchema = z.object({
	revision: revisionSchema,
	nameEn: text,
	nameZh: text,
	validFrom: z.string().trim().max(20),
	validTo: z.string().trim().max(20).default('')
});

function idOf(param: string): number {
	if (!/^[1-9]\d{0,8}$/.test(param)) throw new DomainError('notFound', 'There is no such party');
	return Number(param);
}

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx } = event.locals;
		const { searchParams } = event.url;
		const year = yearSchema
			.optional()
			.catch(undefined)
			.parse(searchParams.get('year') ?? undefined);
		return {
			page: await getParty(ctx, idOf(event.params.party), { year }),
			done: done.find((what) => searchParams.get('done') === what),
			isDemonstration: await hasDemonstrationData(ctx)
		};
	});

/** @param which names the form among those of the page, so that a refusal stands where it belongs */
async function act(
	{ request, params, locals }: RequestEvent,
	word: (typeof done)[number],
	work: (id: number, typed: Record<string, string>) => Promise<void>
) {
	const typed = await readTyped(request);
	const which = word === 'save' ? 'party' : `item-${typed['item'] ?? ''}`;
	try {
		await work(idOf(params.party), typed);
	} catch (error) {
		return refuse(which, error, typed);
	}
	const year = yearSchema.safeParse(typed['year']);
	const query = new URLSearchParams({ ...(year.success ? { year: String(year.data) } : {}), done: word });
	redirect(303, withLocale(`/oversight/disclosures/${params.party}?${query}`, locals.locale));
}

export const actions: Actions = {
	record: (event) =>
		act(event, 'record', (party, typed) =>
			recordDisclosure(event.locals.ctx, { party, ...recordSchema.parse(typed) })
		),
	withdraw: (event) =>
		act(event, 'withdraw', (party, typed) =>
			withdrawDisclosure(event.locals.ctx, { party, ...placeSchema.parse(typed) })
		),
	save: (event) =>
		act(event, 'save', (id, typed) => changeParty(event.locals.ctx, { id, ...partySchema.parse(typed) }))
};
