import { describe, expect, it } from 'vitest';
import { cellsOf, readAll, refusalOf } from '../read-all';
import { makeWorkbook, sheetData, type WorkbookParts } from './make-workbook';

const book = (parts: WorkbookParts) => ({ name: 'f.xlsx', bytes: makeWorkbook(parts) });

describe('a workbook', () => {
	it.each([
		['before the rows', (deep: string) => ({ sheets: [`${deep}<sheetData/>`] })],
		['among the cells', (deep: string) => ({ sheets: [`<sheetData>${deep}</sheetData>`] })],
		['after the rows', (deep: string) => ({ sheets: [`${sheetData([['a'], ['1']])}${deep}`] })],
		['in shared strings', (deep: string) => ({ strings: [deep], sheets: [sheetData([['a'], ['1']])] })]
	])('does not nest its elements for ever: %s', async (_where, make) => {
		const levels = 2_000_000;
		const parts = make(`${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`);
		const refusal = await refusalOf(readAll(book(parts)));
		expect(refusal.reason).toBe('brokenWorkbook');
		expect(refusal.message).toMatch(
			/^f\.xlsx: the workbook is damaged: its part xl\/\S+\.xml nests elements more than 100 deep\. Open it/
		);
	});

	it('may nest its elements as deep as writers do', async () => {
		const deep = `${'<x>'.repeat(90)}${'</x>'.repeat(90)}`;
		const { all } = await readAll(book({ sheets: [`${sheetData([['a'], ['1']])}${deep.repeat(50)}`] }));
		expect(cellsOf(all)).toEqual([['1']]);
	});
});
