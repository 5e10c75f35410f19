import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../src/lib/server/render/chart-svg';
import type { ChartRequest } from '../../../src/lib/view/charts/registry';
import { makeProfile, makeRanking, makeRow, makeTiles, makeTrend } from '../../view/charts/fixtures';

const hostile = '<script>alert("1")</script>&{a|b}';
const grades = [
	{ code: 'good', name: hostile },
	{ code: 'bad', name: 'Bad' }
];

const requests: [string, ChartRequest][] = [
	['a ranking of one', { kind: 'ranking-bar', input: makeRanking() }],
	['a ranking of none', { kind: 'ranking-bar', input: makeRanking({ rows: [] }) }],
	[
		'a ranking of forty with grades and a target',
		{
			kind: 'ranking-bar',
			input: makeRanking({
				grades,
				target: { value: 50 },
				rows: Array.from({ length: 40 }, (_, at) =>
					makeRow({ value: at, rank: at + 1, grade: 'good', isOwn: at === 7 })
				)
			})
		}
	],
	[
		'a ranking without values',
		{ kind: 'ranking-bar', input: makeRanking({ rows: [makeRow({ value: null })] }) }
	],
	['a ranking of zeros', { kind: 'ranking-bar', input: makeRanking({ rows: [makeRow({ value: 0 })] }) }],
	[
		'a ranking with negative values',
		{ kind: 'ranking-bar', input: makeRanking({ rows: [makeRow({ value: -3 }), makeRow()] }) }
	],
	[
		'a ranking with NaN',
		{ kind: 'ranking-bar', input: makeRanking({ rows: [makeRow({ value: NaN }), makeRow()] }) }
	],
	[
		'a hostile ranking',
		{ kind: 'ranking-bar', input: makeRanking({ title: hostile, rows: [makeRow({ name: hostile })] }) }
	],
	[
		'a trend',
		{
			kind: 'trend-line',
			input: makeTrend({ target: { value: 70 }, notes: [{ period: '2026-02', text: hostile }] })
		}
	],
	['a trend without series', { kind: 'trend-line', input: makeTrend({ series: [] }) }],
	['a trend without periods', { kind: 'trend-line', input: makeTrend({ periods: [], series: [] }) }],
	[
		'a trend without values',
		{
			kind: 'trend-line',
			input: makeTrend({
				series: [{ code: 'a', name: hostile, values: [null, null, null] }],
				band: {
					name: hostile,
					lower: [null, null, null],
					upper: [null, null, null],
					median: [null, null, null]
				}
			})
		}
	],
	['a profile', { kind: 'dimension-profile', input: makeProfile() }],
	['an empty profile', { kind: 'dimension-profile', input: makeProfile({ rows: [] }) }],
	[
		'a profile without values',
		{
			kind: 'dimension-profile',
			input: makeProfile({
				unitName: hostile,
				rows: [{ code: 'a', name: hostile, value: null, peers: null }]
			})
		}
	],
	['a map', { kind: 'tile-map', input: makeTiles() }],
	['an empty map', { kind: 'tile-map', input: makeTiles({ tiles: [] }) }],
	[
		'a map without values',
		{
			kind: 'tile-map',
			input: makeTiles({
				tiles: makeTiles().tiles.map((tile) => ({ ...tile, name: hostile, shortName: hostile, value: null }))
			})
		}
	]
];

/** Elements opened and not closed, or closed and not opened; empty when the drawing is well formed. */
function unbalanced(svg: string): string[] {
	const open: string[] = [];
	for (const [, closing, name, rest] of svg.matchAll(/<(\/?)([a-zA-Z]+)([^>]*)>/g)) {
		if (closing) {
			if (open.pop() !== name) return [`</${name}>`];
		} else if (!rest?.endsWith('/')) open.push(name ?? '');
	}
	return open;
}

describe.each(requests)('%s', (_, request) => {
	const chart = renderChart(request, { locale: 'en' });

	it.each(['wide', 'narrow'] as const)('is a whole SVG (%s)', (layout) => {
		const svg = chart.svg[layout];
		expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*role="img" aria-label="[^"]+"/);
		expect(unbalanced(svg)).toEqual([]);
		expect(svg).not.toMatch(/NaN|Infinity|undefined/);
		expect(svg).not.toContain('<script');
		expect(svg).not.toContain('<style');
	});

	it('takes every colour from the theme', () => {
		for (const [, colour] of chart.svg.wide.matchAll(/(?:fill|stroke)="([^"]*)"/g)) {
			expect(colour).toMatch(/^(none|var\(--chart-[\w-]+\)|transparent|#000)$/);
		}
	});

	it('has a title, a description, and a table with a cell for each column', () => {
		expect(chart.title).toBeTruthy();
		expect(chart.description).toBeTruthy();
		for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.columns.length);
	});
});

describe('rendered charts', () => {
	const request: ChartRequest = { kind: 'trend-line', input: makeTrend() };

	it('come from the cache when nothing has changed', () => {
		expect(renderChart(structuredClone(request), { locale: 'en' })).toBe(
			renderChart(request, { locale: 'en' })
		);
	});

	it('differ by data, language and width', () => {
		const chart = renderChart(request, { locale: 'en' });
		expect(renderChart(request, { locale: 'zh-CN' })).not.toBe(chart);
		expect(renderChart(request, { locale: 'en', wideWidth: 1000 }).svg.wide).toContain('viewBox="0 0 1000 ');
		const other: ChartRequest = { kind: 'trend-line', input: makeTrend({ title: 'Other' }) };
		expect(renderChart(other, { locale: 'en' })).not.toBe(chart);
	});

	it('share no id on a page', () => {
		const ids = ['One', 'Two'].flatMap((title) => {
			const { svg } = renderChart({ kind: 'trend-line', input: makeTrend({ title }) }, { locale: 'en' });
			return [...(svg.wide + svg.narrow).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		});
		expect(ids.length).toBeGreaterThan(0);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('carry what the browser needs, and nothing that cannot travel', () => {
		const chart = renderChart(request, { locale: 'zh-CN' });
		expect(structuredClone(chart)).toEqual(chart);
		expect(chart.words.noData).toBe('无数据');
	});

	it('speak Chinese on a Chinese page', () => {
		const { svg, table, description } = renderChart(
			{
				kind: 'ranking-bar',
				input: makeRanking({
					title: '得分',
					valueLabel: '得分',
					rows: [
						makeRow({ name: '湖北', rank: 1 }),
						makeRow({ name: '湖南', value: null, reason: 'notReported' })
					]
				})
			},
			{ locale: 'zh-CN' }
		);
		const words =
			svg.wide.replace(/<[^>]*>/g, ' ') +
			description +
			JSON.stringify(table.columns.map(({ label }) => label));
		expect(words).not.toMatch(/[A-Za-z]{2,}/);
		expect(words).toContain('未报送');
	});
});
