import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import { column, framework, scoreAggregate, scoreSteps, type StepInput } from './score';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const cell = fc.oneof({ weight: 5, arbitrary: finite }, { weight: 1, arbitrary: fc.constant(NaN) });
const score = fc.double({ min: 1, max: 100, noNaN: true });
const weight = fc.integer({ min: 1, max: 9 });

/** Steps under which more is better or as good. */
const monotoneSteps = fc.constantFrom<StepInput[]>(
	[],
	[{ do: 'cap', min: -10, max: 10 }],
	[{ do: 'minmax' }],
	[{ do: 'zscore' }],
	[{ do: 'rank', ties: 'average' }],
	[{ do: 'borda' }],
	[{ do: 'percentile' }],
	[{ do: 'distanceToMax' }],
	[{ do: 'goalposts', low: -100, high: 100 }],
	[{ do: 'points', from: [0, 5], to: [0, 100] }],
	[{ do: 'winsorise' }],
	[{ do: 'treat' }, { do: 'minmax' }],
	[{ do: 'cap', min: 0 }, { do: 'log', offset: 1 }, { do: 'minmax' }]
);

/** 3 levels, every kind of missing rule, rules and peer groups: whatever may depend on order, does its part. */
const mixed = framework(
	[
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'P', parent: 'T', weight: 2, aggregate: 'arithmetic', minimumCoverage: 0.5 },
		{ code: 'Q', parent: 'T', weight: 1.1, aggregate: 'copeland' },
		{ code: 'a', parent: 'P', weight: 0.3, steps: [{ do: 'zscore' }], missing: 'mean' },
		{ code: 'b', parent: 'P', weight: 0.7, direction: -1, steps: [{ do: 'treat' }, { do: 'minmax' }] },
		{ code: 'c', parent: 'Q', weight: 0.1, steps: [{ do: 'percentile' }] },
		{ code: 'd', parent: 'Q', weight: 0.2, steps: [{ do: 'expression', formula: '(x - mean) / (1 + sd)' }] }
	],
	{ rules: [{ code: 'R', do: 'bonus', max: 3 }], rank: { ties: 'average', precision: 2 } }
);

const table = fc.integer({ min: 0, max: 14 }).chain((count) =>
	fc.record({
		columns: fc.array(fc.array(cell, { minLength: count, maxLength: count }), { minLength: 4, maxLength: 4 }),
		groups: fc.array(fc.constantFrom('x', 'y'), { minLength: count, maxLength: count }),
		order: fc.shuffledSubarray(
			Array.from({ length: count }, (_, i) => i),
			{ minLength: count, maxLength: count }
		),
		codes: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), {
			minLength: count,
			maxLength: count
		})
	})
);

function bits(values: Float64Array): string {
	return Buffer.from(new Uint8Array(Float64Array.from(values).buffer)).toString('hex');
}

describe('scores', () => {
	it('do not depend on the order of rows or columns, to the last bit', () => {
		fc.assert(
			fc.property(table, ({ columns, groups, order, codes }) => {
				const names = ['a', 'b', 'c', 'd'];
				const run = (rows: readonly number[], indicators: readonly string[]) =>
					scoreUnits(mixed, {
						units: rows.map((row) => codes[row]!),
						peerGroups: rows.map((row) => groups[row]!),
						columns: new Map(
							indicators.map((name) => [name, column(rows.map((row) => columns[names.indexOf(name)]![row]!))])
						),
						adjustments: rows.map((row) => ({
							unit: codes[row]!,
							rule: 'R',
							amount: 0.1 * (row % 3),
							ground: ''
						}))
					});
				const straight = run(
					[...order].sort((a, b) => a - b),
					names
				);
				const shuffled = run(order, [...names].reverse());
				expect(shuffled.units).toEqual(straight.units);
				for (const [i, node] of straight.nodes.entries()) {
					expect(bits(shuffled.nodes[i]!.scores)).toBe(bits(node.scores));
					expect(bits(shuffled.nodes[i]!.ranks)).toBe(bits(node.ranks));
				}
			})
		);
	});

	it('never fall for a unit whose raw value rises', () => {
		// Not so for steps that reshape the column by its own skewness, nor for a z-score, whose sd grows with an outlier.
		const shapeless = monotoneSteps.filter(
			(steps) => !steps.some(({ do: kind }) => ['treat', 'winsorise', 'zscore'].includes(kind))
		);
		fc.assert(
			fc.property(
				fc.array(finite, { minLength: 2, maxLength: 12 }),
				fc.nat(),
				fc.double({ min: 0, max: 1e5, noNaN: true }),
				shapeless,
				(values, pick, rise, steps) => {
					const k = pick % values.length;
					const raised = values.map((value, i) => (i === k ? value + rise : value));
					const before = scoreSteps(values, steps)[k]!;
					const after = scoreSteps(raised, steps)[k]!;
					if (Number.isNaN(before) || Number.isNaN(after)) return;
					expect(after).toBeGreaterThanOrEqual(before - 1e-9 * (1 + Math.abs(before)));
				}
			)
		);
	});

	it('stand in the order of the raw values, and equal values score alike', () => {
		fc.assert(
			fc.property(fc.array(finite, { minLength: 1, maxLength: 15 }), monotoneSteps, (values, steps) => {
				const scores = scoreSteps(values, steps);
				for (const [i, a] of values.entries()) {
					for (const [j, b] of values.entries()) {
						if (Number.isNaN(scores[i]!) || Number.isNaN(scores[j]!)) continue;
						if (a === b) expect(scores[i]).toBe(scores[j]);
						// An ulp of play where a sum of large numbers swallows a small difference
						else if (a < b)
							expect(scores[i]! - scores[j]!).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(scores[i]!)));
					}
				}
			})
		);
	});

	it('by min–max and z-score do not mind a change of unit or of zero', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 }),
				fc.integer({ min: 1, max: 50 }),
				fc.integer({ min: -500, max: 500 }),
				fc.constantFrom<StepInput>({ do: 'minmax' }, { do: 'zscore' }),
				(values, scale, shift, step) => {
					const before = scoreSteps(values, [step]);
					const after = scoreSteps(
						values.map((value) => value * scale + shift),
						[step]
					);
					before.forEach((s, i) =>
						Number.isNaN(s) ? expect(after[i]).toBeNaN() : expect(after[i]).toBeCloseTo(s, 9)
					);
				}
			)
		);
	});

	it('capped twice are capped once', () => {
		fc.assert(
			fc.property(fc.array(cell), finite, finite, (values, a, b) => {
				const step: StepInput = { do: 'cap', min: Math.min(a, b), max: Math.max(a, b) };
				expect(scoreSteps(values, [step, step])).toEqual(scoreSteps(values, [step]));
			})
		);
	});

	it('turn around with the direction: minmax at −1 is 100 less minmax at 1', () => {
		fc.assert(
			fc.property(fc.array(finite, { minLength: 2, maxLength: 10 }), (values) => {
				const up = scoreSteps(values, [{ do: 'minmax' }]);
				const down = scoreSteps(values, [{ do: 'minmax' }], { direction: -1 });
				up.forEach((s, i) =>
					Number.isNaN(s) ? expect(down[i]).toBeNaN() : expect(down[i]).toBeCloseTo(100 - s, 9)
				);
			})
		);
	});
});

