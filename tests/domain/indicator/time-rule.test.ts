import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeierMedian } from '$lib/domain/indicator/distribution';
import { figureValue } from '$lib/domain/indicator/figure-value';
import type { Figure } from '$lib/domain/indicator/period-figure';
import { rollUpFigures } from '$lib/domain/indicator/roll-up';
import { aggregateFigures, type TimeRule } from '$lib/domain/indicator/time-rule';

const value = (n: number): Figure => ({ value: n });
const ratio = (numerator: number, denominator: number): Figure => ({ numerator, denominator });
const gone = (missing: 'notReported' | 'notApplicable' | 'rejected' | 'suppressed'): Figure => ({ missing });
const cases = (...points: [number, number, number][]): Figure => ({ points });

describe('months become a quarter', () => {
	it.each<[string, TimeRule, Figure[], Figure]>([
		['a sum adds flows', 'sum', [value(1), value(2), value(4)], value(7)],
		[
			'a sum of uses per head adds numerators over the last denominator',
			'sum',
			[ratio(1, 10), ratio(2, 20)],
			ratio(3, 20)
		],
		[
			'a sum without one of its months is not the sum',
			'sum',
			[value(1), gone('notReported'), value(4)],
			gone('notReported')
		],
		[
			'months that do not apply had nothing to add',
			'sum',
			[gone('notApplicable'), value(2), value(4)],
			value(6)
		],
		[
			'a period in which nothing applies does not apply',
			'sum',
			[gone('notApplicable'), gone('notApplicable')],
			gone('notApplicable')
		],
		[
			'the first of the reasons is named',
			'sum',
			[gone('suppressed'), gone('rejected'), value(1)],
			gone('rejected')
		],
		['last takes the last month', 'last', [value(1), value(2)], value(2)],
		[
			'last is missing with its last month, not the month before',
			'last',
			[value(1), gone('rejected')],
			gone('rejected')
		],
		['last minds no earlier gap', 'last', [gone('notReported'), value(2)], value(2)],
		['ratioOfSums weighs months by their cases', 'ratioOfSums', [ratio(1, 1), ratio(0, 9)], ratio(1, 10)],
		[
			'ratioOfSums cannot leave a bad month out',
			'ratioOfSums',
			[ratio(9, 9), gone('notReported')],
			gone('notReported')
		],
		['lastRatio takes the last month', 'lastRatio', [ratio(1, 2), ratio(3, 4)], ratio(3, 4)],
		[
			'distributions merge',
			'distribution',
			[cases([1, 2, 0], [5, 0, 1]), cases([1, 1, 0])],
			cases([1, 3, 0], [5, 0, 1])
		],
		['no months at all are not reported', 'sum', [], gone('notReported')]
	])('%s', (_title, rule, figures, expected) => {
		expect(aggregateFigures(rule, figures)).toEqual(expected);
	});

	it.each<[TimeRule, Figure]>([
		['ratioOfSums', value(1)],
		['lastRatio', value(1)],
		['distribution', ratio(1, 2)],
		['sum', cases([1, 1, 0])]
	])('%s refuses a figure of another kind', (rule, figure) => {
		expect(() => aggregateFigures(rule, [figure])).toThrow(`time rule ${rule} cannot take`);
	});

	it('and quarters become the year that months would: the way does not matter', () => {
		const month = fc.record({ numerator: fc.nat(1000), denominator: fc.nat(1000) });
		fc.assert(
			fc.property(fc.array(month, { minLength: 12, maxLength: 12 }), (months) => {
				const quarters = [0, 3, 6, 9].map((start) =>
					aggregateFigures('ratioOfSums', months.slice(start, start + 3))
				);
				expect(aggregateFigures('ratioOfSums', quarters)).toEqual(aggregateFigures('ratioOfSums', months));
			})
		);
	});
});

describe('departments become a region', () => {
	it('numerators and denominators add up: never a mean of rates', () => {
		expect(rollUpFigures([ratio(1, 1), ratio(0, 99)])).toEqual({
			figure: ratio(1, 100),
			present: 2,
			expected: 2
		});
	});

	it('counts add up, scores average', () => {
		expect(rollUpFigures([value(1), value(3)]).figure).toEqual(value(4));
		expect(rollUpFigures([value(1), value(3)], { values: 'mean' }).figure).toEqual(value(2));
	});

	it('distributions merge', () => {
		expect(rollUpFigures([cases([3, 1, 0]), cases([1, 1, 1])]).figure).toEqual(cases([1, 1, 1], [3, 1, 0]));
	});

	it('departments to which it does not apply are not expected', () => {
		expect(rollUpFigures([value(1), gone('notApplicable')])).toEqual({
			figure: value(1),
			present: 1,
			expected: 1
		});
		expect(rollUpFigures([gone('notApplicable')]).figure).toEqual(gone('notApplicable'));
	});

	it('one that does not report leaves the region missing, unless a share suffices', () => {
		const figures = [value(1), gone('notReported')];
		expect(rollUpFigures(figures)).toEqual({ figure: gone('notReported'), present: 1, expected: 2 });
		expect(rollUpFigures(figures, { minimumShare: 0.5 })).toEqual({
			figure: value(1),
			present: 1,
			expected: 2
		});
	});

	it('no departments, no figure', () => {
		expect(rollUpFigures([])).toEqual({ figure: gone('notReported'), present: 0, expected: 0 });
	});

	it('different kinds of figures are refused', () => {
		expect(() => rollUpFigures([value(1), ratio(1, 2)])).toThrow('different kinds');
	});
});

