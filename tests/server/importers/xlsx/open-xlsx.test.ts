import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openRowSource } from '../../../../src/lib/server/importers/open-row-source';
import { cellsOf, readAll, refusalOf } from '../read-all';
import { makeWorkbook, sheetData, type WorkbookParts } from './make-workbook';

const book = (bytes: Uint8Array, name = 'f.xlsx') => ({ name, bytes });
const read = (parts: WorkbookParts, options = {}, limits = {}) =>
	readAll(book(makeWorkbook(parts)), options, limits);
const n = (value: number | string, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;

describe('cells of a workbook', () => {
	it('are texts, shared and inline, without the readings above them', async () => {
		const { all } = await read({
			strings: ['<t>a</t>', '<r><t>北</t></r><r><t>京</t></r><rPh><t>ペキン</t></rPh>', '<t>x_x000A_y</t>'],
			sheets: [
				sheetData([
					['<c t="s"><v>0</v></c>', 'b', 'c'],
					['<c t="s"><v>1</v></c>', '<c t="str"><f>1+1</f><v>two</v></c>', '<c t="s"><v>2</v></c>']
				])
			]
		});
		expect(cellsOf(all)).toEqual([['北京', 'two', 'x_x000A_y'.replace('_x000A_', '\n')]]);
	});

	it('are numbers, percentages, booleans and errors, formulas by the value that was saved', async () => {
		const { all } = await read({
			formats: [0, 9, '0.00%', '#,##0', '0.0"%"'],
			sheets: [
				sheetData([
					['a', 'b', 'c', 'd', 'e', 'f'],
					[
						n('0.30000000000000004'),
						n(0.123, 1),
						'<c s="2"><f>1/8</f><v>0.125</v></c>',
						n(1234567, 3),
						n(12.3, 4),
						'<c t="b"><v>1</v></c>'
					],
					['<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c t="e"><v>#N/A</v></c>', 'x', 'x', 'x', 'x']
				])
			]
		});
		expect(all[0]).toEqual({
			row: 2,
			cells: ['0.3', '12.3%', '12.5%', '1234567', '12.3', 'TRUE'],
			typed: [
				{ kind: 'number', value: 0.30000000000000004 },
				{ kind: 'percent', value: 0.123 },
				{ kind: 'percent', value: 0.125 },
				{ kind: 'number', value: 1234567 },
				{ kind: 'number', value: 12.3 },
				{ kind: 'boolean', value: true }
			]
		});
		expect(all[1]!.typed?.slice(0, 2)).toEqual([
			{ kind: 'error', code: '#DIV/0!' },
			{ kind: 'error', code: '#N/A' }
		]);
	});

	it.each([
		[14, 46082, false, '2026-03-01'],
		[17, 46082, false, '2026-03'],
		[27, 46082, false, '2026-03'],
		['yyyy"年"m"月"', 46082, false, '2026-03'],
		['[$-804]yyyy"年"m"月"d"日";@', 46082, false, '2026-03-01'],
		['yyyy', 46082, false, '2026'],
		['yyyy/m/d h:mm', 46082.5, false, '2026-03-01T12:00:00'],
		[14, 44620, true, '2026-03-01'],
		[14, 0, true, '1904-01-01'],
		[14, 59, false, '1900-02-28'],
		[14, 61, false, '1900-03-01'],
		[14, 1, false, '1900-01-01']
	])('are dates by format %s: %d (1904: %s) is %s', async (format, serial, is1904, text) => {
		const { all } = await read({
			is1904,
			formats: [0, format],
			sheets: [sheetData([['a'], [n(serial, 1)]])]
		});
		expect(all[0]).toMatchObject({ cells: [text], typed: [{ kind: 'date' }] });
	});

	it('are numbers where a format only looks like that of a date', async () => {
		const formats = ['[Red]0.00', 'General', '0.00E+00', '"day"0', 'h:mm', '[h]:mm:ss'];
		const { all } = await read({
			formats,
			sheets: [sheetData([formats.map((_, at) => `c${at}`), formats.map((_, at) => n(1.5, at))])]
		});
		expect(all[0]!.cells).toEqual(formats.map(() => '1.5'));
	});
});

describe('the table on a sheet', () => {
	it('has merged names filled over their columns and joined with what stands below', async () => {
		const { header, headerRow, headerRows, preamble, all } = await read({
			sheets: [
				`${sheetData([
					['2026年办件情况'],
					['地区', '第一季度', '<c/>', '第二季度', '<c/>'],
					['<c/>', '办件量', '办结率', '办件量', '办结率'],
					['北京市', n(1), n(2), n(3), n(4)]
				])}<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="D2:E2"/></mergeCells>`
			]
		});
		expect({ header, headerRow, headerRows, preamble }).toEqual({
			header: ['地区', '第一季度 / 办件量', '第一季度 / 办结率', '第二季度 / 办件量', '第二季度 / 办结率'],
			headerRow: 2,
			headerRows: 2,
			preamble: ['2026年办件情况']
		});
		expect(all).toMatchObject([{ row: 4, cells: ['北京市', '1', '2', '3', '4'] }]);
	});

	it('has names that are merged downwards beside each of their rows, and values once', async () => {
		const { all } = await read({
			sheets: [
				`${sheetData([
					['省', '市', 'x'],
					['浙江', '杭州', n(1)],
					['<c/>', '宁波', '<c/>']
				])}<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="C2:C3"/></mergeCells>`
			]
		});
		expect(cellsOf(all)).toEqual([
			['浙江', '杭州', '1'],
			['浙江', '宁波', '']
		]);
	});

	it('keeps hidden rows, skips blank ones, and counts as the sheet does', async () => {
		const { all } = await read({
			sheets: [
				'<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1" t="str"><v>c</v></c></row><row r="5" hidden="1"><c r="C5"><v>7</v></c></row><row><c><v>8</v></c></row></sheetData>'
			]
		});
		expect(all.map(({ row, cells }) => [row, cells])).toEqual([
			[5, ['', '', '7']],
			[6, ['8', '', '']]
		]);
	});

	it('is on the first sheet that is shown, or on the one that is asked for', async () => {
		const parts = {
			names: ['h', '数据', 'x'],
			hidden: [0],
			sheets: [sheetData([['h'], ['1']]), sheetData([['v'], ['2']]), sheetData([['x'], ['3']])]
		};
		const source = await read(parts);
		expect([source.sheets, source.sheet, source.header]).toEqual([['h', '数据', 'x'], '数据', ['v']]);
		expect((await read(parts, { sheet: 'x' })).header).toEqual(['x']);
		expect(await refusalOf(read(parts, { sheet: 'y' }))).toMatchObject({ reason: 'noSuchSheet' });
	});

	it('can be read from a sheet whose elements have prefixes', async () => {
		const sheet =
			'<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>';
		expect(cellsOf((await read({ sheets: [strToU8(sheet)] })).all)).toEqual([['1']]);
	});
});

describe('a workbook that means no good', () => {
	const big = (xml: string): Uint8Array => strToU8(xml);

	it('does not unpack more than is allowed', async () => {
		const bomb = makeWorkbook({
			sheets: [big(`<worksheet><sheetData>${' '.repeat(60_000_000)}</sheetData></worksheet>`)]
		});
		expect(bomb.byteLength).toBeLessThan(1_000_000);
		expect(await refusalOf(readAll(book(bomb), {}, { expandedBytes: 50_000_000 }))).toMatchObject({
			reason: 'expandsTooMuch'
		});
	});

	it('is not believed about its size', async () => {
		const bytes = makeWorkbook({ sheets: [big(`<worksheet>${' '.repeat(5_000_000)}</worksheet>`)] });
		const said = Buffer.from(bytes);
		const real = Buffer.alloc(4);
		real.writeUInt32LE(5_000_000 + '<worksheet></worksheet>'.length);
		for (let at = said.indexOf(real); at >= 0; at = said.indexOf(real, at + 4)) said.writeUInt32LE(1000, at);
		expect(await refusalOf(readAll(book(said)))).toMatchObject({ reason: 'brokenWorkbook' });
	});

	it('does not fill the memory with one cell, shared or in place', async () => {
		const long = 'x'.repeat(30_000_000);
		expect(await refusalOf(read({ sheets: [sheetData([['a'], [long]])] }))).toMatchObject({
			reason: 'cellTooLong'
		});
		expect(
			await refusalOf(read({ strings: [`<t>${long}</t>`], sheets: [sheetData([['a']])] }))
		).toMatchObject({
			reason: 'cellTooLong'
		});
		expect(await refusalOf(read({ sheets: [`<sheetData><row r="${long}"/></sheetData>`] }))).toMatchObject({
			reason: 'cellTooLong'
		});
	});

	it('does not bring sixteen thousand columns', async () => {
		const row = Array.from({ length: 16_384 }, (_, at) => `c${at}`);
		expect(await refusalOf(read({ sheets: [sheetData([row, row])] }))).toMatchObject({
			reason: 'tooManyColumns',
			message: expect.stringMatching(/^f\.xlsx, row 1: /)
		});
	});

	it('does not make entities of its own', async () => {
		const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
		expect(await refusalOf(read({ sheets: [big(bomb)] }))).toMatchObject({ reason: 'brokenWorkbook' });
	});

	it('does not bring more rows than are taken', async () => {
		const rows = Array.from({ length: 50 }, () => ['1']);
		expect(await refusalOf(read({ sheets: [sheetData([['a'], ...rows])] }, {}, { rows: 49 }))).toMatchObject({
			reason: 'tooManyRows'
		});
	});

	it('is not waited for longer than is allowed, and its thread ends', async () => {
		const sheet = sheetData([['a'], ...Array.from({ length: 20_000 }, () => ['1'])]);
		expect(await refusalOf(read({ sheets: [sheet] }, {}, { seconds: 0.001 }))).toMatchObject({
			reason: 'tooSlow'
		});
	});

	it.each([
		['cut in half', (whole: Uint8Array) => whole.subarray(0, whole.length / 2), 'brokenWorkbook'],
		['its first bytes only', (whole: Uint8Array) => whole.subarray(0, 100), 'brokenWorkbook'],
		['text under its name', () => strToU8('no workbook at all'), 'brokenWorkbook'],
		['a workbook of before 2007', () => compound('Workbook'), 'oldWorkbook'],
		['protected by a password', () => compound('EncryptedPackage'), 'protectedWorkbook'],
		['another archive', () => zipSync({ 'a.csv': strToU8('a,b') }), 'otherDocument'],
		['an empty archive', () => zipSync({}), 'otherDocument'],
		[
			'a text document',
			() => zipSync({ '[Content_Types].xml': strToU8('<T/>'), 'word/document.xml': strToU8('<w/>') }),
			'otherDocument'
		],
		[
			'an OpenDocument sheet',
			() => zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<x/>') }),
			'openDocument'
		],
		[
			'a binary workbook',
			() => zipSync({ '[Content_Types].xml': strToU8('<T/>'), 'xl/workbook.bin': strToU8('x') }),
			'binaryWorkbook'
		],
		['no XML inside', () => makeWorkbook({ sheets: [strToU8('no XML')] }), 'brokenWorkbook'],
		['without rows', () => makeWorkbook({ sheets: ['<sheetData/>'] }), 'empty']
	])('is refused when it is %s', async (_, make, reason) => {
		const whole = makeWorkbook({ sheets: [sheetData([['a'], ['1']])] });
		const refusal = await refusalOf(readAll(book(make(whole))));
		expect(refusal.reason).toBe(reason);
		expect(refusal.message).toMatch(/^f\.xlsx.*: .+\. .+/);
	});

	it('is read or refused whatever byte of it is wrong', async () => {
		const whole = makeWorkbook({
			strings: ['<t>a</t>'],
			sheets: [
				sheetData([
					['a', 'b'],
					['1', n(2)]
				])
			]
		});
		const change = fc.record({ at: fc.nat({ max: whole.length - 1 }), to: fc.nat({ max: 255 }) });
		await fc.assert(
			fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
				const bytes = Uint8Array.from(whole);
				for (const { at, to } of changes) bytes[at] = to;
				await readAll(book(bytes)).catch((error: { code?: string }) =>
					expect(error.code).toBe('importRefused')
				);
			}),
			{ numRuns: 60 }
		);
	});

	it('leaves the place of its thread to others, also when nobody reads it to the end', async () => {
		const bytes = makeWorkbook({
			sheets: [sheetData([['a'], ...Array.from({ length: 5000 }, () => ['1'])])]
		});
		for (let time = 0; time < 8; time++) {
			const source = await openRowSource(book(bytes));
			for await (const batch of source.rows()) {
				expect(batch.length).toBeGreaterThan(0);
				break;
			}
			const other = await openRowSource(book(bytes));
			await other.close();
			await other.close();
		}
	});
});

function compound(stream: string): Uint8Array {
	return Buffer.concat([
		Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
		Buffer.alloc(70_000),
		Buffer.from(stream, 'utf16le'),
		Buffer.alloc(1000)
	]);
}
