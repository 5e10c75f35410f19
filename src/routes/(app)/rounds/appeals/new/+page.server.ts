import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { fileAppeal } from '$lib/server/services/appeal/file-appeal';
import { getNewAppeal } from '$lib/server/services/appeal/get-new-appeal';
import { numberSchema, refuse, typedOf } from '../../../admin/refuse';
import { proofsOf } from '../../../proofs';
import type { Actions, PageServerLoad } from './$types';

const code = z.string().trim().min(1).max(100);
const subject = {
	round: z.coerce
		.number()
		.int()
		.positive()
		.max(2 ** 31 - 1),
	unit: code,
	indicator: code
};
const querySchema = z.object(subject);
const formSchema = z.object({
	...subject,
	claim: z.string().max(20_000),
	claimedValue: numberSchema.default(null)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const { unit, indicator, round, figure, closesAt, openAppeal } = await getNewAppeal(
			event.locals.ctx,
			query
		);
		return {
			subject: query,
			unit: { code: unit.code, name: unit.name },
			indicator: {
				code: indicator.code,
				name: indicator.name,
				decimals: indicator.decimals,
				measure: indicator.measure,
				unitLabel: indicator.unitLabel,
				isScored: indicator.isScored
			},
			round: { period: round.period, frameworkName: round.frameworkName },
			stands: figure.frozen,
			closesAt,
			openAppeal,
			isDemonstration: unit.isDemonstration
		};
	});

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const form = await request.formData();
		const typed = typedOf(form);
		let filed;
		try {
			filed = await fileAppeal(locals.ctx, { ...formSchema.parse(typed), proofs: await proofsOf(form) });
		} catch (error) {
			return refuse('file', error, typed);
		}
		if (typeof filed !== 'number') return fail(422, { which: 'proof', problem: filed, values: typed });
		redirect(303, withLocale(`/rounds/appeals/${filed}?done=file`, locals.locale));
	}
};
