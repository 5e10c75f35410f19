import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExplainer } from '../../../src/lib/domain/scoring/receipt';
import { scoreUnits } from '../../../src/lib/domain/scoring/score-units';
import { column, framework, scoreAggregate, scoreSteps, unitCodes, type StepInput } from './score';

/** What real tables hardly hold and programs trip over; NaN is missing. */
const extreme = fc.constantFrom(NaN, 0, -0, 5e-324, -5e-324, 2.2e-308, 1, -1, 1e-300, 1e300, 1e308, -1e308);
const cell = fc.oneof(extreme, fc.double({ min: -1e3, max: 1e3, noNaN: true }));
/** Few different values: ties everywhere, columns all equal, one unit, none. */
const tied = fc.array(fc.constantFrom(NaN, -0, 0, 1, 2), { maxLength: 12 });
const anyColumn = fc.oneof(
	fc.array(cell, { maxLength: 12 }),
	tied,
	fc.array(fc.constant(NaN), { maxLength: 5 })
);

/** Steps that take any number at all. */
const steps = fc.constantFrom<StepInput[]>(
	[],
	[{ do: 'cap', min: -1, max: 1 }],
	[{ do: 'winsorise' }],
	[{ do: 'treat' }],
	[{ do: 'minmax' }],
	[{ do: 'zscore' }],
	[{ do: 'rank' }],
	[{ do: 'rank', ties: 'average', to: [0, 100] }],
	[{ do: 'rank', ties: 'dense', to: [100, 0] }],
	[{ do: 'borda' }],
	[{ do: 'percentile' }],
	[{ do: 'distanceToMax' }],
	[{ do: 'goalposts', low: -1e308, high: 1e308 }],
	[{ do: 'expression', formula: '(n - rank) / n' }]
);

const normalises = (step: StepInput): boolean =>
	!['cap', 'winsorise', 'treat', 'expression', 'points', 'log', 'bands'].includes(step.do);

const table = fc.integer({ min: 0, max: 10 }).chain((count) =>
	fc.record({
		columns: fc.array(
			fc.array(fc.oneof(cell, fc.constantFrom(0, 1)), { minLength: count, maxLength: count }),
			{
				minLength: 3,
				maxLength: 3
			}
		),
		order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count })
	})
);

const tree = framework([
	{ code: 'T', aggregate: 'arithmetic' },
	{ code: 'P', parent: 'T', weight: 0.7, aggregate: 'arithmetic' },
	{ code: 'a', parent: 'P', weight: 0.1, steps: [{ do: 'minmax' }] },
	{ code: 'b', parent: 'P', weight: 0.2, direction: -1, steps: [{ do: 'percentile' }] },
	{ code: 'c', parent: 'T', steps: [{ do: 'zscore' }], missing: 'median' }
]);
const input = (columns: readonly (readonly number[])[], units: readonly string[]) => ({
	units,
	columns: new Map(['a', 'b', 'c'].map((code, i) => [code, column(columns[i]!)]))
});

