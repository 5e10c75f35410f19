import { describe, expect, it } from 'vitest';
import { readEntry, type TypedEntry } from '../../../src/lib/domain/indicator/read-entry';

const percentRatio = {
	measure: 'percent',
	isRatio: true,
	factor: 1,
	timeRule: 'lastRatio',
	statistic: null,
	minimum: 0,
	maximum: 100
} as const;
const perTenThousand = { ...percentRatio, measure: 'rate', factor: 10_000, maximum: null } as const;
const count = { ...percentRatio, measure: 'count', isRatio: false, timeRule: 'sum', maximum: null } as const;
const score = { ...percentRatio, isRatio: false, timeRule: 'last' } as const;
const days = {
	...percentRatio,
	measure: 'days',
	isRatio: false,
	timeRule: 'distribution',
	maximum: null
} as const;

function typed(over: Partial<TypedEntry>): TypedEntry {
	return { value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '', ...over };
}
const problems = (shape: Parameters<typeof readEntry>[0], over: Partial<TypedEntry>): unknown => {
	const reading = readEntry(shape, typed(over));
	return reading.kind === 'problems' ? reading.problems : reading.kind;
};

describe('an indicator’s fields', () => {
	it('give the value of a ratio from its parts', () => {
		const reading = readEntry(percentRatio, typed({ numerator: '1,730', denominator: '2,000' }));
		expect(reading).toMatchObject({
			kind: 'entry',
			entry: { value: 86.5, numerator: 1730, denominator: 2000 }
		});
		expect(readEntry(perTenThousand, typed({ numerator: '5', denominator: '20000' }))).toMatchObject({
			entry: { value: 2.5 }
		});
	});

	it('say that nothing fell due where a ratio is nothing of nothing', () => {
		expect(readEntry(percentRatio, typed({ numerator: '0', denominator: '0' }))).toMatchObject({
			entry: { value: null, numerator: 0, denominator: 0, missingReason: 'notApplicable', note: null }
		});
	});

	it('are no entry when all are empty, whatever the note', () => {
		expect(problems(percentRatio, {})).toBe('empty');
		expect(problems(count, { note: 'later' })).toBe('empty');
	});

	it.each([
		[{ numerator: '5' }, [{ field: 'denominator', code: 'required' }]],
		[{ denominator: '5' }, [{ field: 'numerator', code: 'required' }]],
		[{ numerator: '1', denominator: '0' }, [{ field: 'denominator', code: 'zero' }]],
		[
			{ numerator: '-1', denominator: '-2' },
			[
				{ field: 'numerator', code: 'negative' },
				{ field: 'denominator', code: 'negative' }
			]
		],
		[{ numerator: '6', denominator: '5' }, [{ field: 'numerator', code: 'aboveDenominator' }]],
		[{ numerator: '5%', denominator: '5' }, [{ field: 'numerator', code: 'percentSign' }]],
		[
			{ numerator: 'a', denominator: '1,5' },
			[
				{ field: 'numerator', code: 'notANumber' },
				{ field: 'denominator', code: 'ambiguous' }
			]
		]
	])('of a ratio, %j, say what is wrong', (fields, expected) =>
		expect(problems(percentRatio, fields)).toEqual(expected)
	);

	it('refuse a ratio whose value leaves the numbers', () => {
		expect(problems(perTenThousand, { numerator: '1e308', denominator: '1e-5' })).toEqual([
			{ field: 'numerator', code: 'outOfRange' }
		]);
	});

	it('hold a value to its bounds, inclusive, and a count to whole numbers', () => {
		expect(problems(score, { value: '100%' })).toBe('entry');
		expect(problems(score, { value: '100.1' })).toEqual([
			{ field: 'value', code: 'aboveMaximum', bound: 100, value: 100.1 }
		]);
		expect(problems(score, { value: '-1' })).toEqual([
			{ field: 'value', code: 'belowMinimum', bound: 0, value: -1 }
		]);
		expect(problems(count, { value: '1.5' })).toEqual([{ field: 'value', code: 'notWhole' }]);
		expect(problems(count, { value: '15%' })).toEqual([{ field: 'value', code: 'percentSign' }]);
	});

	it('take a reason instead of a value, with a note that says why', () => {
		expect(problems(count, { reason: 'notReported' })).toEqual([{ field: 'note', code: 'required' }]);
		expect(problems(count, { reason: 'suppressed', note: 'x' })).toEqual([
			{ field: 'reason', code: 'unknown' }
		]);
		expect(problems(count, { reason: 'notReported', note: 'x', value: '3' })).toEqual([
			{ field: 'reason', code: 'besideValue' }
		]);
		expect(readEntry(count, typed({ reason: 'notApplicable', note: ' no portal ' }))).toEqual({
			kind: 'entry',
			entry: {
				value: null,
				numerator: null,
				denominator: null,
				distribution: null,
				missingReason: 'notApplicable',
				note: 'no portal'
			}
		});
	});

	it('take a distribution by its lines', () => {
		expect(readEntry(days, typed({ distribution: '1 4\n3 2 1' }))).toMatchObject({
			entry: {
				value: 1,
				distribution: [
					[1, 4, 0],
					[3, 2, 1]
				]
			}
		});
		expect(readEntry(days, typed({ distribution: '1 4' }))).toMatchObject({
			entry: { value: null, missingReason: null }
		});
		expect(problems(days, { distribution: 'x 1\n?' })).toMatchObject([
			{ field: 'distribution', code: 'lines' }
		]);
	});
});
