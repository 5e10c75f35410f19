import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormula } from '$lib/domain/scoring/formula';
import { scoreSteps } from './score';

const at = { x: 4, n: 10, rank: 3, min: 1, max: 9, mean: 5, sd: 2 };

function evaluate(text: string): number {
	const compiled = compileFormula(text);
	if (!compiled.ok) throw new Error(compiled.message);
	return compiled.formula.evaluate(at);
}

describe('formulas', () => {
	it.each([
		['x + 2 * 3', 10],
		['(x + 2) * 3', 18],
		['2 ^ 3 ^ 2', 512],
		['-x ^ 2', -16],
		['(-x) ^ 2', 16],
		['2 ^ -1', 0.5],
		['-2^2 + 1', -3],
		['x ^ 2 * 3', 48],
		['2 * x ^ 2', 32],
		['ln(exp(2))', 2],
		['log10(1000)', 3],
		['sqrt(x) + abs(-1)', 3],
		['min(x, 3, 7) + max(x, 3, 7)', 10],
		['pow(x, 2)', 16],
		['max - min', 8],
		['min(min, max)', 1],
		['(x - mean) / sd', -0.5],
		['if(x > 3, 1, 0)', 1],
		['if(x <= 3, 1, if(x == 4, 7, 0))', 7],
		['x >= 4 && x != 5 || 0', 1],
		['x > 3 ? 10 : 20', 10],
		['!(x > 3)', 0],
		['1e3 + .5', 1000.5],
		['(n - rank + 1) / n', 0.8]
	])('%s is %d', (text, expected) => {
		expect(evaluate(text)).toBeCloseTo(expected, 12);
	});

	it('evaluates only the side of an if that is chosen', () => {
		expect(scoreSteps([0, Math.E], [{ do: 'expression', formula: 'if(x > 0, ln(x), 0)' }])).toEqual([0, 1]);
	});

	it('ranks from the largest, ties at the better place', () => {
		expect(scoreSteps([5, 9, 5, NaN, 1], [{ do: 'expression', formula: 'rank' }])).toEqual([2, 1, 2, NaN, 4]);
	});

	it('gives the exponential rank transform of the English indices of deprivation', () => {
		const formula = '-23 * ln(1 - ((n - rank + 1) / n) * (1 - exp(-100 / 23)))';
		const scores = scoreSteps([10, 20, 30, 40], [{ do: 'expression', formula }]);
		expect(scores[3]).toBeCloseTo(100, 10);
		expect(scores[0]).toBeCloseTo(-23 * Math.log(1 - 0.25 * (1 - Math.exp(-100 / 23))), 12);
	});

	it.each<[string, number[]]>([
		['(x - min) / (max - min)', [4, 4]],
		['(x - min) / (max - min)', [0, 0]],
		['(x - mean) / sd', [-3, -3, -3]],
		['(x - mean) / sd', [7]],
		['(n - rank) / (n - 1)', [7]],
		['1 / (max - x + x - min)', [5e-324, 5e-324]],
		['x / max', [0, 0]]
	])('finds no spread by %s in %j', (formula, values) => {
		expect(scoreSteps(values, [{ do: 'expression', formula }])).toEqual(values.map(() => NaN));
	});

	it.each<[string, number[], RegExp]>([
		['ln(mean)', [-5, -5], /unit "u000": the formula gives NaN for the value -5/],
		['ln(x) * (max - min)', [-5, -5], /gives NaN for the value -5/],
		['sqrt(min) / n', [-1], /gives NaN/],
		['ln(x) / sd', [-2, -2], /gives NaN/],
		['x / 0 + max', [1, 1], /gives Infinity/],
		['1 / (rank - 1)', [3, 3], /gives Infinity/],
		['(x - mean) / sd', [1.7e308, -1.7e308], /standard deviation of the values is too large/]
	])('names %s of %j for what it is, not for a lack of spread', (formula, values, message) => {
		expect(() => scoreSteps(values, [{ do: 'expression', formula }])).toThrow(message);
	});

	it('leaves a column without spread missing where the formula needs spread', () => {
		expect(scoreSteps([3, 3], [{ do: 'expression', formula: '(x - min) / (max - min)' }])).toEqual([
			NaN,
			NaN
		]);
		expect(scoreSteps([3], [{ do: 'expression', formula: '(x - mean) / sd' }])).toEqual([NaN]);
	});

	it.each([
		['process.exit()', 'named functions'],
		['Math.PI', 'member'],
		['globalThis', 'not known'],
		['constructor', 'not known'],
		['constructor("return 1")()', 'named functions'],
		['x.constructor', 'member'],
		['x["constructor"]', 'member'],
		['__proto__', 'not known'],
		['toString()', 'no function'],
		['this', 'this'],
		['"text"', 'no number'],
		['[1]', 'array'],
		['x = 3', ''],
		['while(1)', 'no function'],
		['x; x', 'more than one'],
		['', 'more than one'],
		['x +', ''],
		['(x', ''],
		['ln()', 'takes 1'],
		['ln(1, 2)', 'takes 1'],
		['if(x, 1)', 'condition'],
		['x % 2', 'not known'],
		['x | 2', 'not known'],
		['true', 'no number'],
		['1e999', 'no number'],
		['x'.repeat(3000), 'characters']
	])('%s is refused, in words', (text, why) => {
		const compiled = compileFormula(text);
		expect(compiled.ok).toBe(false);
		if (!compiled.ok) expect(compiled.message).toContain(why);
	});

	it('too deep a nesting is refused in words', () => {
		const depth = 1990;
		for (const text of [`${'('.repeat(depth)}x${')'.repeat(depth)}`, `${'-'.repeat(2 * depth)}x`]) {
			expect(JSON.stringify(compileFormula(text))).not.toContain('call stack');
		}
	});

	it('a megabyte of it is refused before it is parsed', () => {
		const compiled = compileFormula('('.repeat(1_000_000));
		expect(compiled).toMatchObject({ ok: false, message: 'the formula has 1000000 characters' });
	});

	it('never throws and never reaches beyond numbers, whatever is typed', () => {
		const fragment = fc.constantFrom(
			...[
				'x',
				'n',
				'sd',
				'1',
				'.5',
				'(',
				')',
				'+',
				'-',
				'^',
				'*',
				'/',
				',',
				'<',
				'?',
				':',
				'!',
				'if',
				'ln',
				'max',
				'.',
				'[',
				']',
				'"',
				' ',
				'&&',
				'constructor',
				'`',
				'\\',
				'中'
			]
		);
		fc.assert(
			fc.property(fc.array(fragment, { maxLength: 30 }), (fragments) => {
				const compiled = compileFormula(fragments.join(''));
				if (compiled.ok) expect(typeof compiled.formula.evaluate(at)).toBe('number');
			}),
			{ numRuns: 2000 }
		);
	});
});
