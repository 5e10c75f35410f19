import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { EvidenceProblem } from '$lib/domain/evidence/evidence';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { addEvidence } from '$lib/server/services/evidence/add-evidence';
import { getEvidencePage, type CellAddress } from '$lib/server/services/evidence/get-evidence-page';
import { removeEvidence } from '$lib/server/services/evidence/remove-evidence';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const code = z.string().trim().min(1).max(100);
const addressSchema = z.object({ unit: code, indicator: code, period: code });
const done = ['added', 'removed'] as const;
const idSchema = z.coerce
	.number()
	.int()
	.positive()
	.max(2 ** 31 - 1);

const addressOf = (url: URL): CellAddress => addressSchema.parse(Object.fromEntries(url.searchParams));

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const page = await getEvidencePage(event.locals.ctx, addressOf(event.url));
		const { nodeCode, indicator, stored } = page.cell;
		return {
			unit: { code: page.unit.code, name: page.unit.name },
			indicator: { code: indicator.code, nodeCode, name: indicator.name },
			period: page.period,
			evidence: page.evidence,
			isLocked: page.isLocked,
			isStored: stored !== undefined,
			done: done.find((what) => event.url.searchParams.has(what)),
			isDemonstration: page.unit.isDemonstration
		};
	});

export const actions: Actions = {
	file: (event) =>
		act(event, 'added', async (form, address) => {
			const file = form.get('file');
			const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
			const name = file instanceof File ? file.name : '';
			const proof = { kind: 'file', name, bytes } as const;
			const added = await addEvidence(event.locals.ctx, { ...address, label: textOf(form, 'label'), proof });
			return 'problem' in added ? added.problem : undefined;
		}),
	link: (event) =>
		act(event, 'added', async (form, address) => {
			const proof = { kind: 'link', url: textOf(form, 'url') } as const;
			const added = await addEvidence(event.locals.ctx, { ...address, label: textOf(form, 'label'), proof });
			return 'problem' in added ? added.problem : undefined;
		}),
	remove: (event) =>
		act(event, 'removed', (form, address) =>
			removeEvidence(event.locals.ctx, address, idSchema.parse(form.get('id')))
		)
};

function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

async function act(
	{ request, url, locals }: RequestEvent,
	word: (typeof done)[number],
	work: (form: FormData, address: CellAddress) => Promise<EvidenceProblem | undefined>
) {
	const form = await request.formData();
	const values = { label: textOf(form, 'label'), url: textOf(form, 'url') };
	let address;
	let problem;
	try {
		address = addressOf(url);
		problem = await work(form, address);
	} catch (error) {
		return failWith(error, values);
	}
	if (problem) return fail(422, { problem, values });
	redirect(
		303,
		withLocale(`/entry/evidence?${new URLSearchParams({ ...address })}&${word}=1`, locals.locale)
	);
}
