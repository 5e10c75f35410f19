import { sql } from 'drizzle-orm';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { selectRows } from '../../../../src/lib/server/db/client';
import { loadMapping } from '../../../../src/lib/server/importers/load-mapping';
import { mappingSchema, indicatorFileSchema } from '../../../../src/lib/server/importers/mapping';
import { importObservations } from '../../../../src/lib/server/services/import/import-observations';
import { useTestDatabase } from '../../../setup/test-database';

const operator = systemScope('observation.import');
const shared = resolve(process.env['YARDSTICK_SHARED'] ?? '../shared');
const foia = join(shared, 'data/foia-us/requests-and-response-times-2008-2024.csv');

const name = (text: string) => ({ en: text, 'zh-CN': text });
const mapping = mappingSchema.parse({
	source: 'a register',
	unit: {
		column: 'unit',
		create: {
			root: { code: 'T', kind: 'region', level: 'nation', name: name('T') },
			kind: 'department',
			level: 'nation'
		}
	},
	period: { column: 'year', kind: 'year' },
	values: [{ indicator: 'T-N', column: 'n' }]
});
const indicators = indicatorFileSchema.parse([
	{
		code: 'T-N',
		name: name('number'),
		definition: name('a number'),
		measure: 'count',
		frequency: 'year',
		timeRule: 'sum',
		source: name('a register')
	}
]);
const request = (text: string) => ({
	mapping,
	indicators,
	file: { name: 'numbers.csv', bytes: new TextEncoder().encode(text) }
});