describe('the number of a figure', () => {
	it('a ratio is a percentage, or per whatever is asked', () => {
		expect(figureValue(ratio(1, 8))).toEqual({ value: 12.5 });
		expect(figureValue(ratio(1, 8), { per: 10_000 })).toEqual({ value: 1250 });
	});

	it('a ratio of nothing due does not apply', () => {
		expect(figureValue(ratio(0, 0))).toEqual({ missing: 'notApplicable' });
		expect(() => figureValue(ratio(1, -1))).toThrow('is no ratio');
	});

	it('a missing figure keeps its reason', () => {
		expect(figureValue(gone('rejected'))).toEqual({ missing: 'rejected' });
	});

	it('satisfaction is the mean of the ratings', () => {
		expect(figureValue(cases([5, 3, 0], [1, 1, 0]), { statistic: 'mean' })).toEqual({ value: 4 });
		expect(figureValue(cases(), { statistic: 'mean' })).toEqual({ missing: 'suppressed' });
	});

	it('fewer than 5 requests are suppressed, 5 are not', () => {
		expect(figureValue(cases([2, 4, 0]))).toEqual({ missing: 'suppressed' });
		expect(figureValue(cases([2, 4, 0], [3, 0, 1]))).toEqual({ value: 2 });
	});

	it('a median that is not reached is above 20, and so is one beyond 20: silence never stands before a late answer', () => {
		expect(figureValue(cases([1, 2, 0], [30, 0, 8]))).toEqual({ value: 20, isAbove: true });
		expect(figureValue(cases([35, 10, 0]))).toEqual({ value: 20, isAbove: true });
		expect(figureValue(cases([20, 10, 0]))).toEqual({ value: 20 });
	});
});

describe('the Kaplan–Meier median', () => {
	it.each<[string, [number, number, number][], number | undefined]>([
		[
			'is the plain median where all are answered',
			[
				[1, 1, 0],
				[2, 1, 0],
				[9, 1, 0]
			],
			2
		],
		[
			'is where half are answered, exactly',
			[
				[3, 5, 0],
				[7, 5, 0]
			],
			3
		],
		[
			'takes values in any order',
			[
				[9, 1, 0],
				[1, 1, 0],
				[2, 1, 0]
			],
			2
		],
		[
			'counts those waiting as at risk until then, and no longer',
			[
				[1, 1, 1],
				[2, 1, 0],
				[3, 1, 0],
				[4, 1, 0]
			],
			3
		],
		[
			'is not reached where most are silent',
			[
				[1, 1, 0],
				[30, 0, 9]
			],
			undefined
		],
		['is not reached of nobody', [], undefined]
	])('%s', (_title, points, expected) => {
		expect(kaplanMeierMedian({ points })).toBe(expected);
	});

	it('agrees with the textbook example of Freireich (6-MP, 21 patients): 23 weeks', () => {
		// Freireich et al. 1963, as in Kleinbaum & Klein, Survival Analysis: events 6×3, 7, 10, 13, 16, 22, 23; the others censored
		const points: [number, number, number][] = [
			[6, 3, 1],
			[7, 1, 0],
			[9, 0, 1],
			[10, 1, 1],
			[11, 0, 1],
			[13, 1, 0],
			[16, 1, 0],
			[17, 0, 1],
			[19, 0, 1],
			[20, 0, 1],
			[22, 1, 0],
			[23, 1, 0],
			[25, 0, 1],
			[32, 0, 2],
			[34, 0, 1],
			[35, 0, 1]
		];
		expect(kaplanMeierMedian({ points })).toBe(23);
	});

	it('never falls when an answer turns into silence', () => {
		const point = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 5 }), fc.nat(3));
		fc.assert(
			fc.property(
				fc.uniqueArray(point, { minLength: 1, maxLength: 10, selector: ([v]) => v }),
				fc.nat(),
				(points, pick) => {
					const k = pick % points.length;
					const silenced = points.map(([v, a, w], i): [number, number, number] =>
						i === k ? [v, a - 1, w + 1] : [v, a, w]
					);
					const before = kaplanMeierMedian({ points }) ?? Infinity;
					expect(kaplanMeierMedian({ points: silenced }) ?? Infinity).toBeGreaterThanOrEqual(before);
				}
			)
		);
	});
});
