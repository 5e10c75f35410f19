import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUpTo } from '$lib/domain/scoring/contributions';

const sumOf = (parts: readonly (number | null)[]) =>
	parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);

describe('parts that add up', () => {
	it('reach their total exactly, by a few units of the last place on one of them', () => {
		const part = fc.double({ min: 0, max: 100, noNaN: true });
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
				const total = [...parts].sort((a, b) => a - b).reduce((sum, value) => sum + value, 0);
				const adjusted = addUpTo(total, parts);
				expect(sumOf(adjusted)).toBe(total);
				adjusted.forEach((value, i) => expect(value).toBeCloseTo(parts[i]!, 9));
			})
		);
	});

	it('of both signs reach a weighted mean exactly, or miss it by half a unit of the largest one’s last place', () => {
		const weighed = fc.tuple(
			fc.double({ min: 0.01, max: 9, noNaN: true }),
			fc.integer({ min: -1e6, max: 1e6 })
		);
		let exact = 0;
		let all = 0;
		fc.assert(
			fc.property(fc.array(weighed, { minLength: 1, maxLength: 12 }), (children) => {
				const weight = children.reduce((sum, [w]) => sum + w, 0);
				const total = children.reduce((sum, [w, x]) => sum + w * (x / 1e4), 0) / weight;
				const parts = children.map(([w, x]) => (w / weight) * (x / 1e4));
				const adjusted = addUpTo(total, parts);
				const largest = Math.max(...parts.map(Math.abs));
				const miss = Math.abs(sumOf(adjusted) - total);
				expect(miss).toBeLessThanOrEqual(largest * 2 ** -53);
				all++;
				if (miss === 0) exact++;
				adjusted.forEach((value, i) =>
					expect(Math.abs(value! - parts[i]!)).toBeLessThanOrEqual(largest * 2 ** -48)
				);
			}),
			{ numRuns: 500, seed: 1 }
		);
		expect(exact / all).toBeGreaterThan(0.9);
	});

	it('leave alone what is missing or brings nothing', () => {
		const adjusted = addUpTo(0.3, [null, 0.1, 0, 0.2]);
		expect(adjusted[0]).toBeNull();
		expect(adjusted[2]).toBe(0);
		expect(sumOf(adjusted)).toBe(0.3);
	});

	it('that have no such sum among doubles come as near as they can', () => {
		const adjusted = addUpTo(0.07, [0.6, -0.53]);
		expect(sumOf(adjusted)).not.toBe(0.07);
		expect(Math.abs(sumOf(adjusted) - 0.07)).toBeLessThanOrEqual(0.6 * 2 ** -53);
	});
});
