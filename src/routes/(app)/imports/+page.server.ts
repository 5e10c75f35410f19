import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';
import { mostUploadBytes } from '$lib/domain/import/import-run';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { listImports } from '$lib/server/services/import/list-imports';
import { demandUpload, uploadFile } from '$lib/server/services/import/upload-file';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { page } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return { page, list: await listImports(event.locals.ctx, page), mostBytes: mostUploadBytes };
	});

/** Files that are being taken in: each is in memory until it is whole, so there are few at a time. */
let arriving = 0;
const mostArriving = 3;

export const actions: Actions = {
	upload: async ({ locals, request }) => {
		let runId;
		try {
			demandUpload(locals.ctx);
			if (arriving >= mostArriving) throw new DomainError('busy', 'Too many files are being taken in');
			arriving++;
			try {
				const file = (await request.formData()).get('file');
				if (!(file instanceof File) || file.name === '') return fail(400, { upload: 'none' as const });
				if (file.size === 0) return fail(400, { upload: 'empty' as const });
				runId = await uploadFile(locals.ctx, { name: file.name, chunks: chunksOf(file) });
			} finally {
				arriving--;
			}
		} catch (error) {
			if (error instanceof DomainError && error.code === 'tooLarge') {
				return fail(413, { upload: 'tooLarge' as const });
			}
			return failWith(error);
		}
		redirect(303, withLocale(`/imports/${runId}`, locals.locale));
	}
};

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
	const reader = file.stream().getReader();
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		yield value;
	}
}
