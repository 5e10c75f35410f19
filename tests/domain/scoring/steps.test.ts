import { describe, expect, it } from 'vitest';
import { scoreSteps, missing as _, type StepInput } from './score';

type Case = [title: string, values: number[], steps: StepInput[], expected: number[]];

describe('steps on the raw value', () => {
	it.each<Case>([
		['cap holds values between min and max', [1, 5, 9], [{ do: 'cap', min: 2, max: 8 }], [2, 5, 8]],
		['cap at one end leaves the other open', [-1e9, 5], [{ do: 'cap', max: 4 }], [-1e9, 4]],
		['log is natural', [1, Math.E], [{ do: 'log' }], [0, 1]],
		['log adds its offset first', [0, Math.E - 1], [{ do: 'log', offset: 1 }], [0, 1]],
		['a missing value stays missing', [_, 1], [{ do: 'log' }], [_, 0]],
		[
			'bands give the points of the band that is reached, its start included',
			[0, 9.99, 10, 50],
			[
				{
					do: 'bands',
					bands: [
						{ from: 0, points: 1 },
						{ from: 10, points: 5 }
					]
				}
			],
			[1, 1, 5, 5]
		],
		['points are the score already', [3, 4.5], [{ do: 'points' }], [3, 4.5]],
		[
			'points map linearly and cut nothing',
			[1, 3, 6],
			[{ do: 'points', from: [1, 5], to: [0, 100] }],
			[0, 50, 125]
		],
		['points without "to" map onto 0–100', [1, 5], [{ do: 'points', from: [1, 5] }], [0, 100]],
		['winsorise leaves fewer than 4 values alone', [1, 2, 1e6], [{ do: 'winsorise' }], [1, 2, 1e6]],
		['winsorise leaves a constant column alone', [7, 7, 7, 7, 7], [{ do: 'winsorise' }], [7, 7, 7, 7, 7]],
		[
			'winsorise pulls one outlier in to the next value',
			[1, 2, 3, 4, 5, 6, 7, 8, 1000],
			[{ do: 'winsorise' }],
			[1, 2, 3, 4, 5, 6, 7, 8, 8]
		],
		[
			'winsorise pulls a low outlier in as well',
			[-1000, 2, 3, 4, 5, 6, 7, 8, 9],
			[{ do: 'winsorise' }],
			[2, 2, 3, 4, 5, 6, 7, 8, 9]
		],
		['treat leaves fewer than 4 values alone', [1, 2, 1e6], [{ do: 'treat' }], [1, 2, 1e6]]
	])('%s', (_title, values, steps, expected) => {
		expect(scoreSteps(values, steps)).toEqual(expected);
	});

	it('treat takes the logarithm of the original values where winsorising within winmax does not help', () => {
		const values = [...Array<number>(20).fill(0), 1, 100, 10000];
		const expected = values.map((x) => Math.log(x + 100));
		expect(scoreSteps(values, [{ do: 'treat', winmax: 1 }])).toEqual(expected);
		// winsorise alone keeps what it did, though the test still fails
		expect(scoreSteps(values, [{ do: 'winsorise', winmax: 1 }])).toEqual([...values.slice(0, 22), 100]);
	});

	it.each<[string, number[], StepInput[], RegExp]>([
		['log', [1, 0, -2], [{ do: 'log' }], /node "I", unit "u001": log of 0 .*\(and 1 more\)/],
		[
			'bands',
			[-1],
			[{ do: 'bands', bands: [{ from: 0, points: 1 }] }],
			/unit "u000": value -1 lies below the first band, which starts at 0; add a band/
		],
		['expression', [1, 0], [{ do: 'expression', formula: '1/x' }], /unit "u001": the formula gives Infinity/],
		['any raw value', [1, Infinity], [], /unit "u001": value Infinity is not finite/]
	])('%s names the unit whose value it cannot take', (_step, values, steps, message) => {
		expect(() => scoreSteps(values, steps)).toThrow(message);
	});
});

