import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameworkDefinitionSchema } from '../../../src/lib/domain/framework/definition';
import { breakdownOf, childCodes } from '../../../src/lib/domain/ranking/breakdown';
import type { NodeScore } from '../../../src/lib/domain/ranking/standing';

const stored = (nodeCode: string, score: number | null): NodeScore => ({
	roundId: 1,
	nodeCode,
	unitId: 7,
	score,
	rank: 1,
	coverage: 1,
	missingReason: score === null ? 'notReported' : null,
	grade: null
});

const framework = (aggregate: 'arithmetic' | 'geometric' | 'median', weights: readonly number[]) =>
	frameworkDefinitionSchema.parse({
		code: 'T',
		version: 1,
		nodes: [
			{ code: 'T', aggregate },
			...weights.map((weight, i) => ({ code: `N${i}`, parent: 'T', weight, steps: [{ do: 'points' }] }))
		]
	});

const explain = (
	aggregate: 'arithmetic' | 'geometric' | 'median',
	weights: number[],
	scores: (number | null)[],
	top: number
) =>
	breakdownOf({
		definition: framework(aggregate, weights),
		nodeCode: 'T',
		unitId: 7,
		scores: [stored('T', top), ...scores.map((score, i) => stored(`N${i}`, score))],
		peerGroupOf: new Map(),
		adjustments: []
	})!;

describe('what a score is made of', () => {
	it('adds up exactly, whatever the weights and scores', () => {
		const part = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true }));
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
				const breakdown = explain(
					'arithmetic',
					parts.map(([weight]) => weight),
					parts.map(([, score]) => score),
					1
				);
				const sum = breakdown.parts.reduce((total, each) => total + each.contribution!, 0);
				expect(sum).toBe(breakdown.base);
			})
		);
	});

	it('gives the weight of a missing part to the others', () => {
		const breakdown = explain('arithmetic', [1, 1, 2], [50, null, 80], 70);
		expect(breakdown.parts.map((each) => each.weightShareUsed)).toEqual([1 / 3, null, 2 / 3]);
		expect(breakdown.parts[1]).toMatchObject({ contribution: null, missingReason: 'notReported' });
	});

	it('adds up in logarithms where parts are multiplied', () => {
		const breakdown = explain('geometric', [1, 1], [25, 100], 50);
		expect(breakdown.kind).toBe('logarithmic');
		const sum = breakdown.parts.reduce((total, each) => total + each.contribution!, 0);
		expect(Math.exp(sum)).toBeCloseTo(50, 9);
	});

	it('says what each part is worth by leaving it out where there are no shares', () => {
		const breakdown = explain('median', [1, 1, 1], [10, 50, 90], 50);
		expect(breakdown.kind).toBe('leaveOneOut');
		expect(breakdown.parts.map((each) => each.contribution)).toEqual([-20, 0, 20]);
	});

	it('has no parts for an indicator', () => {
		const definition = framework('arithmetic', [1]);
		expect(childCodes(definition, 'N0')).toEqual([]);
		expect(
			breakdownOf({
				definition,
				nodeCode: 'N0',
				unitId: 7,
				scores: [],
				peerGroupOf: new Map(),
				adjustments: []
			})
		).toBeUndefined();
	});
});
