import { describe, expect, it } from 'vitest';
import type { SeriesFigure, Target } from '../../src/lib/domain/indicator/series-figure';
import { commonFrame, endsOf, isDrawable, targetProgress, trendSeries } from '../../src/lib/view/trend';
import { trendCsv } from '../../src/lib/view/trend-csv';
import { linePieces } from '../../src/lib/view/trend-line-path';
import { parseTrendQuery, trendSearch } from '../../src/lib/view/trend-query';

function figure(over: Partial<SeriesFigure>): SeriesFigure {
	return {
		unitId: 1,
		indicatorId: 1,
		period: '2025',
		value: 10,
		numerator: null,
		denominator: null,
		distribution: null,
		missingReason: null,
		qualifier: null,
		provenance: 'own',
		source: null,
		revision: null,
		submittedAt: null,
		...over
	};
}

function target(over: Partial<Target>): Target {
	return {
		indicatorId: 1,
		unitId: null,
		period: '2025',
		value: 60,
		source: { en: '', 'zh-CN': '' },
		...over
	};
}

describe('the series of a trend', () => {
	it('puts figures beside their periods and leaves gaps open', () => {
		const [series] = trendSeries(
			[1],
			['2023', '2024', '2025'],
			[figure({ period: '2025' }), figure({ period: '2023', value: 8 })],
			1
		);
		expect(series!.figures.map((one) => one?.value)).toEqual([8, undefined, 10]);
	});

	it('keeps a roll-up beside the own report only where it says something else', () => {
		const rows = [
			figure({ period: '2024', value: 10 }),
			figure({ period: '2024', value: 10.04, provenance: 'rolledUp' }),
			figure({ period: '2025', value: 10 }),
			figure({ period: '2025', value: 10.4, provenance: 'rolledUp' })
		];
		const [series] = trendSeries([1], ['2024', '2025'], rows, 1);
		expect(series!.otherwise.map((one) => one?.value)).toEqual([undefined, 10.4]);
	});

	it('gives small charts one scale, from zero, with the target in it', () => {
		const series = trendSeries([1], ['2025'], [figure({ value: 30 })], 1);
		expect(commonFrame(series, 80)).toEqual({ low: 0, high: 80 });
		expect(commonFrame(trendSeries([1], ['2025'], [figure({ value: -3 })], 1), undefined)).toEqual({
			low: -3,
			high: 0
		});
		expect(commonFrame([], undefined)).toEqual({ low: 0, high: 1 });
	});

	it('names the first and the last value that is there', () => {
		const periods = ['2023', '2024', '2025'];
		const [series] = trendSeries([1], periods, [figure({ period: '2024', value: 7 })], 1);
		expect(endsOf(periods, series!.figures)).toEqual({
			first: { period: '2024', value: 7 },
			last: { period: '2024', value: 7 }
		});
		expect(endsOf(periods, [undefined, undefined, undefined])).toBeUndefined();
	});
});

describe('how a target stands', () => {
	const periods = ['2024', '2025', '2026'];
	const yearly = (...values: (number | null)[]) =>
		periods.map((period, i) => (values[i] === undefined ? undefined : figure({ period, value: values[i]! })));
	const judge = (one: Target, figures: ReturnType<typeof yearly>, direction: 1 | -1 = 1) =>
		targetProgress([one], {
			indicator: { direction, timeRule: 'last' },
			periods,
			figures,
			ofTargetKind: []
		})[0]!;

	it('is reached or missed by the last figure up to its date', () => {
		expect(judge(target({}), yearly(50, 61, 40))).toMatchObject({
			status: 'reached',
			value: 61,
			period: '2025'
		});
		expect(judge(target({}), yearly(50, 59, 70))).toMatchObject({ status: 'missed', value: 59 });
	});

	it('turns round where less is better', () => {
		expect(judge(target({ value: 5 }), yearly(9, 4, 4), -1).status).toBe('reached');
	});

	it('needs a pace while there is time', () => {
		const progress = judge(target({ period: '2030', value: 90 }), yearly(50, 60, 70));
		expect(progress).toMatchObject({ status: 'open', value: 70, period: '2026' });
		expect(progress.pacePerYear).toBeCloseTo(5, 2);
	});

	it('is unknown without a figure', () => {
		expect(judge(target({}), yearly()).status).toBe('unknown');
	});

	it("is judged by the year's own figure, not by its last month", () => {
		const months = ['2025-11', '2025-12', '2026-01'];
		const run = {
			indicator: { direction: -1, timeRule: 'distribution' },
			periods: months,
			figures: months.map((period) => figure({ period, value: 8 })),
			ofTargetKind: [figure({ period: '2025', value: 5 })]
		} as const;
		expect(targetProgress([target({ value: 6 })], run)[0]).toMatchObject({
			status: 'reached',
			value: 5,
			period: '2025'
		});
	});

	it("never holds a month's sum against a year's target", () => {
		const months = ['2026-08', '2026-09'];
		const run = {
			indicator: { direction: 1, timeRule: 'sum' },
			periods: months,
			figures: months.map((period) => figure({ period, value: 9 })),
			ofTargetKind: [figure({ period: '2024', value: 70 }), figure({ period: '2025', value: 100 })]
		} as const;
		expect(targetProgress([target({ period: '2030', value: 180 })], run)[0]).toMatchObject({
			status: 'open',
			value: 100,
			period: '2025'
		});
		expect(isDrawable({ period: '2030' }, { timeRule: 'sum' }, '2026-08')).toBe(false);
		expect(isDrawable({ period: '2030' }, { timeRule: 'sum' }, '2026')).toBe(true);
		expect(isDrawable({ period: '2030' }, { timeRule: 'last' }, '2026-08')).toBe(true);
	});
});

