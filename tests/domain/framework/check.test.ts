import { describe, expect, it } from 'vitest';
import { describeProblem, parseFramework } from '$lib/domain/framework/check';
import { frameworkJsonSchema } from '$lib/domain/framework/json-schema';

const indicator = { code: 'I', parent: 'T', steps: [{ do: 'minmax' }] };
const top = { code: 'T', aggregate: 'arithmetic' };

function problems(json: unknown): string[] {
	const parsed = parseFramework(json);
	return parsed.ok ? [] : parsed.problems.map(describeProblem);
}

function withNodes(...nodes: unknown[]): string[] {
	return problems({ code: 'F', version: 1, nodes });
}

function withIndicator(changes: object, topChanges: object = {}): string[] {
	return withNodes({ ...top, ...topChanges }, { ...indicator, ...changes });
}

describe('a framework', () => {
	it('has its defaults filled in', () => {
		const parsed = parseFramework({ code: 'F', version: 1, nodes: [top, { code: 'I', parent: 'T' }] });
		expect(parsed).toMatchObject({
			ok: true,
			framework: {
				scale: [0, 100],
				rank: { ties: 'min', precision: null },
				rules: [],
				grades: [],
				nodes: [{ code: 'T' }, { weight: 1, direction: 1, steps: [], missing: 'exclude' }]
			}
		});
	});

	it('may name things in one or both languages, anywhere', () => {
		const name = { en: 'Share', 'zh-CN': '共享' };
		expect(
			problems({
				code: 'F',
				version: 1,
				name,
				nodes: [
					{ ...top, name: 'Top' },
					{ code: '共享 "率"', parent: 'T', name, steps: [{ do: 'minmax', name }] }
				],
				rules: [{ code: 'B', do: 'bonus', max: 1, name }],
				grades: [{ code: 'A', from: 0, name }]
			})
		).toEqual([]);
		expect(
			withIndicator({
				steps: [{ do: 'bands', name, bands: [{ from: 0, points: 1, name }] }],
				missing: { name, rejected: { do: 'mean', name }, suppressed: { do: 'fixed', score: 1, name } }
			})
		).toEqual([]);
		expect(withIndicator({ missing: { do: 'lastKnown', maxAge: 1, name: 'as before' } })).toEqual([]);
	});

	it('may bear a name on each of its objects, by its JSON Schema too', () => {
		const unnamed: string[] = [];
		const visit = (schema: unknown, path: string): void => {
			if (typeof schema !== 'object' || schema === null) return;
			const { properties } = schema as { properties?: Record<string, unknown> };
			if (properties && !('name' in properties) && !('zh-CN' in properties)) unnamed.push(path);
			for (const [key, part] of Object.entries(schema)) visit(part, `${path}/${key}`);
		};
		visit(frameworkJsonSchema(), '');
		expect(unnamed).toEqual([]);
	});

	it.each<[string, string[], RegExp]>([
		['no object', problems('nonsense'), /^\$: the document is a text; give an object$/],
		[
			'half a version',
			problems({ code: 'F', version: 1.5, nodes: [] }),
			/"version" is no whole number; give a whole/
		],
		[
			'a weight without end',
			withIndicator({ weight: Infinity }),
			/"weight" is Infinity; give a finite number/
		],
		['no nodes', problems({ code: 'F', version: 1, nodes: [] }), /nodes: .*at least 1/],
		[
			'an unknown key',
			problems({ code: 'F', version: 1, nodes: [top, indicator], extra: 1 }),
			/^\$: unknown key "extra"/
		],
		[
			'an unknown key of a node',
			withIndicator({ colour: 'red' }),
			/^nodes\[1\] \(node "I"\): unknown key "colour"/
		],
		[
			'an unknown step',
			withIndicator({ steps: [{ do: 'magic' }] }),
			/^nodes\[1\]\.steps\[0\]\.do \(node "I"\): unknown step; use one of cap, log/
		],
		[
			'an unknown key of a step',
			withIndicator({ steps: [{ do: 'cap', maximum: 1 }] }),
			/unknown key "maximum"/
		],
		[
			'an unknown aggregation',
			withNodes({ code: 'T', aggregate: 'mode' }, indicator),
			/"aggregate" is none of the values/
		],
		[
			'an unknown missing rule',
			withIndicator({ missing: 'guess' }),
			/"missing" is no missing rule; use "exclude"/
		],
		['an unknown reason', withIndicator({ missing: { forgotten: 'zero' } }), /unknown key "forgotten"/],
		['an infinite number', withIndicator({ weight: Infinity }), /"weight"/],
		['a negative weight', withIndicator({ weight: -1 }), /"weight" is too small; give at least 0/],
		['a text for a number', withIndicator({ weight: '1' }), /"weight" is a text; give a finite number/],
		['a direction of 0', withIndicator({ direction: 0 }), /direction/],
		['a code of blanks', withIndicator({ code: ' ' }), /no usable code/],
		['a code with a line break', withIndicator({ code: 'a\nb' }), /no usable code/],
		['two nodes of one code', withNodes(top, indicator, indicator), /"I"\): code is used twice/],
		['no top', withNodes({ ...top, parent: 'T' }, indicator), /every node has a parent/],
		[
			'two tops',
			withNodes(top, { code: 'U', aggregate: 'sum' }, indicator),
			/"U"\): has no parent, and neither has "T"/
		],
		['an unknown parent', withIndicator({ parent: 'X' }), /parent "X" is no node/],
		[
			'a parent that does not aggregate',
			withNodes(top, indicator, { code: 'J', parent: 'I' }),
			/set "aggregate" on "I"/
		],
		[
			'a node of its own',
			withNodes(top, indicator, { code: 'P', parent: 'P', aggregate: 'sum' }),
			/"P"\): is its own ancestor: "P" → "P"/
		],
		[
			'a cycle',
			withNodes(
				top,
				indicator,
				{ code: 'P', parent: 'Q', aggregate: 'sum' },
				{ code: 'Q', parent: 'P', aggregate: 'sum' }
			),
			/is its own ancestor: "P" → "Q" → "P"/
		],
		[
			'an inner node without children',
			withNodes(top, indicator, { code: 'P', parent: 'T', aggregate: 'sum' }),
			/"P"\): aggregates, but has no children/
		],
		['weights that are all 0', withIndicator({ weight: 0 }), /"T"\): all its children weigh 0/],
		[
			'direction −1 without a normalising step',
			withIndicator({ direction: -1, steps: [{ do: 'log' }] }),
			/no normalising step to act in; add one/
		],
		[
			'fractionOfMax with direction −1',
			withIndicator({ direction: -1, steps: [{ do: 'fractionOfMax' }] }),
			/cannot score an indicator of direction -1/
		],
		[
			'steps on an inner node',
			withNodes({ ...top, steps: [{ do: 'log' }] }, indicator),
			/an inner node has steps/
		],
		[
			'minimumCoverage on an indicator',
			withIndicator({ minimumCoverage: 0.5 }),
			/"minimumCoverage" stands on an indicator/
		],
		[
			'a power without exponent',
			withIndicator({}, { aggregate: 'power' }),
			/power needs an exponent other than 0/
		],
		['a power of 0', withIndicator({}, { aggregate: 'power', p: 0 }), /its limit at 0 is "geometric"/],
		['an exponent on a sum', withIndicator({}, { aggregate: 'sum', p: 2 }), /sum takes no "p"/],
		['a floor of 0', withIndicator({}, { aggregate: 'geometric', floor: 0 }), /floor 0 is not above 0/],
		[
			'zero-filling under a geometric mean',
			withIndicator({ missing: 'zero' }, { aggregate: 'geometric' }),
			/set "floor" on "T"/
		],
		[
			'filling with 0 for one reason under a power below 0',
			withIndicator({ missing: { rejected: { do: 'fixed', score: 0 } } }, { aggregate: 'power', p: -1 }),
			/fills with a score that the power mean of "T" cannot take/
		],
		[
			'lastKnown on an inner node',
			withIndicator({}, { missing: { do: 'lastKnown', maxAge: 1 } }),
			/lastKnown works on raw values/
		],
		[
			'posts the wrong way round',
			withIndicator({ steps: [{ do: 'goalposts', low: 5, high: 1 }] }),
			/low 5 is not below high 1/
		],
		[
			'bands out of order',
			withIndicator({
				steps: [
					{
						do: 'bands',
						bands: [
							{ from: 2, points: 0 },
							{ from: 1, points: 1 }
						]
					}
				]
			}),
			/ascending order/
		],
		[
			'a range without width',
			withIndicator({ steps: [{ do: 'minmax', to: [1, 1] }] }),
			/both ends of "to" are 1/
		],
		['an empty cap', withIndicator({ steps: [{ do: 'cap' }] }), /neither min nor max/],
		[
			'a formula that reaches for a global',
			withIndicator({ steps: [{ do: 'expression', formula: 'process' }] }),
			/steps\[0\]\.formula .*"process" is not known/
		],
		[
			'a formula of a megabyte',
			withIndicator({ steps: [{ do: 'expression', formula: 'x+'.repeat(5e5) }] }),
			/"formula" is too large or too long; give at most 2000/
		]
	])('with %s is refused', (_title, found, message) => {
		expect(found.join('\n')).toMatch(message);
		expect(found.every((line) => !line.includes('\n'))).toBe(true);
	});

	it('may fill with zero under a geometric mean that has a floor', () => {
		expect(withIndicator({ missing: 'zero' }, { aggregate: 'geometric', floor: 0.01 })).toEqual([]);
	});

	it.each<[string, object, RegExp]>([
		['an unknown rule', { rules: [{ code: 'R', do: 'wish' }] }, /unknown rule; use "bonus"/],
		[
			'two rules of one code',
			{
				rules: [
					{ code: 'R', do: 'bonus', max: 1 },
					{ code: 'R', do: 'penalty', max: 1 }
				]
			},
			/"R" is used twice/
		],
		['a veto to no grade', { rules: [{ code: 'R', do: 'veto', gradeAtMost: 'Z' }] }, /"Z" is no grade/],
		[
			'a veto to the top grade',
			{
				rules: [{ code: 'R', do: 'veto', gradeAtMost: 'A' }],
				grades: [
					{ code: 'B', from: 0 },
					{ code: 'A', from: 90 }
				]
			},
			/never in the top band/
		],
		[
			'two grades from one score',
			{
				grades: [
					{ code: 'A', from: 1 },
					{ code: 'B', from: 1 }
				]
			},
			/two grades start at 1/
		],
		['a share above 1', { grades: [{ code: 'A', from: 1, maxShare: 30 }] }, /"maxShare" is too large/],
		['a scale that descends', { scale: [100, 0] }, /does not ascend/],
		['a precision of half a decimal', { rank: { precision: 0.5 } }, /precision/]
	])('with %s is refused', (_title, rest, message) => {
		expect(problems({ code: 'F', version: 1, nodes: [top, indicator], ...rest }).join('\n')).toMatch(message);
	});

	it('of ten thousand nodes in one chain is checked without running out of stack', () => {
		const chain = Array.from({ length: 9_998 }, (_u, i) => ({
			code: `n${i}`,
			parent: i === 0 ? 'T' : `n${i - 1}`,
			aggregate: 'sum'
		}));
		expect(withNodes(top, ...chain, { code: 'leaf', parent: 'n9997' })).toEqual([]);
	});
});