const children = fc
	.integer({ min: 1, max: 6 })
	.chain((count) =>
		fc.tuple(
			fc.array(score, { minLength: count, maxLength: count }),
			fc.array(weight, { minLength: count, maxLength: count })
		)
	);

function topOf(
	aggregate: Parameters<typeof scoreAggregate>[0],
	scores: readonly number[],
	weights: readonly number[]
): number {
	return scoreAggregate(
		aggregate,
		scores.map((s) => [s]),
		weights
	).top.scores[0]!;
}

describe('aggregations', () => {
	it('keep harmonic ≤ geometric ≤ arithmetic ≤ quadratic, all between the least and the greatest', () => {
		fc.assert(
			fc.property(children, ([scores, weights]) => {
				const ascending = [
					topOf({ aggregate: 'min' }, scores, weights),
					topOf({ aggregate: 'harmonic' }, scores, weights),
					topOf({ aggregate: 'geometric' }, scores, weights),
					topOf({ aggregate: 'arithmetic' }, scores, weights),
					topOf({ aggregate: 'power', p: 2 }, scores, weights),
					Math.max(...scores)
				];
				for (let i = 1; i < ascending.length; i++)
					expect(ascending[i - 1]!).toBeLessThanOrEqual(ascending[i]! * (1 + 1e-12));
			})
		);
	});

	it('see only the proportions of weights', () => {
		fc.assert(
			fc.property(
				children,
				fc.constantFrom('arithmetic', 'geometric', 'harmonic'),
				fc.constantFrom(0.5, 2, 1024),
				([scores, weights], aggregate, factor) => {
					const scaled = weights.map((w) => w * factor);
					expect(topOf({ aggregate }, scores, scaled)).toBeCloseTo(topOf({ aggregate }, scores, weights), 10);
				}
			)
		);
	});

	it('never fall when a child rises', () => {
		const aggregate = fc.constantFrom<Parameters<typeof scoreAggregate>[0]>(
			{ aggregate: 'arithmetic' },
			{ aggregate: 'geometric' },
			{ aggregate: 'harmonic' },
			{ aggregate: 'power', p: 3 },
			{ aggregate: 'power', p: -2 },
			{ aggregate: 'sum' },
			{ aggregate: 'median' },
			{ aggregate: 'min' }
		);
		fc.assert(
			fc.property(children, aggregate, fc.nat(), score, ([scores, weights], node, pick, rise) => {
				const raised = scores.map((s, i) => (i === pick % scores.length ? s + rise : s));
				expect(topOf(node, raised, weights)).toBeGreaterThanOrEqual(
					topOf(node, scores, weights) * (1 - 1e-12)
				);
			})
		);
	});

	it('of copeland add up to nothing: every win is a defeat', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }), (rows) => {
				const columns = [0, 1, 2].map((c) => rows.map((row) => row[c]!));
				const scores = [...scoreAggregate({ aggregate: 'copeland' }, columns, [0.1, 0.2, 0.3]).top.scores];
				expect(scores.filter((s) => !Number.isNaN(s)).reduce((a, b) => a + b, 0)).toBe(0);
			})
		);
	});
});