describe('the line of a small chart', () => {
	it('breaks where a value is missing and runs from low to high', () => {
		expect(linePieces([0, 10, null, 5], { low: 0, high: 10 }, 64, 24)).toEqual([
			[
				[2, 22],
				[22, 2]
			],
			[[62, 12]]
		]);
	});

	it('draws one value at the left and none of nothing', () => {
		expect(linePieces([5], { low: 0, high: 10 }, 64, 24)).toEqual([[[2, 12]]]);
		expect(linePieces([null], { low: 0, high: 10 }, 64, 24)).toEqual([]);
	});
});

describe('the address of a trend', () => {
	const read = (query: string) => parseTrendQuery(new URLSearchParams(query));

	it('reads back what it writes', () => {
		const search = trendSearch({
			indicator: 'OPN-01',
			units: ['330000', '310000'],
			from: '2024-01',
			to: '2026-Q3',
			by: 'quarter'
		});
		expect(search).toBe('?indicator=OPN-01&units=330000,310000&from=2024-01&to=2026-Q3&by=quarter');
		expect(read(search)).toMatchObject({
			indicator: 'OPN-01',
			units: ['330000', '310000'],
			from: '2024-01',
			to: '2026-Q3',
			by: 'quarter',
			isUntidy: false
		});
	});

	it('takes the repeated and empty parameters of a plain form together, and says that they can be shorter', () => {
		expect(read('units=a&units=b&units=a&from=&q=')).toMatchObject({
			units: ['a', 'b'],
			from: undefined,
			search: undefined,
			isUntidy: true
		});
	});

	it('leaves out what is no period or kind', () => {
		expect(read('from=soon&to=2026-13&by=week')).toMatchObject({
			from: undefined,
			to: undefined,
			by: undefined
		});
	});
});

describe('the file of a trend', () => {
	const units = [{ id: 1, code: 'A', name: 'Alpha, "the first"' }];
	const lines = (figures: SeriesFigure[], periods = ['2025']) =>
		trendCsv({ code: 'X', measure: 'percent' }, units, periods, figures)
			.replace('\uFEFF', '')
			.trimEnd()
			.split('\r\n');

	it('has a row a unit and period, and says why one is empty', () => {
		const [, first, second] = lines([figure({ value: null, missingReason: 'suppressed' })], ['2025', '2026']);
		expect(first).toBe('X,A,"Alpha, ""the first""",2025,,,,suppressed,,own,,percent');
		expect(second).toBe('X,A,"Alpha, ""the first""",2026,,,,notReported,,,,percent');
	});

	it('holds own report and roll-up of one cell, both', () => {
		expect(lines([figure({}), figure({ provenance: 'rolledUp', value: 11 })])).toHaveLength(3);
	});

	it('keeps a name that looks like a formula from running, and negative numbers as they are', () => {
		const text = trendCsv(
			{ code: 'X', measure: 'count' },
			[{ id: 1, code: 'A', name: '=1+1' }],
			['2025'],
			[figure({ value: -2 })]
		);
		expect(text).toContain(",'=1+1,2025,-2,");
	});
});
