import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	numberForField,
	parseNumber,
	type NumberProblem
} from '../../../src/lib/domain/indicator/parse-number';

const value = (text: string, percent = false): unknown => {
	const parsed = parseNumber(text, { percent });
	return parsed.kind === 'number' ? parsed.value : parsed.kind === 'problem' ? parsed.problem : parsed.kind;
};

describe('a number as it is typed', () => {
	it.each([
		['0', 0],
		['-0', 0],
		['007', 7],
		['12.5', 12.5],
		['.5', 0.5],
		['3.', 3],
		['+4', 4],
		['-4', -4],
		['−4', -4],
		['1,234.5', 1234.5],
		['1,234,567', 1_234_567],
		['1 234 567.25', 1_234_567.25],
		['1\u00a0234', 1234],
		['１２３．５', 123.5],
		['１，２３４', 1234],
		['\u3000 42\t', 42],
		['1.2E+05', 120_000],
		['1e-3', 0.001]
	])('%j is %d', (text, expected) => expect(value(text)).toBe(expected));

	it.each<[string, NumberProblem]>([
		['1,5', 'ambiguous'],
		['12,34', 'ambiguous'],
		['1.234,5', 'ambiguous'],
		['1.234.567', 'ambiguous'],
		['1,2345', 'ambiguous'],
		['1,234 567', 'ambiguous'],
		["1'234", 'ambiguous'],
		['1e309', 'outOfRange'],
		['-1e309', 'outOfRange'],
		['1e-400', 'outOfRange'],
		['9'.repeat(400), 'outOfRange'],
		['9007199254740993', 'tooManyDigits'],
		['NaN', 'notANumber'],
		['Infinity', 'notANumber'],
		['-∞', 'notANumber'],
		['n/a', 'notANumber'],
		['-', 'notANumber'],
		['.', 'notANumber'],
		['12 days', 'notANumber'],
		['0x10', 'notANumber'],
		['1_000', 'notANumber'],
		['--1', 'notANumber'],
		['1e', 'notANumber'],
		['12%', 'percentSign']
	])('%j is refused as %s', (text, problem) => expect(value(text)).toBe(problem));

	it.each(['', '  ', '\u3000', '\n'])('%j is nothing', (text) => expect(value(text)).toBe('empty'));

	it('takes a percent sign, half or full width, where a percentage is asked for', () => {
		expect(value('87.5 %', true)).toBe(87.5);
		expect(value('87.5％', true)).toBe(87.5);
		expect(value('%', true)).toBe('notANumber');
		expect(value('5%%', true)).toBe('notANumber');
	});

	it('reads every number back that it writes into a field', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (x) => {
				expect(value(numberForField(x))).toBe(x === 0 ? 0 : x);
			})
		);
	});

	it('reads a number alike however its thousands are set apart and whatever the width of its digits', () => {
		fc.assert(
			fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => {
				const english = n.toLocaleString('en-US');
				const wide = english.replace(/[\d,]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
				expect([value(english), value(wide), value(english.replaceAll(',', ' '))]).toEqual([n, n, n]);
			})
		);
	});

	it('never gives anything but a finite number, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,eE+-% NaInfty') }), (text) => {
				const parsed = parseNumber(text, { percent: true });
				if (parsed.kind === 'number') expect(Number.isFinite(parsed.value)).toBe(true);
			}),
			{ numRuns: 1000 }
		);
	});
});
