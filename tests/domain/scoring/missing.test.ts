import { describe, expect, it } from 'vitest';
import type { NodeDefinition } from '$lib/domain/framework/definition';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import { column, framework, missing as _, unitCodes } from './score';

type Missing = Parameters<typeof framework>[0][number]['missing'];

function scoresWith(rule: Missing, values: number[], options: Parameters<typeof column>[1] = {}) {
	const compiled = framework([
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'I', parent: 'T', ...(rule !== undefined && { missing: rule }) }
	]);
	const result = scoreUnits(compiled, {
		units: unitCodes(values.length),
		columns: new Map([['I', column(values, options)]])
	});
	return { scores: [...result.node('I').scores], result };
}

describe('missing rules', () => {
	const values = [_, 2, 4, 9];
	it.each<[string, Missing, number]>([
		['exclude, the default', undefined, _],
		['zero', 'zero', 0],
		['zero, written as an object', { do: 'zero' }, 0],
		['fixed', { do: 'fixed', score: 33 }, 33],
		['worst of the peers', 'worst', 2],
		['mean of the peers', 'mean', 5],
		['median of the peers', 'median', 4]
	])('%s', (_title, rule, expected) => {
		expect(scoresWith(rule, values).scores).toEqual([expected, 2, 4, 9]);
	});

	it('take the reason into account where the rule is a map', () => {
		const { scores, result } = scoresWith({ notReported: 'zero', suppressed: 'mean' }, [_, _, _, 8], {
			reasons: [undefined, 'notApplicable', 'suppressed', undefined]
		});
		expect(scores).toEqual([0, _, 8, 8]);
		const node = result.node('I');
		expect([0, 1, 2, 3].map((row) => node.missingReasonAt(row))).toEqual([
			undefined,
			'notApplicable',
			undefined,
			undefined
		]);
		expect([0, 1, 2, 3].map((row) => node.filledReasonAt(row))).toEqual([
			'notReported',
			undefined,
			'suppressed',
			undefined
		]);
	});

	it('take peers from the unit’s own group', () => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T', missing: 'mean' }
		]);
		const result = scoreUnits(compiled, {
			units: unitCodes(4),
			peerGroups: ['a', 'a', 'b', 'b'],
			columns: new Map([['I', column([_, 2, _, 9])]])
		});
		expect([...result.node('I').scores]).toEqual([2, 2, 9, 9]);
	});

	it('have nothing to take where no peer has a score', () => {
		expect(scoresWith('mean', [_, _]).scores).toEqual([_, _]);
		expect(scoresWith('worst', [_]).result.node('I').missingReasonAt(0)).toBe('notReported');
	});

	it('take peers’ earned scores, never other filled ones', () => {
		expect(
			scoresWith({ notReported: 'mean', rejected: 'zero' }, [_, _, 6], {
				reasons: [undefined, 'rejected', undefined]
			}).scores
		).toEqual([6, 0, 6]);
	});

	it('lastKnown puts the old raw value in before the steps, if it is young enough', () => {
		const rule = { do: 'lastKnown', maxAge: 2 } as const;
		const lastKnown = [{ value: 7, age: 2 }, { value: 7, age: 3 }, undefined, { value: 7, age: 1 }];
		expect(scoresWith(rule, [_, _, _, 5], { lastKnown }).scores).toEqual([7, _, _, 5]);
	});

	it('lastKnown counts in the statistics like a value of today', () => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T', missing: { do: 'lastKnown', maxAge: 1 }, steps: [{ do: 'minmax' }] }
		]);
		const result = scoreUnits(compiled, {
			units: unitCodes(3),
			columns: new Map([
				['I', column([_, 1, 2], { lastKnown: [{ value: 5, age: 1 }, undefined, undefined] })]
			])
		});
		expect([...result.top.scores]).toEqual([100, 0, 25]);
	});

	it('fill a column without spread by its own reason', () => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T', missing: { noSpread: { do: 'fixed', score: 50 } }, steps: [{ do: 'minmax' }] }
		]);
		const result = scoreUnits(compiled, {
			units: unitCodes(3),
			columns: new Map([['I', column([3, 3, _])]])
		});
		expect([...result.node('I').scores]).toEqual([50, 50, _]);
	});

	it('work on inner nodes, the top included', () => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic', missing: { belowCoverage: { do: 'fixed', score: -1 } } },
			{ code: 'P', parent: 'T', aggregate: 'arithmetic', missing: 'exclude' },
			{ code: 'I', parent: 'P' }
		]);
		const result = scoreUnits(compiled, { units: unitCodes(2), columns: new Map([['I', column([_, 3])]]) });
		expect([...result.top.scores]).toEqual([-1, 3]);
		expect(result.node('P').missingReasonAt(0)).toBe('belowCoverage');
		expect(result.top.filledReasonAt(0)).toBe('belowCoverage');
	});

	it('an indicator without a column is not reported by anybody', () => {
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T' },
			{ code: 'J', parent: 'T' }
		]);
		const result = scoreUnits(compiled, { units: unitCodes(1), columns: new Map([['I', column([3])]]) });
		expect(result.node('J').missingReasonAt(0)).toBe('notReported');
		expect([...result.top.scores]).toEqual([3]);
		expect([...result.top.coverage]).toEqual([0.5]);
	});

	it('a framework node keeps what its definition says', () => {
		const node: NodeDefinition = framework([
			{ code: 'T', aggregate: 'sum' },
			{ code: 'I', parent: 'T' }
		]).nodes[1]!.definition;
		expect(node).toMatchObject({ weight: 1, direction: 1, steps: [], missing: 'exclude' });
	});
});