describe('importing a file of observations', () => {
	const database = useTestDatabase();
	afterEach(async () => {
		await database.opened.db.execute(
			sql`truncate unit, indicator, observation, observation_revision, audit_entry, import_run restart identity cascade`
		);
	});
	const stored = () =>
		selectRows<{ code: string; period: string; value: number; revision: number }>(
			database.opened.db,
			sql`select u.code, o.period, o.value, o.revision from observation o join unit u on u.id = o.unit_id order by 1, 2`
		);

	it.each([
		['unit,year,n\nA\0,2024,1\n', 'row 2, column "unit"'],
		['unit,year,n\n', 'nothing to import'],
		[`unit,year,n\n${'A'.repeat(201)},2024,1\n`, 'row 2, column "unit"'],
		['unit,year,n\nA,2024,1e300\n', 'row 2, column "n"']
	])('refuses %j in one line that says where', async (text, place) => {
		const refusal = await importObservations(database.context(), operator, request(text)).catch(
			(error: unknown) => error as Error
		);
		expect((refusal as Error).message).toContain(place);
		expect((refusal as Error).message).toContain('numbers.csv');
		expect((refusal as Error).message.split('\n')).toHaveLength(1);
		expect(await stored()).toEqual([]);
	});

	it.each([
		['a file that is not there', join(import.meta.dirname, 'no-such-file.csv'), 'there is no such file'],
		['a folder', import.meta.dirname, 'is a folder']
	])('refuses %s in one line, and keeps no run of it', async (_, path, why) => {
		await expect(
			importObservations(database.context(), operator, {
				...request(''),
				file: { name: 'numbers.csv', path }
			})
		).rejects.toMatchObject({
			code: 'importRefused',
			message: expect.stringMatching(new RegExp(`^numbers\\.csv: ${why}[^\\n]*$`)) as string
		});
		expect(await selectRows(database.opened.db, sql`select id from import_run`)).toEqual([]);
	});

	it('refuses to copy the roles of a unit that is not there, and stores nothing', async () => {
		await expect(
			importObservations(database.context(), operator, {
				...request('unit,year,n\nA,2024,1\n'),
				grantsFrom: 'NOPE'
			})
		).rejects.toMatchObject({ code: 'importRefused', message: expect.stringContaining('NOPE') });
		expect(await stored()).toEqual([]);
	});

	it('makes units and indicators, stores the values and leaves one audit row', async () => {
		const report = await importObservations(
			database.context(),
			operator,
			request('unit,year,n\nA,2024,1\nB,2024,2\nA,2025,3\n')
		);
		expect(report).toMatchObject({
			rows: 3,
			inserted: 3,
			changed: 0,
			unitsMade: 2,
			indicatorsMade: ['T-N'],
			periods: ['2024', '2025']
		});
		expect(await stored()).toMatchObject([
			{ code: 'A', value: 1 },
			{ code: 'A', value: 3 },
			{ code: 'B', value: 2 }
		]);
		const audit = await selectRows(database.opened.db, sql`select action from audit_entry`);
		expect(audit).toEqual([{ action: 'observation.import' }]);
	});

	it('changes nothing when the same file comes again', async () => {
		await importObservations(database.context(), operator, request('unit,year,n\nA,2024,1\n'));
		const again = await importObservations(database.context(), operator, request('unit,year,n\nA,2024,1\n'));
		expect(again).toMatchObject({ inserted: 0, changed: 0, unchanged: 1, unitsMade: 0 });
	});

	it('keeps what a value was before, who changed it and why', async () => {
		await importObservations(database.context(), operator, request('unit,year,n\nA,2024,1\n'));
		const again = await importObservations(database.context(), operator, request('unit,year,n\nA,2024,5\n'));
		expect(again).toMatchObject({ inserted: 0, changed: 1 });
		expect(await stored()).toMatchObject([{ value: 5, revision: 2 }]);
		const revisions = await selectRows<{ before: { value: number }; reason: string }>(
			database.opened.db,
			sql`select before, reason from observation_revision`
		);
		expect(revisions).toMatchObject([
			{ before: null },
			{ before: { value: 1 }, reason: expect.stringContaining('numbers.csv') as string }
		]);
	});

	it('stores nothing at all when one row is wrong', async () => {
		const refused = importObservations(
			database.context(),
			operator,
			request('unit,year,n\nA,2024,1\nB,2024,x\n')
		);
		await expect(refused).rejects.toMatchObject({
			code: 'importRefused',
			message: expect.stringMatching(/^numbers\.csv, row 3, column "n": "x" is no number\./) as string
		});
		expect(await stored()).toEqual([]);
		expect(
			await selectRows(database.opened.db, sql`select code from unit union all select code from indicator`)
		).toEqual([]);
	});

	it('does not touch an approved value', async () => {
		await importObservations(database.context(), operator, request('unit,year,n\nA,2024,1\n'));
		await database.opened.db.execute(sql`update observation set status = 'approved'`);
		const refused = importObservations(database.context(), operator, request('unit,year,n\nA,2024,2\n'));
		await expect(refused).rejects.toThrow(/A, T-N, 2024 is approved with another value/);
		expect(await stored()).toMatchObject([{ value: 1 }]);
	});

	it('refuses text in another encoding by name', async () => {
		const bytes = new Uint8Array([...new TextEncoder().encode('unit,year,n\n'), 0xb1, 0xb1, 0xbe, 0xa9]);
		await expect(
			importObservations(database.context(), operator, {
				...request(''),
				file: { name: 'numbers.csv', bytes }
			})
		).rejects.toThrow(/numbers\.csv: is not utf-8 text/);
	});

	it.skipIf(!existsSync(foia) && !(process.env['CI'] && existsSync(shared)))(
		'takes in seventeen years of US agencies with the mapping of this repository (skipped where the file is absent)',
		async () => {
			const loaded = await loadMapping('scripts/import/foia-us/mapping.json');
			const report = await importObservations(database.context(), operator, {
				...loaded,
				file: { name: 'foia.csv', bytes: readFileSync(foia) }
			});
			// 1,797 agency rows, of which two stand twice, word for word, and six indicators each
			expect(report).toMatchObject({
				rows: 7713,
				filtered: 5916,
				duplicates: 12,
				inserted: 1795 * 6,
				unitsMade: 127
			});
			expect(report.periods).toHaveLength(17);
			const [nasa] = await selectRows<{ value: number; note: string | null }>(
				database.opened.db,
				sql`select o.value, o.note from observation o join unit u on u.id = o.unit_id join indicator i on i.id = o.indicator_id
					where u.code = 'DOI' and o.period = '2009' and i.code = 'FOIA-REC'`
			);
			expect(nasa?.value).toBe(5208);
		}
	);
});
