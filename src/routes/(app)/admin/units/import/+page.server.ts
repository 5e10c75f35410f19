import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';
import { divisionLists, mostDivisionBytes, type DivisionList } from '$lib/domain/unit/division';
import { romaniseDivision } from '$lib/domain/unit/romanise-division';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { chosenFile, chunksOf, takingFiles } from '$lib/server/hooks/take-file';
import {
	checkUploadedDivisions,
	demandDivisions,
	listImportRoots,
	storeUploadedDivisions,
	uploadDivisions
} from '$lib/server/services/register/uploaded-divisions';
import { boxSchema, codeSchema, readTyped } from '../../refuse';
import type { Actions, PageServerLoad } from './$types';

const keySchema = z.string().regex(/^[0-9a-f]{64}$/);
const filesSchema = z.object({
	provinces: keySchema,
	cities: keySchema.optional(),
	areas: keySchema.optional()
});
const rootSchema = codeSchema.optional().catch(undefined);
const storeSchema = filesSchema.extend({ root: rootSchema, goodRowsOnly: boxSchema });

/** English names as they are made, for the page to tell of. */
const named = (names: readonly string[]): string =>
	names.map((name) => romaniseDivision({ name, shortName: name }).full).join(', ');
const examples = {
	pinyin: named(['石家庄市', '西安市', '东城区']),
	usual: named(['呼和浩特', '乌鲁木齐', '拉萨'])
};

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx } = event.locals;
		const query = Object.fromEntries(event.url.searchParams);
		const files = filesSchema.safeParse(query);
		const root = rootSchema.parse(query['root'] || undefined);
		const roots = await listImportRoots(ctx);
		return {
			...{ roots, root, mostBytes: mostDivisionBytes, examples },
			files: files.success ? files.data : undefined,
			check: files.success ? await checkUploadedDivisions(ctx, { files: files.data, root }) : undefined
		};
	});

export const actions: Actions = {
	upload: async ({ locals, request }) => {
		let address: string;
		try {
			demandDivisions(locals.ctx);
			const taken = await takingFiles(async () => {
				const form = await request.formData();
				const files = new Map<DivisionList, AsyncIterable<Uint8Array>>();
				for (const list of divisionLists) {
					const file = chosenFile(form, list);
					if (file && file.size > mostDivisionBytes) return { list, problem: 'tooLarge' as const };
					if (file) files.set(list, chunksOf(file));
				}
				const keys = await uploadDivisions(locals.ctx, files);
				if (!keys.has('provinces')) return { list: 'provinces' as const, problem: 'none' as const };
				const root = form.get('root');
				return new URLSearchParams([...keys, ...(typeof root === 'string' ? [['root', root]] : [])] as [
					string,
					string
				][]);
			});
			if (!(taken instanceof URLSearchParams)) return fail(400, { upload: taken });
			address = `/admin/units/import?${taken}`;
		} catch (error) {
			return failWith(error);
		}
		redirect(303, withLocale(address, locals.locale));
	},
	store: async ({ locals, request, url }) => {
		try {
			const { root, goodRowsOnly, ...files } = storeSchema.parse({
				...Object.fromEntries(url.searchParams),
				...(await readTyped(request))
			});
			return { stored: await storeUploadedDivisions(locals.ctx, { files, root, goodRowsOnly }) };
		} catch (error) {
			if (error instanceof DomainError && error.code === 'importRefused') {
				return fail(422, { rejected: true as const });
			}
			return failWith(error);
		}
	}
};
