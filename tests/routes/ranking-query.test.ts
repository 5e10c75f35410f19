import { describe, expect, it } from 'vitest';
import { readRankingQuery } from '../../src/routes/(app)/rankings/ranking-query';

const read = (query: string) => readRankingQuery(new URLSearchParams(query));

describe('what an address asks of a ranking', () => {
	it('is read in full', () => {
		expect(
			read('framework=PDR-R&period=2026-Q3&level=province&group=east&dim=OPN&sort=-score&open=330000&page=2')
		).toEqual({
			query: {
				framework: 'PDR-R',
				period: '2026-Q3',
				level: 'province',
				group: 'east',
				dim: 'OPN',
				sort: { column: 'score', isDescending: true },
				open: '330000',
				page: 2
			},
			refused: []
		});
	});

	it('takes empty parameters and those of others for nothing', () => {
		expect(read('sector=&utm_source=mail')).toEqual({ query: {}, refused: [] });
	});

	it.each([
		['period', '2026-Q9'],
		['period', '2026-13'],
		['level', 'galaxy'],
		['sort', 'drop table'],
		['sort', '--score'],
		['sort', 'height'],
		['page', '0'],
		['page', '1e9'],
		['page', 'x'],
		['dim', '<script>'],
		['framework', '../etc'],
		['open', 'a\u0000b']
	])('names what it cannot take: %s=%s', (parameter, value) => {
		const { query, refused } = read(new URLSearchParams({ [parameter]: value }).toString());
		expect(query).toEqual({});
		expect(refused).toEqual([{ parameter, value }]);
	});
});
