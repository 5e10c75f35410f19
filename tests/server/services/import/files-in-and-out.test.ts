import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMapping } from '../../../../src/lib/server/services/import/choose-mapping';
import { exportValues } from '../../../../src/lib/server/services/import/export-values';
import { writeReport } from '../../../../src/lib/server/services/import/write-report';
import { header, roles, useImportDesk } from './import-desk';

const { ctx, upload, check, page, bringIn, stored } = useImportDesk();

describe('what goes out', () => {
	const bytesOf = async (file: { body: ReadableStream<Uint8Array> }) =>
		new Uint8Array(await new Response(file.body).arrayBuffer());

	it.each(['csv', 'xlsx'] as const)('comes back as %s without changing anything', async (format) => {
		await bringIn(
			'330000,N,2026-03,5,,,,=1+1\n330000,R,2026-03,,1,3,,\n330100,N,2026-03,,,,notReported,"two\nlines"\n'
		);
		const before = await stored();
		const file = await exportValues(ctx(), { unit: '330000', format });
		const runId = await upload(await bytesOf(file), file.name);
		const { preview } = await page(runId);
		const posted = preview && 'columns' in preview ? preview.columns.map(({ role }) => role) : [];
		await chooseMapping(ctx(), { runId, roles: posted, unit: '', period: '', source: '' });
		expect((await page(runId)).run).toMatchObject({
			status: 'checked',
			counts: { inserted: 0, changed: 0, unchanged: 3, rejected: 0 }
		});
		expect(await stored()).toEqual(before);
	});

	it('is the same file with a column of reasons', async () => {
		const runId = await check('330000,N,2026-03,5,,,,\n330000,N,2026-04,x,,,,\n');
		const file = await writeReport(ctx(), {
			runId,
			format: 'csv',
			words: { column: 'Problem', problem: ({ code }) => code }
		});
		const lines = new TextDecoder()
			.decode(await bytesOf(file))
			.trim()
			.split('\r\n');
		expect(lines[0]).toMatch(/,Problem$/);
		expect(lines[1]).toBe('330000,N,2026-03,5,,,,,');
		expect(lines[2]).toBe('330000,N,2026-04,x,,,,,notANumber');
	});
});

describe('a file that is none', () => {
	it.each([
		['nothing but a header', new TextEncoder().encode(header), 'noRows'],
		['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3), 'notATable'],
		[
			'an old workbook',
			Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(600).fill(0)),
			undefined
		],
		['half a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3), undefined],
		['an open quote', new TextEncoder().encode(`${header}"330000,N`), 'quotes']
	])('is refused by name: %s', async (_, bytes, reason) => {
		const runId = await upload(bytes, 'thing.xlsx');
		const { preview } = await page(runId);
		expect(preview).toHaveProperty('reason');
		if (reason) expect(preview).toMatchObject({ reason });
		const refused = await chooseMapping(ctx(), { runId, roles, unit: '', period: '', source: '' }).catch(
			(error: unknown) => error as { code: string }
		);
		if (refused && typeof refused === 'object') expect(refused.code).toBe('importRefused');
		expect(await stored()).toEqual([]);
	});

	it('is refused or checked, whatever its bytes are, and stores nothing', async () => {
		const bytes = fc.oneof(
			fc.uint8Array({ minLength: 1, maxLength: 400 }),
			fc
				.string({ unit: 'binary', minLength: 1, maxLength: 200 })
				.map((text) => new TextEncoder().encode(header + text))
		);
		await fc.assert(
			fc.asyncProperty(bytes, async (some) => {
				const runId = await upload(some, 'some.csv');
				const { preview } = await page(runId);
				expect(preview).toBeDefined();
				const outcome = await chooseMapping(ctx(), { runId, roles, unit: '', period: '', source: '' }).catch(
					(error: unknown) => error as { code?: string }
				);
				if (outcome && typeof outcome === 'object') expect(outcome.code).toBe('importRefused');
				expect(['queued', 'checked', 'failed']).toContain((await page(runId)).run.status);
			}),
			{ numRuns: 15 }
		);
		expect(await stored()).toEqual([]);
	}, 120_000);
});
