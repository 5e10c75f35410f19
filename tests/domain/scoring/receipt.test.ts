import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUnit, type NodeReceipt, type Receipt } from '$lib/domain/scoring/receipt';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import { column, framework, unitCodes } from './score';

type Nodes = Parameters<typeof framework>[0];

function explain(
	nodes: Nodes,
	columns: Record<string, number[]>,
	row = 0,
	rest: Parameters<typeof framework>[1] = {},
	adjustments: { unit: string; rule: string; amount: number; ground: string }[] = []
): Receipt {
	const compiled = framework(nodes, rest);
	const input = {
		units: unitCodes(Object.values(columns)[0]!.length),
		columns: new Map(Object.entries(columns).map(([code, values]) => [code, column(values)])),
		adjustments
	};
	return explainUnit(compiled, input, scoreUnits(compiled, input), input.units[row]!);
}

function nodeOf(receipt: Receipt, code: string): NodeReceipt {
	return receipt.nodes.find(({ node }) => node === code)!;
}

const twoLevels: Nodes = [
	{ code: 'T', aggregate: 'arithmetic' },
	{ code: 'P', parent: 'T', weight: 3, aggregate: 'arithmetic' },
	{ code: 'a', parent: 'P', steps: [{ do: 'cap', max: 8 }, { do: 'minmax' }] },
	{ code: 'b', parent: 'P', direction: -1, steps: [{ do: 'goalposts', low: 0, high: 10 }] },
	{ code: 'c', parent: 'T', weight: 1 }
];
const columns = { a: [4, 0, 12], b: [4, 9, 1], c: [10, NaN, 20] };

