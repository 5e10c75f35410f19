import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { assignAssessors } from '$lib/server/services/round/assign-assessors';
import { getAssignment } from '$lib/server/services/round/get-assignment';
import { revisionSchema } from '../../../admin/refuse';
import { refuseRound } from '../../refuse-round';
import { roundIdSchema } from '../../round-id';
import type { Actions, PageServerLoad } from './$types';

const count = z.coerce.number().int().min(0).max(10_000_000);
const querySchema = z.object({ added: count, removed: count, kept: count }).optional().catch(undefined);
const idsSchema = z.array(z.coerce.number().int().positive().max(2_147_483_647)).max(500);

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const found = await getAssignment(event.locals.ctx, roundIdSchema.parse(event.params.id));
		const query = Object.fromEntries(event.url.searchParams);
		return {
			...found,
			made: 'added' in query ? querySchema.parse(query) : undefined,
			isDemonstration: found.head.isDemonstration
		};
	});

export const actions: Actions = {
	assign: async ({ locals, request, params }) => {
		const form = await request.formData();
		const people = form.getAll('assessor').map(String);
		const typed = { people: people.join(' ') };
		let made;
		try {
			made = await assignAssessors(locals.ctx, {
				roundId: roundIdSchema.parse(params.id),
				revision: revisionSchema.parse(form.get('revision')),
				assessorIds: idsSchema.parse(people)
			});
		} catch (error) {
			return refuseRound('assign', error, typed);
		}
		const { added, removed, kept } = made;
		const query = new URLSearchParams({
			added: String(added),
			removed: String(removed),
			kept: String(kept)
		});
		redirect(303, withLocale(`/rounds/${params.id}/assessors?${query}`, locals.locale));
	}
};