describe('whatever the values', () => {
	it('every step gives finite scores or missing ones, never −0, and keeps what was missing so', () => {
		fc.assert(
			fc.property(anyColumn, steps, fc.constantFrom<1 | -1>(1, -1), (values, chosen, direction) => {
				const isTurned = direction === -1 && chosen.some(normalises);
				const scores = scoreSteps(values, chosen, isTurned ? { direction } : {});
				expect(scores).toHaveLength(values.length);
				scores.forEach((score, i) => {
					if (Number.isNaN(values[i]!)) expect(score).toBeNaN();
					expect(Number.isFinite(score) || Number.isNaN(score)).toBe(true);
					expect(Object.is(score, -0)).toBe(false);
				});
			}),
			{ numRuns: 2000 }
		);
	}, 30_000);

	it('−0 scores as 0 does, to the last bit', () => {
		fc.assert(
			fc.property(tied, steps, (values, chosen) => {
				const settled = values.map((value) => (value === 0 ? 0 : value));
				expect(scoreSteps(values, chosen)).toEqual(scoreSteps(settled, chosen));
			})
		);
	});

	it('equal values score alike, and all equal ones have no spread or one score', () => {
		fc.assert(
			fc.property(cell, fc.integer({ min: 1, max: 9 }), steps, (value, count, chosen) => {
				const scores = scoreSteps(Array<number>(count).fill(value), chosen);
				expect(new Set(scores).size).toBe(1);
			})
		);
	});

	it('means lie between the least and the greatest child, or are missing with all of them', () => {
		const size = fc.constantFrom(NaN, 5e-324, 1e-300, 1, 1e300, 1e308);
		const aggregate = fc.constantFrom<Parameters<typeof scoreAggregate>[0]>(
			{ aggregate: 'arithmetic' },
			{ aggregate: 'geometric' },
			{ aggregate: 'harmonic' },
			{ aggregate: 'power', p: 2 },
			{ aggregate: 'power', p: -3 },
			{ aggregate: 'median' },
			{ aggregate: 'min' }
		);
		fc.assert(
			fc.property(fc.array(size, { minLength: 1, maxLength: 6 }), aggregate, (children, node) => {
				const score = scoreAggregate(
					node,
					children.map((child) => [child])
				).top.scores[0]!;
				const there = children.filter((child) => !Number.isNaN(child));
				if (there.length === 0) {
					expect(score).toBeNaN();
					return;
				}
				expect(score).toBeGreaterThanOrEqual(Math.min(...there) * (1 - 1e-12));
				expect(score).toBeLessThanOrEqual(Math.max(...there) * (1 + 1e-12));
			}),
			{ numRuns: 1000 }
		);
	}, 30_000);

	it('ranks of ties are shared: as many units stand before a unit as score higher', () => {
		fc.assert(
			fc.property(tied, (values) => {
				const { top } = scoreAggregate({ aggregate: 'sum' }, [values]);
				values.forEach((value, i) => {
					if (Number.isNaN(value)) expect(top.ranks[i]).toBeNaN();
					else expect(top.ranks[i]).toBe(values.filter((other) => other > value).length + 1);
				});
			})
		);
	});

	it('units under other codes take their scores with them: nothing but values decides', () => {
		fc.assert(
			fc.property(table, ({ columns, order }) => {
				const codes = unitCodes(order.length);
				const before = scoreUnits(tree, input(columns, codes));
				// The unit of row i now bears the code of place order[i]: sums run in another order.
				const after = scoreUnits(
					tree,
					input(
						columns,
						order.map((place) => codes[place]!)
					)
				);
				order.forEach((place, row) => {
					for (const [k, node] of before.nodes.entries()) {
						const [a, b] = [node.scores[row]!, after.nodes[k]!.scores[place]!];
						if (Number.isNaN(a)) expect(b).toBeNaN();
						else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));
					}
				});
			})
		);
	});

	it('contributions add up to the score: exactly, or as near as parts of both signs can come to it', () => {
		fc.assert(
			fc.property(table, ({ columns }) => {
				const codes = unitCodes(columns[0]!.length);
				const given = input(columns, codes);
				const explain = createExplainer(tree, given, scoreUnits(tree, given));
				for (const unit of codes) {
					const { nodes } = explain(unit);
					for (const node of nodes) {
						if (node.isIndicator || node.score === null) continue;
						const parts = nodes
							.filter(({ parent }) => parent === node.node)
							.map(({ contribution }) => contribution!.value ?? 0);
						const total = parts.reduce((sum, part) => sum + part, 0);
						const largest = Math.max(...parts.map(Math.abs));
						if (parts.every((part) => part >= 0)) expect(total).toBe(node.score);
						else expect(Math.abs(total - node.score)).toBeLessThanOrEqual(largest * 2 ** -53);
					}
				}
			})
		);
	});
});
