import { describe, expect, it } from 'vitest';
import { nextSort, parseSort, writeSort } from '../../../src/lib/view/table/sort';

describe('sort order in an address', () => {
	it('reads a column, and a minus as descending', () => {
		expect(parseSort('score')).toEqual({ column: 'score', isDescending: false });
		expect(parseSort('-OPN-01')).toEqual({ column: 'OPN-01', isDescending: true });
	});

	it.each([null, undefined, '', '-', '--score', 'a b', "'; drop table", 'x'.repeat(60)])(
		'takes %j for none',
		(text) => {
			expect(parseSort(text)).toBeUndefined();
		}
	);

	it('is written as it is read', () => {
		expect(writeSort({ column: 'score', isDescending: true })).toBe('-score');
		expect(writeSort({ column: 'score', isDescending: false })).toBe('score');
	});
});

describe('nextSort', () => {
	it('turns the sorted column round', () => {
		expect(nextSort({ column: 'score', isDescending: true }, 'score', 'descending')).toEqual({
			column: 'score',
			isDescending: false
		});
	});

	it('begins another column in its own first direction', () => {
		const current = { column: 'score', isDescending: true };
		expect(nextSort(current, 'name', 'ascending')).toEqual({ column: 'name', isDescending: false });
		expect(nextSort(undefined, 'score', 'descending')).toEqual({ column: 'score', isDescending: true });
	});
});
