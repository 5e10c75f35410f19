import { describe, expect, it } from 'vitest';
import { buildWorld, demonstrationMonths } from '../../../../src/lib/server/services/demonstration/world';
import { regionSeeds } from '../../../../src/lib/server/services/demonstration/regions';
import { smallSize, testNow } from '../../../factories/demonstration';

describe('the made-up world', () => {
	const world = buildWorld(1, smallSize, testNow);

	it('is the same to the last byte for the same seed, and another one for another', () => {
		const bytes = (seed: number) =>
			JSON.stringify(buildWorld(seed, smallSize, testNow).units.map(({ cells }) => [...cells]));
		expect(bytes(1)).toBe(bytes(1));
		expect(bytes(2)).not.toBe(bytes(1));
	});

	it('says the same of a unit whether the others are there or not', () => {
		const cellsOf = (provinces: number) =>
			JSON.stringify([
				...buildWorld(1, { ...smallSize, provinces }, testNow).units.find(
					({ code }) => code === '110000-health'
				)!.cells
			]);
		expect(cellsOf(4)).toBe(cellsOf(2));
	});

	it('never counts more than there is', () => {
		const wrong = world.units.flatMap(({ code, cells, yearly }) =>
			[...cells, ...[...yearly].map(([key, row]) => [key, [...row.values()]] as const)].flatMap(
				([indicator, row]) =>
					row
						.filter((cell) => {
							if (!cell || cell.numerator === null || cell.denominator === null) return false;
							const isWhole = Number.isInteger(cell.numerator) && Number.isInteger(cell.denominator);
							const mayExceed = ['OPN-05', 'SEC-03'].includes(indicator);
							return !isWhole || (!mayExceed && cell.numerator > cell.denominator);
						})
						.map((cell) => ({ code, indicator, cell }))
			)
		);
		expect(wrong).toEqual([]);
	});

	it('has every past cell either valued or missing for a reason', () => {
		const wrong = world.units.flatMap(({ code, cells }) =>
			[...cells].flatMap(([indicator, row]) =>
				row
					.slice(0, -1)
					.filter((cell) => {
						const isThere = cell && (cell.value !== null || cell.distribution !== null);
						return isThere !== (cell?.missingReason === null);
					})
					.map((cell) => ({ code, indicator, cell }))
			)
		);
		expect(wrong).toEqual([]);
	});

	it('ends with the month before today, by the calendar of Shanghai', () => {
		expect(demonstrationMonths(new Date('2026-10-31T17:00:00Z'), 2).map(({ code }) => code)).toEqual([
			'2026-09',
			'2026-10'
		]);
		expect(demonstrationMonths(new Date('2026-10-31T15:00:00Z'), 1).map(({ code }) => code)).toEqual([
			'2026-09'
		]);
	});
});

describe('the tile grid', () => {
	it('gives each of the 31 regions a place of its own', () => {
		expect(new Set(regionSeeds.map(({ tile }) => tile.join())).size).toBe(31);
	});
});
