import { describe, expect, it } from 'vitest';
import { frameworkDefinitionSchema } from '../../../src/lib/domain/framework/definition';
import { roomToGain } from '../../../src/lib/domain/unit/room-to-gain';

const framework = frameworkDefinitionSchema.parse({
	code: 'T',
	version: 1,
	nodes: [
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'A', parent: 'T', weight: 60, aggregate: 'arithmetic' },
		{ code: 'B', parent: 'T', weight: 40, aggregate: 'arithmetic' },
		{ code: 'A-1', parent: 'A', weight: 2 },
		{ code: 'A-2', parent: 'A', weight: 1 },
		{ code: 'B-1', parent: 'B', weight: 4 }
	]
});

describe('what would lift a unit most', () => {
	it('is the indicator whose missing points weigh most in the total', () => {
		const scores = [
			{ nodeCode: 'A-1', score: 90 },
			{ nodeCode: 'A-2', score: 20 },
			{ nodeCode: 'B-1', score: 70 }
		];
		const gains = roomToGain(framework, scores, 5);
		expect(gains.map(({ nodeCode }) => nodeCode)).toEqual(['A-2', 'B-1', 'A-1']);
		expect(gains.map(({ points }) => points)).toEqual([
			expect.closeTo(16, 10),
			expect.closeTo(12, 10),
			expect.closeTo(4, 10)
		]);
		const total = 0.4 * 90 + 0.2 * 20 + 0.4 * 70;
		expect(gains.reduce((sum, { points }) => sum + points, total)).toBeCloseTo(100, 10);
	});

	it('leaves out full scores, what has no score, and all beyond the count', () => {
		const scores = [
			{ nodeCode: 'A-1', score: 100 },
			{ nodeCode: 'A-2', score: null },
			{ nodeCode: 'B-1', score: 0 }
		];
		expect(roomToGain(framework, scores, 5).map(({ nodeCode }) => nodeCode)).toEqual(['B-1']);
		expect(roomToGain(framework, scores, 0)).toEqual([]);
	});
});
