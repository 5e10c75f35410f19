import { describe, expect, it } from 'vitest';
import { chartColours } from '../../../src/lib/view/charts/palette';
import { buildRankingBar } from '../../../src/lib/view/charts/ranking-bar';
import { makeFrame, makeRanking, makeRow, seen } from './fixtures';

const colours = chartColours('light');
const grades = [
	{ code: 'excellent', name: 'Excellent' },
	{ code: 'good', name: 'Good' },
	{ code: 'unqualified', name: 'Unqualified' }
];
const manyRows = (count: number) =>
	Array.from({ length: count }, (_, at) =>
		makeRow({ code: String(at), name: `Unit ${at}`, value: 100 - at, rank: at + 1 })
	);

describe('ranking bars', () => {
	it('start at zero, however close the values are', () => {
		const rows = [makeRow({ value: 98 }), makeRow({ value: 99 })];
		expect(seen(buildRankingBar(makeRanking({ rows }), makeFrame())).xAxis[0]?.min).toBe(0);
	});

	it('write each value after its bar', () => {
		const option = seen(buildRankingBar(makeRanking({ rows: [makeRow({ value: 70.25 })] }), makeFrame()));
		expect(option.series[1]?.label?.formatter({ dataIndex: 0, value: [] })).toBe('70.3');
	});

	it('draw the own unit in the accent colour and the others in one quiet colour', () => {
		const rows = [makeRow(), makeRow({ isOwn: true })];
		const bars = seen(buildRankingBar(makeRanking({ rows }), makeFrame())).series[0];
		expect(bars?.data.map(({ itemStyle }) => itemStyle?.color)).toEqual([colours.bar, colours.accent]);
	});

	it('say why a value is missing, and draw no bar for it', () => {
		const rows = [
			makeRow({ value: null, reason: 'notReported' }),
			makeRow({ value: null, reason: 'unheardOf' })
		];
		const [bars, texts] = seen(buildRankingBar(makeRanking({ rows }), makeFrame())).series;
		expect(bars?.data.map(({ value }) => (value as unknown[])[0])).toEqual([null, null]);
		expect(texts?.label?.formatter({ dataIndex: 0, value: [] })).toBe('– not reported');
		expect(texts?.label?.formatter({ dataIndex: 1, value: [] })).toBe('– no data');
	});

	it('give each grade a shape of its own beside its colour', () => {
		const rows = grades.map(({ code }) => makeRow({ grade: code }));
		const option = seen(buildRankingBar(makeRanking({ rows, grades }), makeFrame()));
		const symbols = option.series
			.filter(({ name }) => grades.some((grade) => grade.name === name))
			.map((series) => (series as unknown as { symbol: string }).symbol);
		expect(new Set(symbols).size).toBe(3);
	});

	it('explain the shapes of grades in a legend where there is no room for words', () => {
		const input = makeRanking({ rows: [makeRow({ grade: 'good' })], grades });
		expect(
			seen(buildRankingBar(input, makeFrame({ width: 328 }))).legend?.data.map(({ name }) => name)
		).toEqual(grades.map(({ name }) => name));
		expect(seen(buildRankingBar(input, makeFrame())).legend).toBeUndefined();
	});

	it('label the target line and make room for it on the axis', () => {
		const option = seen(buildRankingBar(makeRanking({ target: { value: 90 } }), makeFrame()));
		expect(option.series[0]?.markLine?.label.formatter()).toBe('Target 90');
		expect((option.xAxis[0] as unknown as { max: number }).max).toBe(90);
	});

	it('draw forty units at most, own units always, and keep all in the table', () => {
		const rows = manyRows(60).map((row, at) => ({ ...row, isOwn: at === 55 }));
		const spec = buildRankingBar(makeRanking({ rows }), makeFrame());
		expect(spec.stops).toHaveLength(40);
		expect(spec.stops.at(-1)?.reading).toContain('Unit 55');
		expect(spec.table.rows).toHaveLength(60);
		expect(spec.description).toContain('40 of 60');
	});

	it('grow with the number of units', () => {
		const heights = [1, 20, 40].map(
			(count) => buildRankingBar(makeRanking({ rows: manyRows(count) }), makeFrame()).height
		);
		expect(heights).toEqual([...heights].sort((a, b) => a - b));
		expect((heights[2] ?? 0) - (heights[1] ?? 0)).toBe(20 * 22);
	});

	it('put long names on lines of their own on a phone', () => {
		const rows = [makeRow({ name: 'Department of Health of the Inner Mongolia Autonomous Region' })];
		const spec = buildRankingBar(makeRanking({ rows }), makeFrame({ width: 328 }));
		expect(seen(spec).series[0]?.data[0]?.value).toEqual([70, 1]);
	});

	it('read a bar as a sentence with its rank', () => {
		const spec = buildRankingBar(makeRanking({ rows: [makeRow({ rank: 3 })] }), makeFrame());
		expect(spec.stops[0]?.reading).toBe('Hubei: rank 3, 70.0 points');
	});

	it('describe highest and lowest by value, whatever order they stand in', () => {
		const rows = [makeRow({ name: 'Slow', value: 9 }), makeRow({ name: 'Fast', value: 2 })];
		const { description } = buildRankingBar(makeRanking({ rows, format: { measure: 'days' } }), makeFrame());
		expect(description).toBe(
			'Bars of 2 units by Score: highest Slow with 9.0 days, lowest Fast with 2.0 days.'
		);
	});

	it('say that there is nothing to show when every value is missing', () => {
		const spec = buildRankingBar(makeRanking({ rows: [makeRow({ value: null })] }), makeFrame());
		expect(spec.description).toBe('There are no values to show yet.');
	});

	it('put figures into the table as numbers and reasons as text', () => {
		const rows = [makeRow({ rank: 1, rankChange: -2 }), makeRow({ value: null, reason: 'rejected' })];
		const { table } = buildRankingBar(makeRanking({ rows }), makeFrame());
		expect(table.columns.map(({ label }) => label)).toEqual([
			'Unit',
			'Rank',
			'Score (points)',
			'Change in rank'
		]);
		expect(table.rows[0]?.map(({ raw }) => raw)).toEqual(['Hubei', 1, 70, -2]);
		expect(table.rows[1]?.map(({ text }) => text)).toEqual(['Hubei', '–', 'rejected in review', '–']);
	});

	it('escape hostile names in the tooltip', () => {
		const rows = [makeRow({ name: '<script>alert(1)</script>' })];
		const html = seen(buildRankingBar(makeRanking({ rows }), makeFrame())).tooltip?.formatter([
			{ dataIndex: 0 }
		]);
		expect(html).not.toContain('<script>');
		expect(html).toContain('&lt;script&gt;');
	});

	it('have no tooltip where nobody can point', () => {
		expect(seen(buildRankingBar(makeRanking(), makeFrame({ live: false }))).tooltip).toBeUndefined();
	});
});
