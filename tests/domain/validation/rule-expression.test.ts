import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRule, type CellFigures } from '../../../src/lib/domain/validation/apply-rule';
import {
	checkRuleExpression,
	compileRuleExpression
} from '../../../src/lib/domain/validation/rule-expression';

const codes = ['OPN-01', 'OPN-03', 'OPN-05', 'OPN-05-D', 'OPN-06', '2nd', 'x'];
const cell = (over: Partial<CellFigures> = {}): CellFigures => ({
	value: 80,
	numerator: 8,
	denominator: 10,
	missingReason: null,
	...over
});
const others: Readonly<Record<string, number>> = {
	'OPN-06/value/0': 12,
	'OPN-03/numerator/0': 8,
	'own/value/1': 40
};
const read = ({ code = 'own', part, age }: { code?: string | undefined; part: string; age: number }) => {
	const figure = others[`${code}/${part}/${age}`];
	return figure === undefined ? undefined : cell({ value: null, numerator: null, [part]: figure });
};
const apply = (expression: string, figures = cell()) =>
	applyRule({ kind: 'comparison', expression }, figures, read, codes);

describe('an expression of a rule', () => {
	it.each([
		['numerator <= denominator', 'holds'],
		['value > 100', 'broken'],
		['OPN-06 >= numerator_OPN-03', 'holds'],
		['OPN-06-numerator_OPN-03 == 4', 'holds'],
		['value <= 2 * previous', 'holds'],
		['value < 2 * previous', 'broken'],
		['value == 0.1 + 0.2 + 79.7', 'holds'],
		['OPN-06 <= 11.99999', 'broken']
	])('%s: %s', (expression, kind) => {
		expect(apply(expression).kind).toBe(kind);
	});

	it('says nothing of a cell for which a figure is missing, and which one', () => {
		expect(apply('OPN-05-D >= OPN-05')).toEqual({ kind: 'notApplicable', missing: 'OPN-05-D' });
		expect(apply('value > previous_OPN-06')).toEqual({ kind: 'notApplicable', missing: 'previous_OPN-06' });
		expect(apply('value > 1', cell({ value: null }))).toEqual({ kind: 'notApplicable', missing: 'value' });
	});

	it('says nothing where its figures give no number', () => {
		expect(apply('0 * value / 0').kind).toBe('undefined');
	});

	it('takes the longest code that stands at a place, also one that begins with a figure', () => {
		const compiled = compileRuleExpression('OPN-05-D - OPN-05 > previous_2nd - x', codes);
		expect(compiled.ok && [...compiled.rule.operands.keys()]).toEqual([
			'OPN-05-D',
			'OPN-05',
			'previous_2nd',
			'x'
		]);
	});

	it.each([
		['OPN-06 >= OPN-99', { code: 'unknownName', word: 'OPN-99', at: 11 }],
		['value >= other', { code: 'unknownName', word: 'other', at: 10 }],
		['value >', { code: 'syntax', at: 8 }],
		['value > (3', { code: 'syntax', at: 11 }],
		['mean(value) > 3', { code: 'unknownFunction', word: 'mean', at: 1 }],
		['value > pow(2)', { code: 'argumentCount', word: 'pow', at: 9 }],
		['value.constructor', { code: 'notAllowed' }]
	])('is refused with its place: %s', (expression, problem) => {
		const compiled = compileRuleExpression(expression, codes);
		expect(compiled.ok ? undefined : compiled.problem).toEqual(problem);
	});

	it.each([
		['range', '3 > 2', 'constant'],
		['range', 'value <= OPN-06', 'foreignName'],
		['sum', 'value > 3', 'oneName'],
		['comparison', 'OPN-06 > 3', 'oneName'],
		['change', 'value > 3', 'noPrevious']
	] as const)('does not pass for a %s: %s', (kind, expression, code) => {
		const checked = checkRuleExpression(kind, expression, codes, 'OPN-03');
		expect(checked.ok ? undefined : checked.problem.code).toBe(code);
	});

	it.each([
		['range', 'OPN-03 >= 0 && value <= 100'],
		['sum', 'abs(OPN-06 - (OPN-01 + OPN-03)) < 0.5'],
		['change', 'value <= 3 * previous'],
		['comparison', 'numerator <= denominator']
	] as const)('passes for a %s: %s', (kind, expression) => {
		expect(checkRuleExpression(kind, expression, codes, 'OPN-03').ok).toBe(true);
	});

	it('is read or refused, never thrown at', () => {
		const piece = fc.constantFrom(
			...codes,
			'value',
			'previous_',
			'(',
			')',
			'+',
			'-',
			'<=',
			' ',
			'3',
			'.',
			'[',
			"'"
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }), (pieces) => {
				const outcome = apply(pieces.join(''));
				expect(['holds', 'broken', 'notApplicable', 'undefined', 'unreadable']).toContain(outcome.kind);
			})
		);
	});
});

describe('a required value', () => {
	const required = (figures: CellFigures, expression: string | null = null) =>
		applyRule({ kind: 'required', expression }, figures, read, codes).kind;
	const empty = { value: null, numerator: null, denominator: null };

	it('is missed where nothing was reported, and not where there is nothing to report', () => {
		expect(required(cell())).toBe('holds');
		expect(required(cell({ ...empty, missingReason: 'notReported' }))).toBe('broken');
		expect(required(cell({ ...empty, missingReason: 'notApplicable' }))).toBe('holds');
		expect(required(cell({ ...empty, hasDistribution: true }))).toBe('holds');
	});

	it('is asked for only where its condition holds', () => {
		const absent = cell({ ...empty, missingReason: 'notReported' });
		expect(required(absent, 'OPN-06 > 10')).toBe('broken');
		expect(required(absent, 'OPN-06 > 20')).toBe('holds');
		expect(required(absent, 'OPN-01 > 20')).toBe('notApplicable');
	});
});
