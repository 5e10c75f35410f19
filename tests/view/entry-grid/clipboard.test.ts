import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBlock, parseBlock } from '../../../src/lib/view/entry-grid/clipboard';

describe('a block from a spreadsheet', () => {
	it.each([
		['one cell', '12', [['12']]],
		[
			'Excel’s, with a line end behind the last row',
			'1\t2\r\n3\t4\r\n',
			[
				['1', '2'],
				['3', '4']
			]
		],
		[
			'LibreOffice’s',
			'1\t2\n3\t',
			[
				['1', '2'],
				['3', '']
			]
		],
		['with a line break within a cell', '"a\nb"\tc\n', [['a\nb', 'c']]],
		['with quotation marks within a quoted cell', '"say ""yes""\tnow"\t2', [['say "yes"\tnow', '2']]],
		['with a mark that quotes nothing', '5" pipe\t"open', [['5" pipe', '"open']]],
		['with empty rows', '\n\n1', [[''], [''], ['1']]]
	])('is read: %s', (_, text, rows) => {
		expect(parseBlock(text)).toEqual(rows);
	});

	it('comes back as it was written', () => {
		const cell = fc.string().map((text) => text.replaceAll('\r', ''));
		const block = fc
			.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 4 }))
			.chain(([width, height]) =>
				fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
					minLength: height,
					maxLength: height
				})
			)
			.filter((rows) => rows.at(-1)!.some((text) => text !== ''));
		fc.assert(fc.property(block, (rows) => void expect(parseBlock(formatBlock(rows))).toEqual(rows)));
	});
});
