import { describe, expect, it } from 'vitest';
import { contractNumber } from '../../../src/lib/domain/scoring/file-contract/contract-number';
import { FileProblems } from '../../../src/lib/domain/scoring/file-contract/file-problems';
import { findPeriod, periodRange, periodsBetween } from '../../../src/lib/domain/period/period';
import { scoreAggregate, scoreSteps } from './score';

describe('ends as far apart as doubles go', () => {
	const far = [1e308, -1e308, 0, 9e307];

	it('keep their distances to a reference unit', () => {
		const scores = scoreSteps(far, [{ do: 'distanceToReference', unit: 'u000' }]);
		[1, 0, 0.5, 0.95].forEach((share, i) => expect(scores[i]).toBeCloseTo(share, 12));
	});

	it('keep their distances to a target', () => {
		const scores = scoreSteps(far, [{ do: 'distanceToTarget', target: 1e308 }]);
		[1, 0, 0.5, 0.95].forEach((share, i) => expect(scores[i]).toBeCloseTo(share, 12));
	});

	it('score by their distance from the mean, even where no double holds the deviation', () => {
		const near = (values: number[]) => scoreSteps(values, [{ do: 'zscore' }]);
		for (const column of [
			[1.7, -1.7],
			[1.7, -1.7, 1.7, 1.7],
			[1.7, -1.7, 0, 0.3, -0.2]
		]) {
			const scores = near(column.map((value) => value * 1e308));
			near(column).forEach((score, i) => expect(scores[i]).toBeCloseTo(score, 12));
		}
		const lopsided = [-1.7, ...Array<number>(50).fill(1.7)];
		near(lopsided).forEach((score, i) =>
			expect(near(lopsided.map((value) => value * 1e308))[i]).toBeCloseTo(score, 12)
		);
	});

	it('have outliers, as smaller ones do', () => {
		const column = [-1.7, 1.4, 1.45, 1.5, 1.52, 1.55, 1.6, 1.65, 1.7];
		const step = { do: 'winsorise' } as const;
		const scores = scoreSteps(
			column.map((value) => value * 1e308),
			[step]
		);
		scoreSteps(column, [step]).forEach((score, i) => expect(scores[i]! / 1e308).toBeCloseTo(score, 12));
		expect(scores[0]).toBeGreaterThan(0);
		// One pull is not enough here: the logarithm is taken, and differs by that of the measure alone.
		const treat = { do: 'treat', winmax: 1, skew: 0.1, kurtosis: -3 } as const;
		const logs = scoreSteps(
			column.map((value) => value * 1e308),
			[treat]
		);
		scoreSteps(column, [treat]).forEach((score, i) =>
			expect(logs[i]! - Math.log(1e308)).toBeCloseTo(score, 10)
		);
	});

	it('map onto points', () => {
		const scores = scoreSteps(far, [{ do: 'points', from: [-1e308, 1e308] }]);
		[100, 0, 50, 95].forEach((share, i) => expect(scores[i]).toBeCloseTo(share, 10));
	});
});

it('gives a value beyond a goalpost the last number itself, not a rounding of it', () => {
	expect(scoreSteps([5], [{ do: 'goalposts', low: 0, high: 1, to: [11.7, 50.4] }])).toEqual([50.4]);
});

it('adds up what fits into a double, though a part of it does not', () => {
	const sum = (...points: number[]) =>
		scoreAggregate(
			{ aggregate: 'sum' },
			points.map((one) => [one])
		).top.scores[0];
	expect(sum(1e308, 1.5e308, -1.5e308, NaN)).toBe(1e308);
	expect(() => sum(1e308, 1.5e308)).toThrow(/too large for a number/);
});

describe('what is read', () => {
	it('is refused as fast as it is read, however long it is', () => {
		expect(contractNumber(`${'1'.repeat(1_000_000)}x`)).toBeUndefined();
		expect(['1', '1.', '.5', '-1.5e3'].map(contractNumber)).toEqual([1, 1, 0.5, -1500]);
		expect(['.', '', '1..2', 'e3'].map(contractNumber)).toEqual([undefined, undefined, undefined, undefined]);
	});

	it.each([
		['2024-11', '2026-02'],
		['2024-Q4', '2026-Q1'],
		['2024-H2', '2026-H1'],
		['2024', '2026'],
		['2024-01', '2024-01']
	])('knows how many periods lie between %s and %s without making them', (from, to) => {
		const [first, last] = [findPeriod(from)!, findPeriod(to)!];
		expect(periodsBetween(first, last)).toBe(periodRange(first, last).length - 1);
	});

	it('is quoted within a line, whatever it holds', () => {
		const problems = new FileProblems();
		problems.add({
			file: 'no\nfile',
			column: 'x'.repeat(300_000),
			message: 'm'.repeat(300_000),
			remedy: 'r'
		});
		problems.add({
			file: 'D.csv',
			unit: 'p\u2028q',
			node: 'a\u0085b',
			message: 'm\u2029',
			remedy: 'r'
		});
		const [line = '', other = ''] = problems.lines();
		expect(other).toBe('D.csv: node "a\\u0085b", unit "p\\u2028q": m\\u2029; r');
		expect(line).not.toContain('\n');
		expect(line.length).toBeLessThan(2_000);
	});
});
