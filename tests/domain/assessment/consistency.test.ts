import { describe, expect, it } from 'vitest';
import { consistencyOf, type CellScore } from '../../../src/lib/domain/assessment/consistency';

const given = (assessorId: number, scores: readonly (number | undefined)[]): CellScore[] =>
	scores.flatMap((score, cell) =>
		score === undefined ? [] : [{ cell: String(cell), assessorId, name: `assessor ${assessorId}`, score }]
	);

describe('how assessors compare', () => {
	it('tells severity with the number of cells it rests on', () => {
		const { assessors, shared } = consistencyOf([
			...given(1, [50, 60, 70]),
			...given(2, [60, 70, undefined]),
			...given(3, [80, undefined, undefined])
		]);
		expect(shared).toBe(2);
		expect(assessors.map(({ assessorId }) => assessorId)).toEqual([3, 1, 2]);
		expect(assessors[0]).toMatchObject({ count: 1, deviation: undefined, severity: 25, shared: 1 });
		expect(assessors[1]).toMatchObject({ count: 3, mean: 60, deviation: 10, severity: -15, shared: 2 });
		expect(assessors[2]).toMatchObject({ count: 2, mean: 65, severity: 2.5, shared: 2 });
	});

	it('says nothing of agreement where nobody else scored', () => {
		const { alpha, assessors } = consistencyOf(given(1, [50, 60]));
		expect(alpha).toBeUndefined();
		expect(assessors[0]).toMatchObject({ severity: undefined, shared: 0, alpha: undefined });
	});

	it('flags who gives nearly always the same score, of ten and more', () => {
		const flagOf = (scores: number[]) => consistencyOf(given(1, scores)).assessors[0]!;
		expect(flagOf([...Array<number>(8).fill(75), 50, 25])).toMatchObject({
			isStraightLining: true,
			commonest: { score: 75, share: 0.8 }
		});
		expect(flagOf([...Array<number>(7).fill(75), 50, 25, 0]).isStraightLining).toBe(false);
		expect(flagOf(Array<number>(9).fill(75)).isStraightLining).toBe(false);
	});
});
