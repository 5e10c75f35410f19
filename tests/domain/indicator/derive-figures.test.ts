import { describe, expect, it } from 'vitest';
import {
	columnsOfFigure,
	figureOfBodies,
	figureOfColumns,
	figureOfParts,
	type DerivedIndicator
} from '../../../src/lib/domain/indicator/derive-figures';

const ratio: DerivedIndicator = { timeRule: 'ratioOfSums', rollUp: 'ratio', statistic: null, factor: 100 };
const total: DerivedIndicator = { timeRule: 'sum', rollUp: 'sum', statistic: null, factor: 1 };
const nothing = { value: null, numerator: null, denominator: null, distribution: null, missingReason: null };
const there = (figure: Parameters<typeof columnsOfFigure>[1]) => ({ figure, isDue: true });

describe('a figure and its stored columns', () => {
	it('keeps both parts of a ratio beside its value', () => {
		const columns = columnsOfFigure(ratio, { numerator: 1, denominator: 8 });
		expect(columns).toMatchObject({ value: 12.5, numerator: 1, denominator: 8, missingReason: null });
		expect(figureOfColumns(columns)).toEqual({ numerator: 1, denominator: 8 });
	});

	it('keeps the cases of a distribution whose statistic is suppressed', () => {
		const columns = columnsOfFigure({ statistic: 'kaplanMeierMedian', factor: 1 }, { points: [[3, 2, 0]] });
		expect(columns).toMatchObject({ value: null, missingReason: 'suppressed', distribution: [[3, 2, 0]] });
		expect(figureOfColumns(columns)).toEqual({ points: [[3, 2, 0]] });
	});

	it('says "above" where a median is not reached', () => {
		const columns = columnsOfFigure({ statistic: 'kaplanMeierMedian', factor: 1 }, { points: [[9, 0, 6]] });
		expect(columns).toMatchObject({ value: 20, qualifier: 'above' });
	});

	it('finds nothing in an empty draft', () => {
		expect(figureOfColumns(nothing)).toBeUndefined();
	});
});

describe('a longer period', () => {
	it('is the ratio of sums, not the mean of ratios', () => {
		const figure = figureOfParts(ratio, [
			there({ numerator: 1, denominator: 2 }),
			there({ numerator: 9, denominator: 10 })
		]);
		expect(figure).toEqual({ numerator: 10, denominator: 12 });
	});

	it('leaves out a month that is not due yet, and is missing for one that is', () => {
		const known = there({ value: 5 });
		expect(figureOfParts(total, [known, { figure: undefined, isDue: false }])).toEqual({ value: 5 });
		expect(figureOfParts(total, [known, { figure: undefined, isDue: true }])).toEqual({
			missing: 'notReported'
		});
	});

	it('is nothing where nothing was entered', () => {
		expect(figureOfParts(total, [{ figure: undefined, isDue: true }])).toBeUndefined();
	});
});

describe('a region', () => {
	it('adds up its departments', () => {
		expect(figureOfBodies(total, [there({ value: 2 }), there({ value: 3 })])).toEqual({ value: 5 });
	});

	it('has no total without one of them, but a rate from three in four', () => {
		const absent = { figure: undefined, isDue: true };
		expect(figureOfBodies(total, [there({ value: 2 }), absent])).toEqual({ missing: 'notReported' });
		const part = there({ numerator: 1, denominator: 2 });
		expect(figureOfBodies(ratio, [part, part, part, absent])).toEqual({ numerator: 3, denominator: 6 });
		expect(figureOfBodies(ratio, [part, part, absent])).toEqual({ missing: 'notReported' });
	});

	it('reports for itself where its departments do not speak of the indicator', () => {
		expect(figureOfBodies({ ...total, rollUp: 'none' }, [there({ value: 2 })])).toBeUndefined();
		expect(figureOfBodies(total, [{ figure: undefined, isDue: true }])).toBeUndefined();
	});
});
