import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	modifiedZScore,
	seasonalDifference,
	zScore,
	type OutlierVerdict
} from '../../../src/lib/domain/validation/outlier';

const score = (verdict: OutlierVerdict): number => ('score' in verdict ? verdict.score : NaN);

describe('the z of a value', () => {
	const history = [2, 4, 4, 4, 5, 5, 7, 9, 2, 4, 4, 4];

	it('is its distance from the mean in standard deviations of n − 1', () => {
		// mean 4.5, sum of squares 41, deviation √(41 / 11)
		expect(score(zScore(10, history))).toBeCloseTo(5.5 / Math.sqrt(41 / 11), 12);
		expect(zScore(10, history)).toMatchObject({ kind: 'usual', count: 12 });
		expect(zScore(10.5, history).kind).toBe('outlier');
	});

	it('is not told of a short history, nor of one without spread', () => {
		expect(zScore(1e9, history.slice(1))).toEqual({ kind: 'tooFew', count: 11, least: 12 });
		expect(zScore(5, Array<number>(12).fill(0.1))).toEqual({ kind: 'noSpread', count: 12 });
	});
});

describe('the modified z of a value', () => {
	it('is 0.6745 · (x − median) / MAD, as Iglewicz and Hoaglin have it', () => {
		// median 3.23, median of the deviations 0.04
		const history = [3.2, 3.3, 3.1, 3.25, 3.23, 3.28, 3.19];
		expect(score(modifiedZScore(3.5, history))).toBeCloseTo((0.6745 * (3.5 - 3.23)) / 0.04, 2);
		expect(modifiedZScore(3.5, history).kind).toBe('outlier');
		expect(modifiedZScore(3.43, history).kind).toBe('usual');
	});

	it('falls back on the mean deviation where more than half are equal', () => {
		const verdict = modifiedZScore(20, [5, 5, 5, 5, 5, 5, 12]);
		expect(score(verdict)).toBeCloseTo(15 / (Math.sqrt(Math.PI / 2) * 1), 12);
	});

	it('has nothing to measure with where all are equal, and needs six', () => {
		expect(modifiedZScore(9, Array<number>(6).fill(5))).toEqual({ kind: 'noSpread', count: 6 });
		expect(modifiedZScore(9, [1, 2, 3, 4, 5])).toEqual({ kind: 'tooFew', count: 5, least: 6 });
	});

	it('is not led astray by one wild value in the past, as the z is', () => {
		const history = [10, 11, 9, 10, 12, 10, 11, 9, 10, 11, 10, 500];
		expect(modifiedZScore(60, history).kind).toBe('outlier');
		expect(zScore(60, history).kind).toBe('usual');
	});
});

describe('the seasonal difference of a value', () => {
	const level = [10, 2, 8, 9, 10, 11, 9, 8, 10, 9, 11, 15];
	const years = [...level, ...level.map((x, i) => x + 1 + (i % 3) / 10), ...level.map((x) => x + 2)];

	it('finds a value that is usual for the year and not for its month', () => {
		const untilJanuary = years.slice(0, 25);
		expect(modifiedZScore(14, untilJanuary).kind).toBe('usual');
		expect(seasonalDifference(14, untilJanuary, 12).kind).toBe('outlier');
		expect(seasonalDifference(4, untilJanuary, 12).kind).toBe('usual');
	});

	it('says the span that it expects in the value’s own unit', () => {
		const verdict = seasonalDifference(14, years.slice(0, 25), 12);
		expect('low' in verdict && verdict.low < 4 && verdict.high > 4 && verdict.high < 14).toBe(true);
	});

	it('needs the same month of the year before, and six earlier changes', () => {
		expect(seasonalDifference(3, level, 12)).toMatchObject({ kind: 'tooFew' });
		const gap = years.map((x, at) => (at === years.length - 12 ? null : x));
		expect(seasonalDifference(3, gap, 12)).toEqual({ kind: 'tooFew', count: 0, least: 6 });
		expect(seasonalDifference(3, years.slice(0, 18), 12).kind).not.toBe('tooFew');
		expect(seasonalDifference(3, years.slice(0, 17), 12).kind).toBe('tooFew');
	});

	it('knows no season within a year', () => {
		expect(seasonalDifference(3, years, 1).kind).toBe('tooFew');
	});
});

describe('every look', () => {
	const history = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 26, maxLength: 40 });
	const looks: [string, (value: number, history: readonly number[]) => OutlierVerdict][] = [
		['z', zScore],
		['modified z', (value, past) => modifiedZScore(value, past)],
		['seasonal difference', (value, past) => seasonalDifference(value, past, 12)]
	];

	it.each(looks)('gives the same score wherever zero lies and whatever the unit: %s', (_, look) => {
		fc.assert(
			fc.property(
				history,
				fc.integer({ min: -2000, max: 2000 }),
				fc.integer({ min: -500, max: 500 }),
				fc.constantFrom(0.125, 0.5, 2, 1024),
				(past, value, shift, scale) => {
					const before = look(value, past);
					const moved = look(
						value * scale + shift,
						past.map((x) => x * scale + shift)
					);
					expect(moved.kind).toBe(before.kind);
					expect(score(moved)).toBeCloseTo(score(before), 6);
				}
			)
		);
	});

	it.each(looks)('turns its score round with the sign of the values: %s', (_, look) => {
		fc.assert(
			fc.property(history, fc.integer({ min: -2000, max: 2000 }), (past, value) => {
				const turned = look(
					-value,
					past.map((x) => -x)
				);
				expect(score(turned)).toBeCloseTo(-score(look(value, past)), 6);
			})
		);
	});
});
