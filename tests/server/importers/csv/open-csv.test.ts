import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvScanner } from '../../../../src/lib/server/importers/csv/csv-scanner';
import { cellsOf, readAll, refusalOf } from '../read-all';

const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
	Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const file = (bytes: Uint8Array, name = 'f.csv') => ({ name, bytes });
/** 中国 in GBK */
const zhongguo = [0xd6, 0xd0, 0xb9, 0xfa];

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'rows-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('rows of a delimited text', () => {
	it('have the numbers that a spreadsheet shows, blank lines and cells of several lines included', async () => {
		const { header, headerRow, all } = await readAll('a,b\r\n\r\n1,"x\ny"\n\n,\n2,z\r3,w');
		expect([header, headerRow]).toEqual([['a', 'b'], 1]);
		expect(all).toEqual([
			{ row: 3, cells: ['1', 'x\ny'] },
			{ row: 6, cells: ['2', 'z'] },
			{ row: 7, cells: ['3', 'w'] }
		]);
	});

	it.each([',', ';', '\t', '|'])('are told apart by "%s" without being told', async (delimiter) => {
		const text = ['unit', 'value'].join(delimiter) + `\n"A${delimiter}1"${delimiter}1,5\nB${delimiter}2,5\n`;
		const source = await readAll(
			delimiter === ',' ? text.replaceAll('1,5', '15').replaceAll('2,5', '25') : text
		);
		expect(source.delimiter).toBe(delimiter);
		expect(source.all[0]!.cells[0]).toBe(`A${delimiter}1`);
	});

	it('may be one column', async () => {
		expect(cellsOf((await readAll('a\n1\n2\n')).all)).toEqual([['1'], ['2']]);
	});

	it('follow lines above the table and are followed by notes, which are no rows', async () => {
		const source = await readAll(
			'表1 办件情况,,\n单位：件,,\n地区,一月,二月\n北京市,1,\n上海市,,\n\n注：1.不含军队。\n　　2.四舍五入。\n数据来源：统计局,,\n'
		);
		expect(source).toMatchObject({
			headerRow: 3,
			header: ['地区', '一月', '二月'],
			preamble: ['表1 办件情况', '单位：件'],
			footer: ['注：1.不含军队。', '2.四舍五入。', '数据来源：统计局']
		});
		expect(cellsOf(source.all)).toEqual([
			['北京市', '1', ''],
			['上海市', '', '']
		]);
	});

	it('keep what looks like a note in the middle of the table, and notes if asked to', async () => {
		const text = 'a,b\n注：x,\n1,2\nNote: y,\n';
		expect(cellsOf((await readAll(text)).all)).toEqual([
			['注：x', ''],
			['1', '2']
		]);
		expect((await readAll(text, { skipFooter: false })).all).toHaveLength(3);
	});

	it('are wrong one by one where they have too many or too few cells', async () => {
		const { all } = await readAll('a,b\n1,2\n3\n4,5,6\n7,8\n');
		expect(all.map(({ row, problem }) => [row, problem?.message])).toEqual([
			[2, undefined],
			[3, '1 cells under a header of 2'],
			[4, '3 cells under a header of 2'],
			[5, undefined]
		]);
	});

	it('take a header of several lines, and one that is pointed out', async () => {
		const text = 'x,,\nunit,Q1,Q1\n,count,rate\nA,1,2\n';
		const source = await readAll(text, { headerRow: 2, headerRows: 2 });
		expect(source.header).toEqual(['unit', 'Q1 / count', 'Q1 / rate']);
		expect(source.all).toEqual([{ row: 4, cells: ['A', '1', '2'] }]);
		expect(await refusalOf(readAll(text, { headerRow: 9 }))).toMatchObject({ reason: 'noHeader' });
	});

	it.each([
		['an empty file', '', 'empty'],
		['blank lines', '\n\n', 'empty'],
		['a header alone', 'a,b\n', 'noRows'],
		['a repeated column', 'a,a\n1,2\n', 'repeatedColumn'],
		['a quote that is never closed', 'a,b\n1,"2\n', 'quotes'],
		['a quote that closes too early', 'a,b\n1,"2"x\n', 'quotes'],
		['the character U+0000', 'a,b\n1,2\u0000\n', 'nullCharacter'],
		['a long cell', `a,b\n1,${'x'.repeat(40_000)}\n`, 'cellTooLong'],
		['a long cell in quotes', `a,b\n1,"${'x'.repeat(400_000)}`, 'cellTooLong'],
		['too many columns', `${'a,'.repeat(2000)}\n`, 'tooManyColumns'],
		['a web page', '<html><table><tr><td>1</td></tr></table></html>', 'webPage'],
		['a PDF', '%PDF-1.7 …', 'notATable']
	])('are refused for %s, with a reason of its own', async (_, text, reason) => {
		const refusal = await refusalOf(readAll(text));
		expect(refusal.reason).toBe(reason);
		expect(refusal.message).toMatch(/^f\.csv.*: .+\. .+/);
	});

	it('are refused by row and column where their quotes are broken', async () => {
		expect((await refusalOf(readAll('a,b\n1,2\n3,"4"x\n'))).message).toMatch(/^f\.csv, row 3, column "2": /);
	});

	it('are refused where there are more than are taken', async () => {
		expect(await refusalOf(readAll('a\n1\n2\n3\n', {}, { rows: 2 }))).toMatchObject({
			reason: 'tooManyRows'
		});
		expect(await refusalOf(readAll('a\n1\n', {}, { bytes: 2 }))).toMatchObject({ reason: 'tooManyBytes' });
	});

	it('are read from a file as from memory, and a file that is not there is said to be missing', async () => {
		const path = join(folder, 'a.csv');
		await writeFile(path, `a,b\n${'1,2\n'.repeat(50_000)}`);
		const { all } = await readAll({ name: 'a.csv', path });
		expect([all.length, all.at(-1)]).toEqual([50_000, { row: 50_001, cells: ['1', '2'] }]);
		expect(await refusalOf(readAll({ name: 'b.csv', path: join(folder, 'b.csv') }))).toMatchObject({
			reason: 'noSuchFile'
		});
		expect(await refusalOf(readAll({ name: 'c', path: folder }))).toMatchObject({ reason: 'unreadable' });
	});

	it('refuse a cell of two hundred megabytes as soon as it is too long', async () => {
		const path = join(folder, 'long.csv');
		await writeFile(path, `a,b\n1,"${'x'.repeat(199_000_000)}"`);
		expect(await refusalOf(readAll({ name: 'long.csv', path }))).toMatchObject({ reason: 'cellTooLong' });
	});

	it('give back texts that were made harmless on export', async () => {
		expect(cellsOf((await readAll("a,b\n'=1+1,'x\n'-,-5\n")).all)).toEqual([
			['=1+1', "'x"],
			['-', '-5']
		]);
	});
});

