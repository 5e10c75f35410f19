import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { getSelfAssessment } from '$lib/server/services/self-assessment/get-self-assessment';
import { saveSelfAssessment } from '$lib/server/services/self-assessment/save-self-assessment';
import { submitSelfAssessment } from '$lib/server/services/self-assessment/submit-self-assessment';
import type { SelfAssessmentForm } from '$lib/server/services/self-assessment/write-self-assessment';
import { readPostedGrid } from '$lib/view/assess';
import { proofNames, type TypedSelfFields } from '$lib/view/self-assessment';
import { typedOf } from '../../../../admin/refuse';
import { proofsOf } from '../../../../proofs';
import { roundIdSchema } from '../../../round-id';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const done = ['saved', 'submitted'] as const;
const addressSchema = z.object({
	unit: z.string().trim().min(1).max(100),
	done: z.enum(done).optional().catch(undefined)
});
const removedSchema = z.array(z.coerce.number().int().positive().max(2_147_483_647)).max(200);

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { unit, ...query } = addressSchema.parse({
			...Object.fromEntries(event.url.searchParams),
			unit: event.params.unit
		});
		const round = roundIdSchema.parse(event.params.id);
		const page = await getSelfAssessment(event.locals.ctx, { round, unit });
		return {
			...page,
			unit: { code: page.unit.code, name: page.unit.name },
			done: query.done,
			isDemonstration: page.unit.isDemonstration
		};
	});

export const actions: Actions = {
	save: (event) => store(event, saveSelfAssessment, 'saved'),
	submit: (event) => store(event, submitSelfAssessment, 'submitted')
};

async function store(event: RequestEvent, work: typeof saveSelfAssessment, word: (typeof done)[number]) {
	const { locals, params, request } = event;
	const posted = await request.formData();
	const rows = readPostedGrid(new Map(Object.entries(typedOf(posted))));
	const proofs: SelfAssessmentForm['proofs'][number][] = [];
	const typed: Record<number, TypedSelfFields> = {};
	for (const row of rows) {
		const names = proofNames(row.id);
		const own = await proofsOf(posted, names);
		proofs.push(...own.map((proof) => ({ indicatorId: row.id, proof })));
		typed[row.id] = { ...row.typed, revision: row.revision, url: String(posted.get(names.url) ?? '') };
	}
	const hadFiles = proofs.some(({ proof }) => proof.kind === 'file');
	let refusal;
	try {
		refusal = await work(locals.ctx, {
			round: roundIdSchema.parse(params.id),
			unit: addressSchema.parse({ unit: params.unit }).unit,
			typed: rows.map(({ id, ...row }) => ({ indicatorId: id, ...row })),
			proofs,
			removed: removedSchema.parse(posted.getAll('remove'))
		});
	} catch (error) {
		const { status, data } = failWith(error);
		return fail(status, { message: data.message, typed, hadFiles });
	}
	if (refusal?.kind === 'problems') return fail(422, { problems: refusal.problems, typed, hadFiles });
	if (refusal?.kind === 'proof') return fail(422, { proof: refusal, typed, hadFiles });
	if (refusal) return fail(409, { conflicts: refusal.indicatorIds, typed, hadFiles });
	const address = `/rounds/${params.id}/self-assessment/${encodeURIComponent(params.unit)}`;
	redirect(303, withLocale(`${address}?done=${word}`, locals.locale));
}
