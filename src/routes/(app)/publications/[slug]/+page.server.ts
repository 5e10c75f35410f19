import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { correctPublication } from '$lib/server/services/publication/correct-publication';
import { getPublication } from '$lib/server/services/publication/get-publication';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { page } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const publication = await getPublication(event.locals.ctx, { slug: event.params.slug, page });
		const { frameworkName, frameworkVersion, hash, isDemonstration } = publication;
		return {
			publication,
			isDemonstration,
			printNote: { framework: frameworkName[event.locals.locale], version: frameworkVersion, hash }
		};
	});

const formSchema = z.object({ reason: z.string().max(5000) });

export const actions: Actions = {
	/** Begins the correction, and leads to its round. */
	correct: async ({ request, locals, params }) => {
		const typed = Object.fromEntries(await request.formData());
		let roundId: number;
		try {
			const { reason } = formSchema.parse(typed);
			roundId = await correctPublication(locals.ctx, { slug: params.slug, reason });
		} catch (refusal) {
			return failWith(refusal, typed);
		}
		redirect(303, withLocale(`/rounds/${roundId}`, locals.locale));
	}
};
