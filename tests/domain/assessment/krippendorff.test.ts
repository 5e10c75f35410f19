import { describe, expect, it } from 'vitest';
import { krippendorffAlpha } from '../../../src/lib/domain/assessment/krippendorff';

/** Columns of a table of observers by units; a dot is a value that is missing. */
function unitsOf(...observers: readonly string[]): number[][] {
	const rows = observers.map((row) => row.split(' '));
	return rows[0]!.map((_, unit) => rows.flatMap((row) => (row[unit] === '.' ? [] : [Number(row[unit])])));
}

/** K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, values missing. */
const fourObservers = unitsOf(
	'1 2 3 3 2 1 4 1 2 . . .',
	'1 2 3 3 2 2 4 1 2 5 . 3',
	'. 3 3 3 2 3 4 2 2 5 1 .',
	'1 2 3 3 2 4 4 1 2 5 1 .'
);
/** The worked example of the article "Krippendorff's alpha" of the English Wikipedia: three coders, fifteen units. */
const threeCoders = unitsOf(
	'. . . . . 3 4 1 2 1 1 3 3 . 3',
	'1 . 2 1 3 3 4 3 . . . . . . .',
	'. . 2 1 3 4 4 . 2 1 1 3 3 . 4'
);
/** Section A of the same paper: two observers, ten units, two categories. */
const twoObservers = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0');

describe("Krippendorff's alpha", () => {
	it('is what the literature gives', () => {
		expect(krippendorffAlpha(twoObservers, 'nominal')).toBeCloseTo(0.095, 3);
		expect(krippendorffAlpha(fourObservers, 'nominal')).toBeCloseTo(0.743, 3);
		expect(krippendorffAlpha(fourObservers, 'interval')).toBeCloseTo(0.849, 3);
		expect(krippendorffAlpha(threeCoders, 'nominal')).toBeCloseTo(0.691, 3);
		expect(krippendorffAlpha(threeCoders, 'interval')).toBeCloseTo(0.811, 3);
	});

	it('is 1 where all agree, below 0 where they contradict each other, and nothing where it cannot be said', () => {
		expect(
			krippendorffAlpha([
				[40, 40],
				[60, 60, 60]
			])
		).toBe(1);
		expect(
			krippendorffAlpha([
				[0, 100],
				[100, 0]
			])
		).toBeLessThan(0);
		expect(krippendorffAlpha([[50], [60]])).toBeUndefined();
		expect(
			krippendorffAlpha([
				[50, 50],
				[50, 50]
			])
		).toBeUndefined();
		expect(krippendorffAlpha([])).toBeUndefined();
	});
});
