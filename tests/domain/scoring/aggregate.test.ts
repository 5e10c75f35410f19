import { describe, expect, it } from 'vitest';
import { missing as _, scoreAggregate } from './score';

type Top = Parameters<typeof scoreAggregate>[0];
type Case = [title: string, top: Top, columns: number[][], weights: number[], expected: number[]];

describe('aggregation', () => {
	it.each<Case>([
		['arithmetic weighs', { aggregate: 'arithmetic' }, [[1], [4]], [1, 3], [3.25]],
		[
			'arithmetic rescales weights over what is there',
			{ aggregate: 'arithmetic' },
			[[1], [_], [4]],
			[1, 5, 3],
			[3.25]
		],
		['arithmetic of 1e308 does not overflow', { aggregate: 'arithmetic' }, [[1e308], [1e308]], [], [1e308]],
		[
			'arithmetic takes weights as small as a denormal',
			{ aggregate: 'arithmetic' },
			[[2], [4]],
			[5e-324, 5e-324],
			[3]
		],
		[
			'arithmetic takes weights whose sum overflows',
			{ aggregate: 'arithmetic' },
			[[2], [4]],
			[1e308, 1e308],
			[3]
		],
		['a child of weight 0 moves nothing', { aggregate: 'arithmetic' }, [[1], [9]], [1, 0], [1]],
		['what is left weighs 0: missing', { aggregate: 'arithmetic' }, [[_], [9]], [1, 0], [_]],
		['nothing there: missing', { aggregate: 'arithmetic' }, [[_], [_]], [], [_]],
		['geometric', { aggregate: 'geometric' }, [[1], [4]], [], [2]],
		['geometric does not meet a zero of weight 0', { aggregate: 'geometric' }, [[4], [0]], [1, 0], [4]],
		['geometric raises to its floor', { aggregate: 'geometric', floor: 1 }, [[0], [4]], [], [2]],
		['harmonic', { aggregate: 'harmonic' }, [[1], [3]], [], [1.5]],
		['harmonic of denormals does not vanish', { aggregate: 'harmonic' }, [[5e-324], [5e-324]], [], [5e-324]],
		['harmonic raises to its floor', { aggregate: 'harmonic', floor: 1 }, [[-5], [3]], [], [1.5]],
		['power 2', { aggregate: 'power', p: 2 }, [[1], [7]], [], [5]],
		['power 2 of 1e200 does not overflow', { aggregate: 'power', p: 2 }, [[1e200], [1e200]], [], [1e200]],
		['power −1 is the harmonic mean', { aggregate: 'power', p: -1 }, [[1], [3]], [], [1.5]],
		[
			'power 1 takes negatives, being the arithmetic mean',
			{ aggregate: 'power', p: 1 },
			[[-1], [4]],
			[],
			[1.5]
		],
		['power of zeros is zero', { aggregate: 'power', p: 0.5 }, [[0], [0]], [], [0]],
		['sum adds, whatever the weights', { aggregate: 'sum' }, [[1], [4]], [5, 9], [5]],
		['sum of what is there is not rescaled', { aggregate: 'sum' }, [[1], [_], [4]], [], [5]],
		['sum of nothing is missing, not 0', { aggregate: 'sum' }, [[_], [_]], [], [_]],
		['median of three', { aggregate: 'median' }, [[1], [9], [4]], [], [4]],
		['median of two is between them', { aggregate: 'median' }, [[1], [_], [4]], [], [2.5]],
		['min is the worst', { aggregate: 'min' }, [[3], [_], [2]], [], [2]],
		['min of nothing is missing', { aggregate: 'min' }, [[_]], [], [_]],
		['copeland counts wins less defeats', { aggregate: 'copeland' }, [[3, 2, 1]], [], [2, 0, -2]],
		['copeland of equals is 0', { aggregate: 'copeland' }, [[5, 5, 5]], [], [0, 0, 0]],
		[
			'copeland maps −(n − 1) … n − 1 onto its range',
			{ aggregate: 'copeland', to: [0, 100] },
			[[3, 2, 1]],
			[],
			[100, 50, 0]
		],
		['copeland of a single unit is 0', { aggregate: 'copeland' }, [[7]], [], [0]],
		[
			'copeland of a single unit onto a range has no spread',
			{ aggregate: 'copeland', to: [0, 1] },
			[[7]],
			[],
			[_]
		],
		[
			'copeland compares on the children that both have',
			{ aggregate: 'copeland' },
			[
				[9, 1],
				[_, 5]
			],
			[1, 100],
			[1, -1]
		],
		[
			'copeland ties where two units share no child',
			{ aggregate: 'copeland' },
			[
				[9, _],
				[_, 5]
			],
			[],
			[0, 0]
		]
	])('%s', (_title, top, columns, weights, expected) => {
		const scores = [...scoreAggregate(top, columns, weights).top.scores];
		expect(scores).toHaveLength(expected.length);
		expected.forEach((value, i) => {
			if (Number.isNaN(value)) expect(scores[i]).toBeNaN();
			else expect(Math.abs(scores[i]! - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14);
		});
	});

	it('copeland is exact where sums of weights in floating point are not', () => {
		// 0.1 + 0.2 against 0.3: a draw on paper, a win in doubles
		const columns = [
			[1, 0],
			[1, 0],
			[0, 1]
		];
		expect([...scoreAggregate({ aggregate: 'copeland' }, columns, [0.1, 0.2, 0.3]).top.scores]).toEqual([
			0, 0
		]);
	});

	it('copeland does not give a missing child to the later unit, as COINr does', () => {
		const columns = [
			[1, 0],
			[_, 0],
			[_, 0]
		];
		expect([...scoreAggregate({ aggregate: 'copeland' }, columns).top.scores]).toEqual([1, -1]);
	});

	it('copeland takes weights too far apart for exact doubles', () => {
		const columns = [
			[1, 0],
			[0, 1],
			[0, 1]
		];
		const result = scoreAggregate({ aggregate: 'copeland' }, columns, [1e20, 1e20, 1e-20]);
		expect([...result.top.scores]).toEqual([-1, 1]);
	});

	it('copeland compares within the peer group only', () => {
		const result = scoreAggregate(
			{ aggregate: 'copeland' },
			[[4, 3, 2, 1]],
			[],
			[],
			{},
			[],
			['a', 'b', 'a', 'b']
		);
		expect([...result.top.scores]).toEqual([1, 1, -1, -1]);
	});

	it.each<[string, Top, number[][]]>([
		['geometric', { aggregate: 'geometric' }, [[0], [1]]],
		['harmonic', { aggregate: 'harmonic' }, [[-1], [1]]],
		['power −2', { aggregate: 'power', p: -2 }, [[0], [1]]],
		['power 2 (negative only)', { aggregate: 'power', p: 2 }, [[-1], [1]]]
	])('%s names unit and node of a value that it cannot take', (_title, top, columns) => {
		expect(() => scoreAggregate(top, columns)).toThrow(
			/^node "T", unit "u000": score .* \(from "A"\); set "floor"/
		);
	});

	it('a sum that overflows is an error, not a score of infinity', () => {
		expect(() => scoreAggregate({ aggregate: 'sum' }, [[1.7e308], [1.7e308]])).toThrow(
			/too large for a number/
		);
	});
});

describe('coverage', () => {
	const columns = Array.from({ length: 10 }, (_u, i) => (i < 7 ? [1, 1] : [_, i < 8 ? 1 : _]));

	it('passes at equality, counted in children and not in weight', () => {
		const result = scoreAggregate({ aggregate: 'arithmetic', minimumCoverage: 0.7 }, columns, [0.001]);
		expect([...result.top.coverage]).toEqual([0.7, 0.8]);
		expect([...result.top.scores]).toEqual([1, 1]);
	});

	it('leaves a node missing below it', () => {
		const result = scoreAggregate({ aggregate: 'arithmetic', minimumCoverage: 0.75 }, columns);
		expect([...result.top.scores]).toEqual([_, 1]);
		expect(result.top.missingReasonAt(0)).toBe('belowCoverage');
		expect(result.top.missingReasonAt(1)).toBeUndefined();
	});

	it('counts filled children as present', () => {
		const children = columns.map(() => ({ missing: 'zero' as const }));
		const result = scoreAggregate({ aggregate: 'arithmetic', minimumCoverage: 1 }, columns, [], children);
		expect([...result.top.scores]).toEqual([0.7, 0.8]);
		expect([...result.top.coverage]).toEqual([1, 1]);
		expect([...result.node('J').coverage]).toEqual([1, 1]);
	});

	it('counts a child of weight 0', () => {
		const result = scoreAggregate({ aggregate: 'arithmetic', minimumCoverage: 0.6 }, [[1], [_]], [1, 0]);
		expect(result.top.missingReasonAt(0)).toBe('belowCoverage');
	});
});
