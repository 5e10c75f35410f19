import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJump } from '../../../src/lib/domain/indicator/plausibility';

describe('a jump against a unit’s own history', () => {
	it('is found where a value lies far outside of what came before', () => {
		const history = [80, 81, 79.5, 82, 80.4, 81.2, 80.9];
		expect(findJump(82.5, history, 1)).toBeUndefined();
		expect(findJump(8.1, history, 1)).toMatchObject({ low: expect.any(Number), high: expect.any(Number) });
		expect(findJump(810, history, 1)).toBeDefined();
	});

	it('is not claimed from a short history', () => {
		expect(findJump(1e9, [1, 1, 1, 1, 1], 0)).toBeUndefined();
	});

	it('leaves a steady series some room', () => {
		const constant = Array<number>(12).fill(100);
		expect(findJump(104, constant, 1)).toBeUndefined();
		expect(findJump(111, constant, 1)).toEqual({ low: 90, high: 110 });
		expect(findJump(5, Array<number>(12).fill(0), 0)).toBeUndefined();
	});

	it('is not hidden by one wild value in the past', () => {
		expect(findJump(900, [80, 81, 79, 82, 80, 81, 2000], 1)).toBeDefined();
	});

	it('never warns of the median of the history, nor depends on its order', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 6, maxLength: 36 }),
				(history) => {
					const sorted = [...history].sort((a, b) => a - b);
					expect(findJump(sorted[sorted.length >> 1]!, history, 0)).toEqual(undefined);
					expect(findJump(5e6, history, 0)).toEqual(findJump(5e6, sorted, 0));
				}
			)
		);
	});
});
