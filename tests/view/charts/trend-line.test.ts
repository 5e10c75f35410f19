import { describe, expect, it } from 'vitest';
import { buildTrendLine } from '../../../src/lib/view/charts/trend-line';
import { makeFrame, makeTrend, seen } from './fixtures';

const months = (count: number) =>
	Array.from(
		{ length: count },
		(_, at) => `${2023 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
	);
const series = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		code: `${at}`,
		name: `Unit ${at}`,
		values: [at, at + 1, at + 2]
	}));

describe('trend lines', () => {
	it('leave a gap where a value is missing', () => {
		const [line] = seen(
			buildTrendLine(makeTrend({ series: [{ code: 'a', name: 'A', values: [1, null, 3] }] }), makeFrame())
		).series;
		expect(line?.data.map(({ value }) => value)).toEqual([1, null, 3]);
		expect(line?.connectNulls).toBe(false);
	});

	it('show the reason of a gap in the tooltip', () => {
		const input = makeTrend({
			series: [{ code: 'a', name: 'A', values: [1, null, 3], reasons: [null, 'suppressed', null] }]
		});
		const html = seen(buildTrendLine(input, makeFrame())).tooltip?.formatter([{ dataIndex: 1 }]);
		expect(html).toContain('suppressed, too few cases');
		expect(html).toContain('Feb 2026');
	});

	it('mark a point that stands alone between gaps, which no line would show', () => {
		const values = Array.from({ length: 36 }, (_, at) => (at === 10 || at > 30 ? at : null));
		const [line] = seen(
			buildTrendLine(
				makeTrend({ periods: months(36), series: [{ code: 'a', name: 'A', values }] }),
				makeFrame()
			)
		).series;
		expect(line?.data[10]?.symbol).toBeUndefined();
		expect(line?.data[33]?.symbol).toBe('none');
	});

	it('draw six at most, own units first, and keep all in the table', () => {
		const many = series(9).map((one, at) => ({ ...one, isOwn: at === 8 }));
		const spec = buildTrendLine(makeTrend({ series: many }), makeFrame());
		const drawn = seen(spec).series.filter(({ type }) => type === 'line');
		expect(drawn).toHaveLength(6);
		expect(drawn[0]?.name).toBe('Unit 8');
		expect(spec.table.columns).toHaveLength(10);
		expect(spec.description).toContain('6 of 9');
	});

	it('draw the peer band as the space between lower and upper', () => {
		const band = { name: 'Middle half', lower: [10, 20, null], upper: [15, 40, 50] };
		const option = seen(buildTrendLine(makeTrend({ band }), makeFrame()));
		expect(option.series.find(({ name }) => name === 'band-base')?.data).toEqual([10, 20, null]);
		expect(option.series.find(({ name }) => name === 'Middle half')?.data).toEqual([5, 20, null]);
		expect(option.legend?.data.map(({ name }) => name)).toEqual(['Middle half']);
	});

	it('label the target and hold it in the axis', () => {
		const option = seen(
			buildTrendLine(makeTrend({ target: { value: 95, label: 'Target for 2030' } }), makeFrame())
		);
		const target = option.series.find(({ name }) => name === 'target');
		expect(target?.markLine?.label.formatter()).toBe('Target for 2030 95%');
		expect(option.yAxis.max).toBeGreaterThanOrEqual(95);
	});

	it('never let a percent axis pass 100, nor fall below 0', () => {
		const [low, high] = [
			[1, 2, 1],
			[97, 99, 100]
		].map((values) =>
			seen(buildTrendLine(makeTrend({ series: [{ code: 'a', name: 'A', values }] }), makeFrame()))
		);
		expect(low?.yAxis.min).toBeGreaterThanOrEqual(0);
		expect(high?.yAxis.max).toBe(100);
	});

	it('offer zoom for long series only, by Ctrl and wheel so that the page still scrolls', () => {
		const long = makeTrend({
			periods: months(36),
			series: [{ code: 'a', name: 'A', values: months(36).map(() => 1) }]
		});
		expect(seen(buildTrendLine(makeTrend(), makeFrame())).dataZoom).toBeUndefined();
		expect(seen(buildTrendLine(long, makeFrame({ live: false }))).dataZoom).toBeUndefined();
		const zoom = seen(buildTrendLine(long, makeFrame())).dataZoom;
		expect(zoom?.map(({ type }) => type)).toEqual(['inside', 'slider']);
		expect(zoom?.[0]?.zoomOnMouseWheel).toBe('ctrl');
	});

	it('be as tall alive as drawn, so that nothing moves', () => {
		const long = makeTrend({
			periods: months(36),
			series: [{ code: 'a', name: 'A', values: months(36).map(() => 1) }]
		});
		expect(buildTrendLine(long, makeFrame({ live: false })).height).toBe(
			buildTrendLine(long, makeFrame()).height
		);
	});

	it('keep the labels of periods after a zoom, when indices begin anew', () => {
		const input = makeTrend({
			periods: months(24),
			series: [{ code: 'a', name: 'A', values: months(24).map(() => 1) }]
		});
		expect(seen(buildTrendLine(input, makeFrame())).xAxis.axisLabel.formatter('2024-01')).toBe('Jan\n2024');
	});

	it('read a period as a sentence about every line', () => {
		const input = makeTrend({
			series: [
				{ code: 'a', name: 'A', values: [1, 2, 3] },
				{ code: 'b', name: 'B', values: [4, null, 6], reasons: [null, 'notReported', null] }
			]
		});
		expect(buildTrendLine(input, makeFrame()).stops[1]?.reading).toBe('Feb 2026. A: 2.0%; B: not reported');
	});

	it('survive a single period, no series, and nothing but gaps', () => {
		for (const input of [
			makeTrend({ periods: ['2026'], series: [{ code: 'a', name: 'A', values: [5] }] }),
			makeTrend({ series: [] }),
			makeTrend({ periods: [], series: [] }),
			makeTrend({ series: [{ code: 'a', name: 'A', values: [null, null, null] }] }),
			makeTrend({ series: [{ code: 'a', name: 'A', values: [NaN, Infinity, null] }] })
		]) {
			const { yAxis } = seen(buildTrendLine(input, makeFrame()));
			expect(Number.isFinite(yAxis.min) && Number.isFinite(yAxis.max) && yAxis.min < yAxis.max).toBe(true);
		}
	});
});
