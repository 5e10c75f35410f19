import { describe, expect, it } from 'vitest';
import {
	axisEnds,
	bandInput,
	chartFormatOf,
	currentTarget,
	profileInput,
	seriesValues
} from '../../src/lib/view/unit-charts';

const band = (period: string, lowerQuartile: number, upperQuartile: number) => ({
	indicatorId: 1,
	period,
	count: 9,
	low: 0,
	lowerQuartile,
	median: (lowerQuartile + upperQuartile) / 2,
	upperQuartile,
	high: 100
});

describe('the profile of a unit', () => {
	const row = { code: 'OPN', name: 'Openness', score: 70, reason: null, href: '/x' };
	const words = { title: '', valueLabel: '', unitName: '', peersName: '' };
	const spread = { nodeCode: 'OPN', low: 10, lowerQuartile: 40, median: 60, upperQuartile: 80, high: 95 };

	it('draws the spread of the peers, but not of two or three that could be told apart', () => {
		const peersOf = (count: number) =>
			profileInput([{ ...row, spread: { ...spread, count } }], words, [0, 100]).rows[0]!.peers;
		expect(peersOf(31)).toEqual({ min: 10, p25: 40, median: 60, p75: 80, max: 95 });
		expect(peersOf(2)).toBeNull();
	});

	it('gives the reason of a missing score, and the ends of the scale', () => {
		const input = profileInput(
			[{ ...row, score: null, reason: 'belowCoverage', spread: undefined }],
			words,
			[0, 1]
		);
		expect(input.rows[0]).toMatchObject({ value: null, reason: 'belowCoverage', peers: null });
		expect([input.min, input.max]).toEqual([0, 1]);
	});
});

describe('series and bands of a chart', () => {
	it('names a cell without a figure as not reported', () => {
		expect(seriesValues(['2025', '2026'], [undefined, undefined])).toEqual({
			values: [null, null],
			reasons: ['notReported', 'notReported']
		});
	});

	it('has no band where no period has one', () => {
		expect(bandInput('peers', ['2025'], [])).toBeNull();
		expect(bandInput('peers', ['2025', '2026'], [band('2026', 40, 60)])).toMatchObject({
			lower: [null, 40],
			upper: [null, 60],
			median: [null, 50]
		});
	});

	it('gives a percentage its natural ends unless it goes beyond', () => {
		expect(axisEnds({ measure: 'percent' }, [20, null])).toEqual({ min: 0, max: 100 });
		expect(axisEnds({ measure: 'percent' }, [120])).toEqual({});
		expect(axisEnds({ measure: 'count' }, [5000])).toEqual({ min: 0 });
		expect(axisEnds({ measure: 'rate' }, [-1])).toEqual({});
	});

	it('writes rates as numbers with the unit of the indicator', () => {
		expect(chartFormatOf({ measure: 'rate', decimals: 2, isScored: false }, 'per head')).toEqual({
			measure: 'number',
			decimals: 2,
			unit: 'per head'
		});
	});
});

describe('the target that a chart draws', () => {
	const target = (period: string, value: number, unitId: number | null = null) => ({
		indicatorId: 1,
		unitId,
		period,
		value,
		source: { en: '', 'zh-CN': '' }
	});

	it('is the next that is due, else the last one passed', () => {
		const targets = [target('2030', 90), target('2025', 60)];
		expect(currentTarget(targets, 1, '2025-06')?.value).toBe(60);
		expect(currentTarget(targets, 1, '2026-Q1')?.value).toBe(90);
		expect(currentTarget(targets, 1, '2031')?.value).toBe(90);
		expect(currentTarget([], 1, '2031')).toBeUndefined();
	});

	it("is the unit's own before the common one", () => {
		expect(currentTarget([target('2030', 90), target('2030', 75, 7)], 7, '2026')?.value).toBe(75);
		expect(currentTarget([target('2030', 90), target('2030', 75, 7)], 8, '2026')?.value).toBe(90);
	});
});
