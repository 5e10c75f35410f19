import { describe, expect, it } from 'vitest';
import { settle, unsealed, type SealState } from '../../../src/lib/domain/audit/chain';

/** Runs with what each sees; the state after them. */
const after = (...sights: readonly (readonly [highestId: number, xmin: string, xmax: string])[]): SealState =>
	sights.reduce(
		(state, [highestId, xmin, xmax], run) => settle(state, { highestId, xmin, xmax, at: run * 3000 }),
		unsealed
	);

describe('what is settled of the log', () => {
	it('is nothing until a mark was seen three times and whoever was under way has ended', () => {
		expect(after([10, '5', '5']).settledId).toBe(0);
		expect(after([10, '5', '5'], [12, '6', '6']).settledId).toBe(0);
		expect(after([10, '5', '5'], [12, '6', '6'], [15, '7', '7'])).toMatchObject({
			settledId: 10,
			mark: null
		});
	});

	it('waits for a transaction that was under way when the mark was taken', () => {
		expect(after([10, '5', '8'], [12, '5', '9'], [15, '5', '20'], [16, '5', '30']).settledId).toBe(0);
		expect(after([10, '5', '8'], [12, '5', '9'], [15, '5', '20'], [16, '9', '30']).settledId).toBe(10);
	});

	it('waits for one that had drawn an id and got its number only after the mark was taken', () => {
		// Number 5 is given out between the first run and the second: the second one's xmax is above it.
		expect(after([10, '5', '5'], [12, '5', '6'], [15, '5', '9']).settledId).toBe(0);
		expect(after([10, '5', '5'], [12, '5', '6'], [15, '6', '9']).settledId).toBe(10);
	});

	it('begins anew on a server that counts its transactions from the start', () => {
		const moved = settle(after([10, '900', '900'], [12, '900', '901']), {
			highestId: 12,
			xmin: '3',
			xmax: '3',
			at: 9000
		});
		expect(moved).toMatchObject({ settledId: 0, mark: { id: 12, at: 9000, seenBefore: null } });
	});

	it('lets a moment pass between the two notes, also where two servers take turns', () => {
		const noted = settle(unsealed, { highestId: 10, xmin: '5', xmax: '5', at: 0 });
		expect(settle(noted, { highestId: 10, xmin: '5', xmax: '5', at: 999 })).toBe(noted);
		expect(settle(noted, { highestId: 10, xmin: '5', xmax: '5', at: 1000 })).not.toBe(noted);
	});

	it('does not move where nothing was written', () => {
		expect(after([0, '5', '5'])).toBe(unsealed);
	});
});
