import { describe, expect, it } from 'vitest';
import { TreeOfTime, holdsAtEnd } from '../../../src/lib/domain/unit/tree-of-time';

const tree = new TreeOfTime([
	{ unitId: 1, parentId: null, validFrom: '1949-10-01', validTo: null },
	{ unitId: 2, parentId: 1, validFrom: '1949-10-01', validTo: null },
	{ unitId: 3, parentId: 1, validFrom: '1949-10-01', validTo: null },
	{ unitId: 9, parentId: 2, validFrom: '2020-01-01', validTo: '2026-07-01' },
	{ unitId: 9, parentId: 3, validFrom: '2026-07-01', validTo: '2027-02-01' }
]);

describe('the tree of a time', () => {
	it('has a unit below the one under which it stood on the period’s last day', () => {
		expect(tree.chainAt(9, '2026-07-01')).toEqual([9, 2, 1]);
		expect(tree.chainAt(9, '2026-10-01')).toEqual([9, 3, 1]);
		expect(tree.childrenAt(2, '2026-07-01')).toEqual([9]);
		expect(tree.childrenAt(2, '2026-10-01')).toEqual([]);
		expect(tree.childrenAt(1, '2026-10-01')).toEqual([2, 3]);
	});

	it('has a unit nowhere before it began and after it ended', () => {
		expect(tree.chainAt(9, '2020-01-01')).toEqual([9]);
		expect(tree.chainAt(9, '2027-01-01')).toEqual([9, 3, 1]);
		expect(tree.chainAt(9, '2027-02-01'), 'it was there on 31 January').toEqual([9, 3, 1]);
		expect(tree.chainAt(9, '2027-03-01')).toEqual([9]);
	});

	it('knows where something stood once', () => {
		expect(tree.hasHadChildren(2)).toBe(true);
		expect(tree.hasHadChildren(9)).toBe(false);
	});

	it('ends even where rows say that two units stand below each other', () => {
		const circle = new TreeOfTime([
			{ unitId: 1, parentId: 2, validFrom: '2020-01-01', validTo: null },
			{ unitId: 2, parentId: 1, validFrom: '2020-01-01', validTo: null }
		]);
		expect(circle.chainAt(1, '2026-01-01')).toEqual([1, 2]);
	});
});

it('takes the day of an end as the first on which something no longer holds', () => {
	expect(holdsAtEnd({ validFrom: '2026-06-30', validTo: null }, '2026-07-01')).toBe(true);
	expect(holdsAtEnd({ validFrom: '2026-07-01', validTo: null }, '2026-07-01')).toBe(false);
	expect(holdsAtEnd({ validFrom: '2020-01-01', validTo: '2026-07-01' }, '2026-07-01')).toBe(true);
	expect(holdsAtEnd({ validFrom: '2020-01-01', validTo: '2026-06-30' }, '2026-07-01')).toBe(false);
});