describe('the encoding of a text', () => {
	const text = '地区,值\n北京市,1\n';
	const utf16 = (isBig: boolean, mark: boolean): Uint8Array => {
		const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
		return isBig ? bytes.swap16() : bytes;
	};

	it.each([
		['utf-8', bytesOf(text)],
		['utf-8', bytesOf([0xef, 0xbb, 0xbf], text)],
		['utf-16le', utf16(false, true)],
		['utf-16be', utf16(true, true)],
		['utf-16le', utf16(false, false)],
		['utf-16be', utf16(true, false)]
	])('is %s', async (encoding, bytes) => {
		const source = await readAll(file(bytes));
		expect([source.encoding, source.header, source.all[0]!.cells]).toEqual([
			encoding,
			['地区', '值'],
			['北京市', '1']
		]);
	});

	it('is GBK or GB 18030 by its bytes, wherever the first Chinese character stands', async () => {
		const short = await readAll(file(bytesOf(zhongguo, ',b\n1,2\n')));
		expect([short.encoding, short.header]).toEqual(['gb18030', ['中国', 'b']]);
		const late = await readAll(file(bytesOf('a,b\n', '1,2\n'.repeat(100_000), '3,', zhongguo, '\n')));
		expect([late.encoding, late.all.at(-1)!.cells]).toEqual(['gb18030', ['3', '中国']]);
		// 㐂, which only GB 18030 has, takes four bytes
		const rare = await readAll(file(bytesOf(zhongguo, zhongguo, [0x81, 0x39, 0xef, 0x31], ',b\n1,2\n')));
		expect(rare.header[0]).toMatch(/^中国中国.$/);
	});

	it('is not Chinese because of an accent', async () => {
		const source = await readAll(
			file(
				Buffer.from(
					'Région,Téléphone,Année\nÎle-de-France,été,2024\nProvence,déjà vu à Orléans,2025\n',
					'latin1'
				)
			)
		);
		expect([source.encoding, source.header[0]]).toEqual(['windows-1252', 'Région']);
	});

	it('is as it is said to be', async () => {
		const big5 = [0xa4, 0xa4, 0xb0, 0xea];
		expect((await readAll(file(bytesOf(big5, ',b\n1,2\n')), { encoding: 'big5' })).header[0]).toBe('中國');
	});

	it('is broken at a row that is named', async () => {
		const broken = bytesOf('a,b\n1,', '中国'.repeat(50), '\n2,', [0xe4, 0xb8], '\n');
		expect(await refusalOf(readAll(file(broken)))).toMatchObject({
			reason: 'encoding',
			message: expect.stringContaining('utf-8')
		});
	});
});

describe('any text', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', '\r', ' ', '\t'), maxLength: 6 });
	const written = (rows: string[][], newline: string): string =>
		rows.map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(newline);

	it('comes back cell by cell, however it is cut into chunks', () => {
		const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.nat({ max: 40 }), (rows, newline, cut) => {
				const text = written(rows, newline);
				const scanner = new CsvScanner(',', { columns: 100, cellCharacters: 1000 });
				const found = [
					...scanner.scan(text.slice(0, cut), false),
					...scanner.scan(text.slice(cut), false),
					...scanner.scan('', true)
				];
				expect(found).toEqual(rows);
			})
		);
	});

	it('is read as csv-parse reads it, where both take it', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r\n'), maxLength: 30 });
		fc.assert(
			fc.property(text, fc.nat({ max: 30 }), (input, cut) => {
				let theirs: string[][];
				try {
					theirs = parse(input, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
				} catch {
					return;
				}
				const scanner = new CsvScanner(',', { columns: 100, cellCharacters: 1000 });
				const ours = [
					...scanner.scan(input.slice(0, cut), false),
					...scanner.scan(input.slice(cut), false),
					...scanner.scan('', true)
				];
				expect(ours).toEqual(theirs);
			}),
			{ numRuns: 2000 }
		);
	});

	it('and any bytes are read or refused, and nothing else happens', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
				await readAll(file(bytes)).catch((error: { code?: string }) =>
					expect(error.code).toBe('importRefused')
				);
			}),
			{ numRuns: 500 }
		);
	});
});
