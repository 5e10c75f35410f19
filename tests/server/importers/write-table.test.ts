import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralText, restoreText } from '../../../src/lib/server/importers/neutral-text';
import { writeCsv, type OutCell } from '../../../src/lib/server/importers/write-table';
import { columnName, writeXlsx } from '../../../src/lib/server/importers/xlsx/write-xlsx';
import { cellsOf, readAll } from './read-all';

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const chunk of chunks) parts.push(chunk);
	return Buffer.concat(parts);
}
const columns = [{ name: '单位' }, { name: 'value', width: 30 }];
const csv = async (rows: OutCell[][]) => bytesOf(writeCsv(columns, rows));
const xlsx = async (rows: OutCell[][]) => bytesOf(writeXlsx([{ name: 'Data', columns, rows }]));

describe('a written table', () => {
	it('is CSV that spreadsheets open without asking', async () => {
		const bytes = await csv([
			['北京市', 1.5],
			['a "b", c', { percent: 0.123 }],
			['=1+1', null],
			['x\ny', { date: '2026-03-01' }],
			['-5', -5],
			['', true]
		]);
		expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		expect(new TextDecoder().decode(bytes)).toBe(
			'单位,value\r\n北京市,1.5\r\n"a ""b"", c",12.3%\r\n\'=1+1,\r\n"x\ny",2026-03-01\r\n-5,-5\r\n,TRUE\r\n'
		);
	});

	it('is a workbook with numbers as numbers', async () => {
		const source = await readAll({
			name: 'f.xlsx',
			bytes: await xlsx([
				['北京市', 0.1],
				['a', { percent: 0.123 }],
				['b', { date: '2026-03-01' }],
				['c', false],
				['d', NaN]
			])
		});
		expect([source.sheets, source.header]).toEqual([['Data'], ['单位', 'value']]);
		expect(source.all.map(({ typed }) => typed?.[1])).toEqual([
			{ kind: 'number', value: 0.1 },
			{ kind: 'percent', value: 0.123 },
			{ kind: 'date', iso: '2026-03-01' },
			{ kind: 'boolean', value: false },
			undefined
		]);
	});

	it('has as many sheets as are given, each by a name that programs take', async () => {
		const rows = [['1']];
		const bytes = await bytesOf(
			writeXlsx([
				{ name: 'a/b', columns, rows },
				{ name: 'a?b', columns, rows },
				{ name: '', columns: [], rows },
				{ name: 'x'.repeat(50), columns, rows }
			])
		);
		expect((await readAll({ name: 'f.xlsx', bytes })).sheets).toEqual(['a b', 'a b 2', '3', 'x'.repeat(31)]);
	});

	it('is the same bytes for the same rows', async () => {
		expect(await xlsx([['a', 1]])).toEqual(await xlsx([['a', 1]]));
	});

	it('comes back as it was, whatever its texts are', async () => {
		const text = fc.string({
			unit: fc.constantFrom(
				'a',
				'中',
				'"',
				',',
				'\n',
				'=',
				'+',
				'-',
				'@',
				'\t',
				"'",
				'_x0041_',
				'<',
				'&',
				'\u0007',
				'1'
			),
			maxLength: 6
		});
		const row = fc.tuple(
			text.map((t) => `k${t}`),
			text
		);
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
				// What is neutral already cannot be told from what was made so.
				fc.pre(rows.flat().every((t) => restoreText(t) === t && t.trim() === t));
				for (const [name, bytes] of [
					['f.csv', await csv(rows)],
					['f.xlsx', await xlsx(rows)]
				] as const) {
					expect(cellsOf((await readAll({ name, bytes })).all)).toEqual(rows);
				}
			}),
			{ numRuns: 30 }
		);
	});

	it('names columns as sheets do', () => {
		expect([0, 25, 26, 701, 702, 16_383].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
	});
});

describe('a text that could be a formula', () => {
	it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', '\tx', '\rx', '\n=1', '-1+1', '='])(
		'is made harmless: %j',
		(text) => {
			expect(neutralText(text)).toBe(`'${text}`);
			expect(restoreText(neutralText(text))).toBe(text);
		}
	);

	it.each(['-5', '+3.2', '-1e6', '-12.5%', 'a=b', "'x", ''])('is left alone where it is none: %j', (text) => {
		expect(neutralText(text)).toBe(text);
		expect(restoreText(text)).toBe(text);
	});
});