describe('a receipt', () => {
	it('shows every step with what went in, what came out and what it took from the peers', () => {
		const { steps, raw, rawOrigin } = nodeOf(explain(twoLevels, columns), 'a');
		expect({ raw, rawOrigin }).toEqual({ raw: 4, rawOrigin: 'reported' });
		expect(steps).toEqual([
			{
				do: 'cap',
				parameters: { max: 8 },
				input: 4,
				isFlipped: false,
				output: 4,
				statistics: {},
				place: null
			},
			{
				do: 'minmax',
				parameters: { to: [0, 100] },
				input: 4,
				isFlipped: false,
				output: 50,
				statistics: { min: 0, max: 8 },
				place: null
			}
		]);
	});

	it('says where direction −1 entered', () => {
		expect(nodeOf(explain(twoLevels, columns), 'b').steps[0]).toMatchObject({
			input: 4,
			isFlipped: true,
			output: 60
		});
	});

	it('shows place and number of peers where a step scores by place', () => {
		const nodes: Nodes = [
			{ code: 'T', aggregate: 'sum' },
			{ code: 'I', parent: 'T', steps: [{ do: 'percentile' }] }
		];
		const [step] = nodeOf(explain(nodes, { I: [5, 1, 9, NaN] }), 'I').steps;
		expect(step).toMatchObject({ place: 2, statistics: { n: 3 }, output: 0.5 });
	});

	it('shares the parent’s score out to the children that are there', () => {
		const receipt = explain(twoLevels, columns);
		expect(nodeOf(receipt, 'a')).toMatchObject({
			weightShareUsed: 0.5,
			contribution: { kind: 'additive', value: 25 }
		});
		expect(nodeOf(receipt, 'P')).toMatchObject({
			score: 55,
			weightShareUsed: 0.75,
			contribution: { value: 41.25 }
		});
		expect(nodeOf(receipt, 'a').contributionToTop).toEqual({ kind: 'additive', value: 18.75 });
		const other = explain(twoLevels, columns, 1);
		expect(nodeOf(other, 'P')).toMatchObject({ weightShareUsed: 1 });
		expect(nodeOf(other, 'c')).toMatchObject({
			score: null,
			contribution: { kind: 'additive', value: null },
			missing: { reason: 'notReported', rule: { do: 'exclude' }, filledWith: null },
			coverage: 0,
			rank: null
		});
	});

	it('tells coverage, rank and peers of every node', () => {
		expect(explain(twoLevels, columns)).toMatchObject({ rank: 2, peers: 3 });
		expect(nodeOf(explain(twoLevels, columns, 1), 'T')).toMatchObject({ coverage: 0.5, rank: 3, peers: 3 });
		expect(nodeOf(explain(twoLevels, columns), 'c')).toMatchObject({ rank: 2, peers: 2 });
	});

	it('shows contributions to a geometric mean in logarithms, and to the top by leaving out', () => {
		const nodes: Nodes = [
			{ code: 'T', aggregate: 'geometric' },
			{ code: 'a', parent: 'T', weight: 3 },
			{ code: 'b', parent: 'T' }
		];
		const receipt = explain(nodes, { a: [16], b: [1] });
		expect(nodeOf(receipt, 'T').score).toBeCloseTo(8, 12);
		expect(nodeOf(receipt, 'a').contribution).toMatchObject({ kind: 'logarithmic' });
		expect(nodeOf(receipt, 'a').contribution!.value).toBeCloseTo(0.75 * Math.log(16), 12);
		expect(nodeOf(receipt, 'b').contributionToTop).toMatchObject({ kind: 'leaveOneOut' });
		expect(nodeOf(receipt, 'b').contributionToTop!.value).toBeCloseTo(8 - 16, 10);
	});

	it('explains what has no shares by leaving one out', () => {
		const nodes: Nodes = [
			{ code: 'T', aggregate: 'min' },
			{ code: 'a', parent: 'T' },
			{ code: 'b', parent: 'T' }
		];
		const receipt = explain(nodes, { a: [3], b: [5] });
		expect(nodeOf(receipt, 'a').contribution).toEqual({ kind: 'leaveOneOut', value: -2 });
		expect(nodeOf(receipt, 'b').contribution).toEqual({ kind: 'leaveOneOut', value: 0 });
		expect(nodeOf(explain(nodes, { a: [3], b: [NaN] }), 'a').contribution).toEqual({
			kind: 'leaveOneOut',
			value: null
		});
	});

	it('leaves one out among all units where units are compared in pairs', () => {
		const nodes: Nodes = [
			{ code: 'T', aggregate: 'copeland' },
			{ code: 'a', parent: 'T', weight: 3 },
			{ code: 'b', parent: 'T' }
		];
		expect(nodeOf(explain(nodes, { a: [1, 0, 2], b: [0, 9, 0] }), 'a').contribution).toEqual({
			kind: 'leaveOneOut',
			value: 1
		});
	});

	it('gives no contributions to a score that a missing rule filled in', () => {
		const nodes: Nodes = [
			{ code: 'T', aggregate: 'arithmetic' },
			{
				code: 'P',
				parent: 'T',
				aggregate: 'arithmetic',
				minimumCoverage: 1,
				missing: { do: 'fixed', score: 7 }
			},
			{ code: 'a', parent: 'P' },
			{ code: 'b', parent: 'P' }
		];
		const receipt = explain(nodes, { a: [3], b: [NaN] });
		expect(nodeOf(receipt, 'P')).toMatchObject({
			score: 7,
			missing: { reason: 'belowCoverage', filledWith: 7 }
		});
		expect(nodeOf(receipt, 'a').contribution).toEqual({ kind: 'additive', value: null });
		expect(nodeOf(receipt, 'a').contributionToTop).toEqual({ kind: 'additive', value: null });
	});

	it('lists rules, rounding and grade with what limited it', () => {
		const receipt = explain(
			[
				{ code: 'T', aggregate: 'sum' },
				{ code: 'I', parent: 'T' }
			],
			{ I: [98, 97, 50] },
			1,
			{
				rank: { precision: 0 },
				rules: [{ code: 'B', do: 'bonus', max: 5 }],
				grades: [
					{ code: 'A', from: 90, maxShare: 0.34 },
					{ code: 'C', from: 0 }
				]
			},
			[{ unit: 'u001', rule: 'B', amount: 0.4, ground: 'pilot' }]
		);
		expect(receipt).toMatchObject({
			base: 97,
			score: 97.4,
			rounding: { precision: 0, rounded: 97 },
			grade: { code: 'C', byScore: 'A', limitedBy: 'share', band: { from: 0 } },
			rules: [
				{ code: 'B', effect: 0.4, isUnlocked: true, scoreAfter: 97.4, adjustments: [{ ground: 'pilot' }] }
			],
			rank: 2
		});
	});

	it('is plain JSON', () => {
		const receipt = explain(twoLevels, columns, 1);
		expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
	});

	it('is refused for a unit that was not scored', () => {
		expect(() => explain(twoLevels, columns, 9)).toThrow(/was not scored/);
	});

	it('recomputed by hand from its own figures gives its own scores, whatever was missing', () => {
		const cell = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(NaN));
		const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(rows, fc.nat(), (table, pick) => {
				const by = (k: 0 | 1 | 2) => table.map((row) => row[k]);
				const receipt = explain(twoLevels, { a: by(0), b: by(1), c: by(2) }, pick % table.length);
				for (const parent of ['P', 'T']) {
					const children = receipt.nodes.filter((node) => node.parent === parent);
					const { score } = nodeOf(receipt, parent);
					const contributions = children.map((child) => child.contribution!.value);
					if (score === null) expect(contributions.every((value) => value === null)).toBe(true);
					// exactly, not nearly: what a reader adds up is the score
					else expect(contributions.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(score);
					for (const child of children) {
						if (child.score !== null)
							expect(child.weightShareUsed! * child.score).toBeCloseTo(child.contribution!.value!, 10);
					}
				}
				const toTop = ['a', 'b', 'c'].map((code) => nodeOf(receipt, code).contributionToTop!.value ?? 0);
				expect(toTop.reduce((sum, value) => sum + value, 0)).toBeCloseTo(receipt.base ?? 0, 10);
				for (const { steps, score, missing } of receipt.nodes) {
					if (steps.length > 0 && !missing) expect(steps.at(-1)!.output).toBe(score);
				}
			})
		);
	});
});
