import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeContributions } from '$lib/domain/unit/node-contributions';
import { makeNodeTree } from '$lib/domain/unit/node-tree';
import { effectiveWeights } from '$lib/domain/framework/tree';
import { summableWeights } from '$lib/domain/scoring/summable-weights';
import { framework, scoreAggregate } from './score';

const means = [
	{ aggregate: 'arithmetic' },
	{ aggregate: 'geometric' },
	{ aggregate: 'harmonic' },
	{ aggregate: 'power', p: 2 },
	{ aggregate: 'power', p: -2 },
	{ aggregate: 'power', p: 1e-17 }
] as const;

describe('weights at the far ends of a double', () => {
	it('come back as they are while they are of ordinary size', () => {
		const weights = [0.1, 0, 7, 1e100, 1e-100];
		expect(summableWeights(weights)).toBe(weights);
		expect(summableWeights([])).toEqual([]);
		expect(summableWeights([0, 0])).toEqual([0, 0]);
	});

	it.each([[[1e-320, 3e-320]], [[4e307, 1.2e308]], [[1e-310, 3e-310]], [[2 ** -1074, 3 * 2 ** -1074]]])(
		'%j weigh as 1 to 3 under every mean',
		(weights) => {
			const ratio = weights[1]! / weights[0]!;
			for (const top of means) {
				const far = scoreAggregate(top, [[2.37], [5.91]], weights).top.scores[0]!;
				const near = scoreAggregate(top, [[2.37], [5.91]], [1, ratio]).top.scores[0]!;
				expect(Math.abs(far - near)).toBeLessThan(1e-14 * near);
			}
		}
	);

	it('keep a child that is almost nothing beside the others, for when it is alone', () => {
		for (const top of means) {
			const result = scoreAggregate(
				top,
				[
					[2.5, NaN],
					[6.5, 6.5]
				],
				[8e307, 1e-320]
			);
			expect(result.top.scores[0]).toBeCloseTo(2.5, 12);
			expect(result.top.scores[1]).toBeCloseTo(6.5, 12);
		}
	});

	it('keep their proportions, to the last bit where a double holds them', () => {
		const weight = fc.integer({ min: 1, max: 1000 });
		fc.assert(
			fc.property(
				fc.array(weight, { minLength: 1, maxLength: 9 }),
				fc.constantFrom(-1060, -800, 1000),
				(list, exponent) => {
					const scaled = summableWeights(list.map((one) => one * 2 ** exponent));
					scaled.forEach((one, i) => expect(one / scaled[0]!).toBe(list[i]! / list[0]!));
					expect(scaled.reduce((sum, one) => sum + one, 0)).toBeLessThan(Infinity);
				}
			)
		);
	});

	it('share out the top score among what is shown beside it', () => {
		const { definition } = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'a', parent: 'T', weight: 8e307 },
			{ code: 'b', parent: 'T', weight: 8e307 },
			{ code: 'c', parent: 'T', weight: 1.6e308 }
		]);
		expect([...effectiveWeights(definition).values()]).toEqual([1, 0.25, 0.25, 0.5]);
		const tree = makeNodeTree(
			definition.nodes.map((spec) => ({ code: spec.code, spec, indicator: undefined }))
		);
		expect(nodeContributions(tree, () => 10).get('c')).toEqual({ weightShare: 0.5, toTop: 5 });
	});

	it('are compared as the decimals that they were written as, where units are compared in pairs', () => {
		const columns = [
			[1, 0],
			[1, 0],
			[0, 1]
		];
		const { scores } = scoreAggregate({ aggregate: 'copeland' }, columns, [1e-320, 2e-320, 3e-320]).top;
		expect([...scores]).toEqual([0, 0]);
		const huge = scoreAggregate({ aggregate: 'copeland' }, columns, [8e307, 9e307, 1.7e308]).top;
		expect([...huge.scores]).toEqual([0, 0]);
	});
});

describe('a power mean towards p = 0', () => {
	const columns = [
		[1, 0],
		[4, 9],
		[9, 4]
	];
	const weights = [1, 2, 3];
	const geometric = Math.exp((2 * Math.log(4) + 3 * Math.log(9)) / 6);

	it.each([1e-3, 1e-6, 1e-12, 1e-17, 1e-22, 1e-23, 1e-300, 5e-324, -1e-6, -1e-17, -1e-23, -5e-324])(
		'of p = %d lies by its variance beside the geometric mean',
		(p) => {
			const mean = (2 * Math.log(4) + 3 * Math.log(9)) / 6;
			const variance = (2 * Math.log(4) ** 2 + 3 * Math.log(9) ** 2) / 6 - mean ** 2;
			const score = scoreAggregate(
				{ aggregate: 'power', p },
				columns.map(([first]) => [first!]),
				weights
			).top.scores[0]!;
			expect(Math.abs(score / (geometric * Math.exp((p * variance) / 2)) - 1)).toBeLessThan(
				1e-14 + 2 * p ** 2
			);
		}
	);

	it('grows with p, without a step where the way of computing changes', () => {
		const exponents = [
			-2, -1.001e-3, -1e-3, -0.999e-3, -1e-10, -1e-22, 1e-23, 1e-22, 1e-10, 0.999e-3, 1e-3, 1.001e-3, 2
		];
		const scores = exponents.map(
			(p) =>
				scoreAggregate(
					{ aggregate: 'power', p },
					columns.map(([first]) => [first!]),
					weights
				).top.scores[0]!
		);
		scores.slice(1).forEach((score, i) => expect(score).toBeGreaterThanOrEqual(scores[i]! * (1 - 1e-12)));
	});

	it('is 0 where a score of weight is 0, as the geometric mean would be', () => {
		for (const p of [1e-10, 1e-17, 1e-300]) {
			const { scores } = scoreAggregate({ aggregate: 'power', p }, columns, weights).top;
			expect(scores[1]).toBe(0);
			expect([...scoreAggregate({ aggregate: 'power', p }, [[0], [0]]).top.scores]).toEqual([0]);
		}
	});
});
