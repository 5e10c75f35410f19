import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';
import { mostUploadBytes } from '$lib/domain/import/import-run';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { chosenFile, chunksOf, takingFiles } from '$lib/server/hooks/take-file';
import { listImports } from '$lib/server/services/import/list-imports';
import { demandUpload, uploadFile } from '$lib/server/services/import/upload-file';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { page } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return { page, list: await listImports(event.locals.ctx, page), mostBytes: mostUploadBytes };
	});

export const actions: Actions = {
	upload: async ({ locals, request }) => {
		let runId;
		try {
			demandUpload(locals.ctx);
			const taken = await takingFiles(async () => {
				const file = chosenFile(await request.formData(), 'file');
				if (!file) return 'none' as const;
				if (file.size === 0) return 'empty' as const;
				return uploadFile(locals.ctx, { name: file.name, chunks: chunksOf(file) });
			});
			if (typeof taken === 'string') return fail(400, { upload: taken });
			runId = taken;
		} catch (error) {
			if (error instanceof DomainError && error.code === 'tooLarge') {
				return fail(413, { upload: 'tooLarge' as const });
			}
			return failWith(error);
		}
		redirect(303, withLocale(`/imports/${runId}`, locals.locale));
	}
};
