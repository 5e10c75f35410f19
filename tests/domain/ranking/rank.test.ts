import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankFromLowest, rankScores, type RankOptions } from '$lib/domain/ranking/rank';
import { roundHalfUp } from '$lib/domain/ranking/round-half-up';

const _ = NaN;

function ranks(scores: number[], options?: RankOptions): number[] {
	return [...rankScores(Float64Array.from(scores), options)];
}

describe('ranks', () => {
	it.each<[string, number[], RankOptions | undefined, number[]]>([
		['1 is the highest', [10, 30, 20], undefined, [3, 1, 2]],
		['equal scores share the lowest number, which is then skipped', [4, 3, 3, 1], undefined, [1, 2, 2, 4]],
		['dense ranks skip none', [4, 3, 3, 1], { ties: 'dense' }, [1, 2, 2, 3]],
		['average ranks share the mean', [4, 3, 3, 1], { ties: 'average' }, [1, 2.5, 2.5, 4]],
		['a missing score has no rank and takes none', [_, 3, _, 1], undefined, [_, 1, _, 2]],
		['−0 and 0 are equal', [0, -0, -1], undefined, [1, 1, 3]],
		['−0 and 0 are equal, densely', [0, -0, -1], { ties: 'dense' }, [1, 1, 2]],
		['all equal are all first', [5, 5, 5], undefined, [1, 1, 1]],
		['all equal, averaged', [5, 5, 5], { ties: 'average' }, [2, 2, 2]],
		['nobody is ranked among nobody', [], undefined, []],
		['only missing scores', [_, _], { ties: 'dense' }, [_, _]],
		['scores are rounded before they are compared', [0.8004, 0.7996, 0.9], { precision: 3 }, [2, 2, 1]],
		['without a precision they are not', [0.8004, 0.7996, 0.9], { precision: null }, [2, 3, 1]],
		['infinities rank at the ends', [Infinity, 0, -Infinity], undefined, [1, 2, 3]],
		['groups are ranked apart', [1, 2, 3, 4], { groups: Int32Array.of(0, 1, 0, 1) }, [2, 2, 1, 1]]
	])('%s', (_title, scores, options, expected) => {
		expect(ranks(scores, options)).toEqual(expected);
	});

	it('from the lowest are those of the turned scores', () => {
		expect([...rankFromLowest(Float64Array.of(5, 1, 5, 9), 'min')]).toEqual([2, 1, 2, 4]);
	});

	it('agree with a count of those ahead, for every rule of ties', () => {
		const score = fc.constantFrom(-1, -0, 0, 1, 2, 3.5, NaN);
		fc.assert(
			fc.property(fc.array(score, { maxLength: 40 }), (scores) => {
				const there = scores.filter((s) => !Number.isNaN(s));
				const ahead = (s: number) => there.filter((t) => t > s).length;
				const same = (s: number) => there.filter((t) => t === s).length;
				expect(ranks(scores)).toEqual(scores.map((s) => (Number.isNaN(s) ? _ : ahead(s) + 1)));
				expect(ranks(scores, { ties: 'average' })).toEqual(
					scores.map((s) => (Number.isNaN(s) ? _ : ahead(s) + (same(s) + 1) / 2))
				);
				expect(ranks(scores, { ties: 'dense' })).toEqual(
					scores.map((s) =>
						Number.isNaN(s) ? _ : new Set(there.filter((t) => t > s).map((t) => t + 0)).size + 1
					)
				);
			})
		);
	});
});

describe('rounding half up on the shortest decimal', () => {
	it.each([
		[1.005, 2, 1.01],
		[0.9995, 3, 1],
		[2.5, 0, 3],
		[-2.5, 0, -3],
		[0.0004, 3, 0],
		[-0.0004, 3, 0],
		[-0, 3, 0],
		[0.49999999999999994, 0, 0],
		[0.99949999999999994, 3, 0.999],
		[1e21, 2, 1e21],
		[123456789012.345, 2, 123456789012.35],
		[1e-320, 3, 0],
		[5e-324, 15, 0],
		[0.1, 15, 0.1],
		[1.7976931348623157e308, 3, 1.7976931348623157e308],
		[9.5, 0, 10],
		[99.5, 0, 100],
		[0.05, 0, 0],
		[0.5, 0, 1],
		[8.345, 2, 8.35],
		[1.0000000000000007, 15, 1.000000000000001]
	])('%d at %d decimals is %d', (value, decimals, expected) => {
		expect(Object.is(roundHalfUp(value, decimals), expected)).toBe(true);
	});

	it('keeps NaN and never turns an order around', () => {
		expect(roundHalfUp(NaN, 2)).toBeNaN();
		fc.assert(
			fc.property(
				fc.double({ noNaN: true }),
				fc.double({ noNaN: true }),
				fc.integer({ min: 0, max: 6 }),
				(a, b, decimals) => {
					const [low, high] = a < b ? [a, b] : [b, a];
					expect(roundHalfUp(low, decimals)).toBeLessThanOrEqual(roundHalfUp(high, decimals));
				}
			)
		);
	});

	it('is within half a place of the value, and stays where it is the second time', () => {
		fc.assert(
			fc.property(
				fc.double({ min: -1e6, max: 1e6, noNaN: true }),
				fc.integer({ min: 0, max: 6 }),
				(value, decimals) => {
					const rounded = roundHalfUp(value, decimals);
					expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
					expect(roundHalfUp(rounded, decimals)).toBe(rounded);
				}
			)
		);
	});
});
