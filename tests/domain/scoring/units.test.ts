import { describe, expect, it } from 'vitest';
import { compareCodePoints } from '$lib/domain/scoring/code-point-order';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import { column, framework, scoreSteps, unitCodes } from './score';

describe('units', () => {
	it('stand in code-point order, also beyond the basic plane', () => {
		const codes = ['b', 'a', '中', '\u{1F600}', '\uFF21', 'a b', 'a"', ''];
		const sorted = [...codes].sort(compareCodePoints);
		const points = (text: string) => Array.from(text, (c) => c.codePointAt(0)!);
		for (let i = 1; i < sorted.length; i++) {
			const [a, b] = [points(sorted[i - 1]!), points(sorted[i]!)];
			const k = a.findIndex((point, j) => point !== b[j]);
			expect(k < 0 || (b[k] !== undefined && a[k]! < b[k]!)).toBe(true);
		}
	});

	it.each([0, 1, 2])('%i of them are scored without complaint', (count) => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T', steps: [{ do: 'minmax' }] }
		]);
		const result = scoreUnits(compiled, {
			units: unitCodes(count),
			columns: new Map([['I', column(Array<number>(count).fill(NaN))]])
		});
		expect([...result.top.ranks]).toEqual(Array<number>(count).fill(NaN));
		expect(result.grades).toEqual(Array<undefined>(count).fill(undefined));
	});

	it.each<[string, Parameters<typeof scoreUnits>[1], RegExp]>([
		['twice the same', { units: ['a', 'a'], columns: new Map() }, /unit "a" stands twice/],
		[
			'a column too short',
			{ units: ['a', 'b'], columns: new Map([['I', column([1])]]) },
			/values of "I" have 1 places for 2 units/
		],
		[
			'a column of nothing in the framework',
			{ units: ['a'], columns: new Map([['X', column([1])]]) },
			/"X" is no indicator of framework "F"/
		],
		[
			'a column of an inner node',
			{ units: ['a'], columns: new Map([['T', column([1])]]) },
			/"T" is no indicator/
		],
		[
			'groups for half of them',
			{ units: ['a', 'b'], peerGroups: ['x'], columns: new Map() },
			/1 peer groups for 2 units/
		]
	])('%s are refused', (_title, input, message) => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T' }
		]);
		expect(() => scoreUnits(compiled, input)).toThrow(message);
	});

	it('named in an error of 100,000 are counted, not all listed', () => {
		expect(() => scoreSteps(Array<number>(100_000).fill(-1), [{ do: 'log' }])).toThrow(/\(and 99999 more\)$/);
	});
});
