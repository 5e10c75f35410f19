import { describe, expect, it } from 'vitest';
import { endsOf, gradeCounts, moversOf, sortStandings } from '../../../src/lib/domain/ranking/arrange';
import { standing } from '../../factories/standing';

const byCode = (a: { unit: { code: string } }, b: { unit: { code: string } }) =>
	a.unit.code.localeCompare(b.unit.code);
const codes = (list: readonly { unit: { code: string } }[]) => list.map((each) => each.unit.code);

const list = [
	standing('A', { rank: 2, score: 80, placesGained: 3, grade: 'good' }),
	standing('B', { rank: 1, score: 90, placesGained: -2, grade: 'best' }),
	standing('C', { rank: null, score: null, placesGained: null }),
	standing('D', { rank: 3, score: 70, placesGained: 'new', grade: 'good' }),
	standing('E', { rank: 4, score: 60, placesGained: 0, grade: 'good' })
];

describe('arranging a ranking', () => {
	it.each([
		['rank', false, 'BADEC'],
		['rank', true, 'EDABC'],
		['change', true, 'AEBDC'],
		['change', false, 'BEADC'],
		['grade', false, 'BADEC'],
		['name', true, 'EDCBA']
	] as const)('sorts by %s (descending: %s) with what is missing last', (column, isDescending, expected) => {
		const order = { column, isDescending, gradeCodes: ['best', 'good'], compareNames: byCode };
		expect(codes(sortStandings(list, order)).join('')).toBe(expected);
	});

	it('names nobody both best and worst', () => {
		expect(codes(endsOf(list, 5).top)).toEqual(['B', 'A']);
		expect(codes(endsOf(list, 5).bottom)).toEqual(['D', 'E']);
		expect(endsOf([list[0]!], 5)).toMatchObject({ top: [list[0]], bottom: [] });
		expect(endsOf([], 5)).toEqual({ top: [], bottom: [] });
	});

	it('finds who moved, and leaves out who is new or stayed', () => {
		expect(codes(moversOf(list, 3).up)).toEqual(['A']);
		expect(codes(moversOf(list, 3).down)).toEqual(['B']);
	});

	it('counts grades in the order of the bands', () => {
		expect(gradeCounts(list, ['best', 'good', 'poor'])).toEqual([
			{ grade: 'best', count: 1 },
			{ grade: 'good', count: 3 },
			{ grade: 'poor', count: 0 }
		]);
	});
});