describe('normalising steps', () => {
	it.each<Case>([
		['minmax runs from 0 to 100', [1, 2, 5], [{ do: 'minmax' }], [0, 25, 100]],
		['minmax of a constant column has no spread', [4, 4], [{ do: 'minmax' }], [_, _]],
		['minmax of a single value has no spread', [4], [{ do: 'minmax' }], [_]],
		['minmax from −1e308 to 1e308 does not overflow', [-1e308, 0, 1e308], [{ do: 'minmax' }], [0, 50, 100]],
		['minmax of denormals keeps their proportions', [0, 5e-324, 1e-323], [{ do: 'minmax' }], [0, 50, 100]],
		[
			'goalposts hold within their posts',
			[0, 2, 3, 9],
			[{ do: 'goalposts', low: 1, high: 5 }],
			[0, 25, 50, 100]
		],
		[
			'goalposts without truncation go beyond',
			[0, 9],
			[{ do: 'goalposts', low: 1, high: 5, truncate: false, to: [0, 1] }],
			[-0.25, 2]
		],
		['goalposts score a constant column', [3, 3], [{ do: 'goalposts', low: 1, high: 5 }], [50, 50]],
		['zscore has mean 0 and sd 1', [1, 2, 3], [{ do: 'zscore' }], [-1, 0, 1]],
		['zscore takes another mean and sd', [1, 2, 3], [{ do: 'zscore', mean: 50, sd: 10 }], [40, 50, 60]],
		[
			'zscore of ten times 0.1 has no spread',
			Array<number>(10).fill(0.1),
			[{ do: 'zscore' }],
			Array<number>(10).fill(_)
		],
		['zscore of a single value has no spread', [1, _], [{ do: 'zscore' }], [_, _]],
		['zscore of 1e308 does not overflow', [-1e308, 0, 1e308], [{ do: 'zscore' }], [-1, 0, 1]],
		['zscore of 1e-200 does not vanish', [-1e-200, 0, 1e-200], [{ do: 'zscore' }], [-1, 0, 1]],
		['rank 1 is the lowest, ties take the lower place', [5, 1, 5, 9], [{ do: 'rank' }], [2, 1, 2, 4]],
		['rank with averaged ties', [5, 1, 5, 9], [{ do: 'rank', ties: 'average' }], [2.5, 1, 2.5, 4]],
		['rank with dense ties', [5, 1, 5, 9], [{ do: 'rank', ties: 'dense' }], [2, 1, 2, 3]],
		['rank maps first to last place', [10, 30, 20], [{ do: 'rank', to: [0, 100] }], [0, 100, 50]],
		[
			'dense rank maps onto the whole range too',
			[1, 1, 2],
			[{ do: 'rank', ties: 'dense', to: [0, 1] }],
			[0, 0, 1]
		],
		['rank of a single value is 1', [7], [{ do: 'rank' }], [1]],
		['rank of a single value onto a range has no spread', [7], [{ do: 'rank', to: [0, 1] }], [_]],
		['borda is the rank less 1', [5, 1, 9], [{ do: 'borda' }], [1, 0, 2]],
		['percentile runs from 0 to 1', [5, 1, 9], [{ do: 'percentile' }], [0.5, 0, 1]],
		['percentile of a single value has no spread', [7, _], [{ do: 'percentile' }], [_, _]],
		['distanceToMax is 1 at the highest', [1, 2, 5], [{ do: 'distanceToMax' }], [0, 0.25, 1]],
		['distanceToMax of a constant column has no spread', [1, 1], [{ do: 'distanceToMax' }], [_, _]],
		[
			'distanceToReference is 1 at the reference',
			[1, 3, 5],
			[{ do: 'distanceToReference', unit: 'u001' }],
			[0, 1, 2]
		],
		[
			'distanceToReference can be capped',
			[1, 3, 5],
			[{ do: 'distanceToReference', unit: 'u001', cap: true }],
			[0, 1, 1]
		],
		[
			'distanceToReference to the lowest unit has no spread',
			[1, 3, 5],
			[{ do: 'distanceToReference', unit: 'u000' }],
			[_, _, _]
		],
		['distanceToTarget is 1 at the target', [1, 3, 5], [{ do: 'distanceToTarget', target: 3 }], [0, 1, 2]],
		['distanceToTarget can be capped', [1, 5], [{ do: 'distanceToTarget', target: 3, cap: true }], [0, 1]],
		[
			'distanceToTarget at the minimum has no spread',
			[1, 5],
			[{ do: 'distanceToTarget', target: 1 }],
			[_, _]
		],
		['fractionOfMax is x over the highest', [1, 2, 4], [{ do: 'fractionOfMax' }], [0.25, 0.5, 1]],
		['fractionOfMax of zeros has no spread', [0, 0], [{ do: 'fractionOfMax' }], [_, _]],
		['nothing there, nothing scored', [_, _], [{ do: 'minmax' }], [_, _]]
	])('%s', (_title, values, steps, expected) => {
		expect(scoreSteps(values, steps)).toEqual(expected);
	});

	it('an absent reference unit is an error', () => {
		expect(() => scoreSteps([1, 2], [{ do: 'distanceToReference', unit: 'nobody' }])).toThrow(
			/unit "nobody": the reference unit is not among the units/
		);
		expect(() => scoreSteps([_, 2], [{ do: 'distanceToReference', unit: 'u000' }])).toThrow(
			/unit "u000": the reference unit has no value/
		);
	});

	it('a target behind the worst value, and a negative maximum, would turn the order around and are errors', () => {
		expect(() => scoreSteps([5, 6], [{ do: 'distanceToTarget', target: 3 }])).toThrow(
			/wrong side of the worst value 5/
		);
		expect(() => scoreSteps([-5, -6], [{ do: 'fractionOfMax' }])).toThrow(/needs a positive maximum/);
	});
});

