import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onRange } from '$lib/domain/scoring/steps/linear';
import { scoreAggregate, scoreSteps, type StepInput } from './score';

const end = fc.oneof(
	fc.double({ min: -1e3, max: 1e3, noNaN: true }),
	fc.constantFrom(11.7, 50.4, 0.1, 0.3, 1e308, -1e308, 5e-324, 0, 100)
);
const range = fc.tuple(end, end).filter(([first, last]) => first !== last);
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 9 });

/** Every step that maps onto a range, and gives the worst the first end and the best the last. */
const onto = (to: [number, number]): [string, StepInput][] => [
	['minmax', { do: 'minmax', to }],
	['rank', { do: 'rank', to }],
	['rank by dense places', { do: 'rank', ties: 'dense', to }],
	['borda', { do: 'borda', to }],
	['percentile', { do: 'percentile', to }],
	['distanceToMax', { do: 'distanceToMax', to }]
];

describe('a range to map onto', () => {
	it('is met exactly at its ends and never left between them', () => {
		fc.assert(
			fc.property(range, values, (to, column) => {
				if (new Set(column).size < 2) return;
				const [low, high] = [Math.min(...to), Math.max(...to)];
				for (const [, step] of onto(to)) {
					const scores = scoreSteps(column, [step]);
					expect(scores.filter((score) => !(score >= low && score <= high))).toEqual([]);
					const isByPlace = step.do !== 'minmax' && step.do !== 'distanceToMax';
					expect(scores[column.indexOf(Math.min(...column))]).toBe(to[0] + 0);
					const best = Math.max(...column);
					// Ties at the top share the lower of their places.
					const isShared = isByPlace && column.filter((value) => value === best).length > 1;
					if (!isShared) expect(scores[column.indexOf(best)]).toBe(to[1] + 0);
				}
			}),
			{ numRuns: 150 }
		);
	}, 30_000);

	it('is not left by fixed posts, targets, references, fractions, points and pairs either', () => {
		const to: [number, number] = [11.7, 50.4];
		const column = [1, 0, 0.999_999_999_999_999_9];
		for (const step of [
			{ do: 'goalposts', low: 0, high: 1, to },
			{ do: 'distanceToTarget', target: 1, to },
			{ do: 'distanceToReference', unit: 'u000', to },
			{ do: 'fractionOfMax', to },
			{ do: 'points', from: [0, 1], to }
		] satisfies StepInput[]) {
			const scores = scoreSteps(column, [step]);
			expect([scores[0], scores[1]]).toEqual([50.4, 11.7]);
			expect(scores[2]).toBeLessThanOrEqual(50.4);
		}
		expect([...scoreAggregate({ aggregate: 'copeland', to }, [[1, 0]]).top.scores]).toEqual([50.4, 11.7]);
	});

	it('is continued beyond its ends by what lies beyond', () => {
		expect(onRange(1.5, [10, 20])).toBe(25);
		expect(onRange(-0.5, [10, 20])).toBe(5);
		expect(onRange(NaN, [10, 20])).toBeNaN();
	});

	it('may be wider than the largest double', () => {
		expect([0, 0.5, 1].map((share) => onRange(share, [-1.6e308, 1.6e308]))).toEqual([-1.6e308, 0, 1.6e308]);
		expect(onRange(0.25, [-1.6e308, 1.6e308]) / 8e307).toBeCloseTo(-1, 14);
		expect(scoreSteps([1, 2, 3], [{ do: 'minmax', to: [-1.6e308, 1.6e308] }])).toEqual([
			-1.6e308, 0, 1.6e308
		]);
	});
});
