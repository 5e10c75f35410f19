import { describe, expect, it } from 'vitest';
import { chartColours } from '../../../src/lib/view/charts/palette';
import { binIndex, tileBreaks } from '../../../src/lib/view/charts/tile-bins';
import { buildTileMap } from '../../../src/lib/view/charts/tile-map';
import { makeFrame, makeTiles, seen } from './fixtures';

const colours = chartColours('light');

describe('tile map', () => {
	it('puts each region at its place, a stronger colour for a larger value', () => {
		const option = seen(buildTileMap(makeTiles({ breaks: [60] }), makeFrame()));
		const [low, high, missing] = option.series;
		expect(low?.data[0]?.value).toEqual([1.5, 0.5, 1]);
		expect(high?.data[0]?.value).toEqual([0.5, 0.5, 0]);
		expect([low?.itemStyle?.color, high?.itemStyle?.color]).toEqual([colours.q2, colours.q4]);
		expect(missing?.name).toBe('no data');
	});

	it('turns the scale round where small values are good', () => {
		const [low] = seen(buildTileMap(makeTiles({ breaks: [60], smallIsGood: true }), makeFrame())).series;
		expect(low?.itemStyle?.color).toBe(colours.q4);
	});

	it('writes short name and value on a tile, a dash where there is none', () => {
		const option = seen(buildTileMap(makeTiles({ breaks: [60] }), makeFrame()));
		expect(option.series[1]?.label?.formatter({ dataIndex: 0, value: [0, 0, 0] })).toBe('{n|BJ}\n{v|80.0%}');
		expect(option.series[2]?.label?.formatter({ dataIndex: 0, value: [0, 0, 2] })).toBe('{n|HE}\n{v|–}');
	});

	it('shortens figures until all of them fit on a phone', () => {
		const tiles = Array.from({ length: 10 }, (_, col) => ({
			code: `${col}`,
			name: `Unit ${col}`,
			shortName: `U${col}`,
			col,
			row: 0,
			value: 123_456_789
		}));
		const option = seen(
			buildTileMap(makeTiles({ tiles, format: { measure: 'count' } }), makeFrame({ width: 328 }))
		);
		expect(option.series[0]?.label?.formatter({ dataIndex: 0, value: [0, 0, 0] })).toBe('{n|U0}\n{v|123M}');
	});

	it('keeps a name with braces from swallowing its label', () => {
		const tiles = [{ code: 'a', name: 'A', shortName: '{v|x}', col: 0, row: 0, value: 1 }];
		const label = seen(buildTileMap(makeTiles({ tiles }), makeFrame())).series[0]?.label;
		expect(label?.formatter({ dataIndex: 0, value: [0, 0, 0] })).toContain('｛v｜x｝');
	});

	it('reads the tiles row by row and leads to their pages', () => {
		const tiles = makeTiles()
			.tiles.map((tile) => ({ ...tile, href: `/en/units/${tile.code}` }))
			.reverse();
		const { stops } = buildTileMap(makeTiles({ tiles }), makeFrame());
		expect(stops.map(({ reading }) => reading)).toEqual([
			'Beijing: 80.0%',
			'Tianjin: 40.0%',
			'Hebei: not reported'
		]);
		expect(stops[0]?.href).toBe('/en/units/BJ');
	});

	it('says that there is nothing to show when every tile is missing', () => {
		const tiles = makeTiles().tiles.map((tile) => ({ ...tile, value: null }));
		const spec = buildTileMap(makeTiles({ tiles }), makeFrame());
		expect(spec.description).toBe('There are no values to show yet.');
		expect(seen(spec).series).toHaveLength(1);
	});
});

describe('classes of a map', () => {
	it.each([
		['no values', [], []],
		['one value', [5], []],
		['equal values', [5, 5, 5], []],
		['two values', [10, 20], [20]],
		['an even spread', Array.from({ length: 100 }, (_, at) => at), [20, 40, 60, 80]],
		['orders of magnitude', [10, 100, 1000, 10_000, 100_000], [100, 1000, 10_000, 100_000]]
	])('%s', (_, values, breaks) => {
		expect(tileBreaks(values)).toEqual(breaks);
	});

	it('give a bound to the class above it', () => {
		expect([9.99, 10, 20, 25].map((value) => binIndex(value, [10, 20]))).toEqual([0, 1, 2, 2]);
	});
});