describe('direction −1', () => {
	const lessIsBetter = { direction: -1 as const };
	it.each<Case>([
		['turns minmax around', [1, 2, 5], [{ do: 'minmax' }], [100, 75, 0]],
		[
			'turns goalposts with it, given on the raw scale',
			[1, 20, 10.5, 40],
			[{ do: 'goalposts', low: 1, high: 20 }],
			[100, 0, 50, 0]
		],
		[
			'turns the target with it, given on the raw scale',
			[10, 4, 2],
			[{ do: 'distanceToTarget', target: 4 }],
			[0, 1, 8 / 6]
		],
		['turns rank around', [5, 1, 9], [{ do: 'rank' }], [2, 3, 1]],
		['turns distanceToReference around', [5, 3, 1], [{ do: 'distanceToReference', unit: 'u001' }], [0, 1, 2]],
		[
			'enters once only, however many steps normalise',
			[1, 2, 5],
			[{ do: 'minmax' }, { do: 'minmax', to: [0, 1] }],
			[1, 0.75, 0]
		],
		[
			'enters after the steps on the raw value, so posts stand on their scale',
			[Math.E, 1],
			[{ do: 'log' }, { do: 'goalposts', low: 0, high: 1 }],
			[0, 100]
		],
		[
			'leaves the posts of a later step alone, which stand on a scale where more is better',
			[1, 2, 5],
			[{ do: 'minmax' }, { do: 'goalposts', low: 50, high: 100 }],
			[100, 50, 0]
		]
	])('%s', (_title, values, steps, expected) => {
		expect(scoreSteps(values, steps, lessIsBetter)).toEqual(expected);
	});

	it('never scores −0', () => {
		const scores = scoreSteps(
			[0, 0, 5],
			[{ do: 'points' }, { do: 'goalposts', low: 0, high: 5, to: [0, 1] }],
			lessIsBetter
		);
		expect(scores).toEqual([1, 1, 0]);
		expect(
			scoreSteps([0, 1], [{ do: 'zscore', sd: 1 }], lessIsBetter).some((score) => Object.is(score, -0))
		).toBe(false);
	});
});

describe('peer groups', () => {
	it('take statistics of each step within the group', () => {
		const scores = scoreSteps([1, 10, 3, 30], [{ do: 'minmax' }], {}, ['small', 'large', 'small', 'large']);
		expect(scores).toEqual([0, 0, 100, 100]);
	});

	it('measure against a reference unit of another group', () => {
		const scores = scoreSteps([1, 10, 3, 30], [{ do: 'distanceToReference', unit: 'u003' }], {}, [
			'small',
			'large',
			'small',
			'large'
		]);
		expect(scores).toEqual([0, 0, 1 - 27 / 29, 1]);
	});

	it('leave a group of one without spread, and the others with theirs', () => {
		expect(scoreSteps([1, 2, 9], [{ do: 'minmax' }], {}, ['a', 'a', 'b'])).toEqual([0, 100, _]);
	});
});
