import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	assignCells,
	reasonAside,
	type Assessor,
	type AssignedPair,
	type CellToAssign
} from '../../../src/lib/domain/assessment/assign-cells';

const cellsOf = (units: number, indicators: number): CellToAssign[] =>
	Array.from({ length: units * indicators }, (_, i) => {
		const unit = Math.floor(i / indicators);
		return {
			unitId: unit + 10,
			unitCode: `U${unit}`,
			unitPath: `1.${unit + 10}`,
			indicatorId: i % indicators,
			indicatorCode: `I${i % indicators}`
		};
	});
const person = (id: number, over: Partial<Assessor> = {}): Assessor => ({
	id,
	code: `a${id}@x`,
	reach: ['1'],
	own: [],
	conflicts: [],
	...over
});
const loadsOf = (pairs: readonly AssignedPair[], assessors: readonly Assessor[]) =>
	assessors.map(({ id }) => pairs.filter(({ assessorId }) => assessorId === id).length);
const squares = (loads: readonly number[]) => loads.reduce((sum, load) => sum + load * load, 0);

/** People some of whom stand aside from some of the units. */
const crowd = (units: number, most: number) =>
	fc
		.array(
			fc.record({
				own: fc.subarray(Array.from({ length: units }, (_, i) => `1.${i + 10}`)),
				conflicts: fc.subarray(Array.from({ length: units }, (_, i) => `1.${i + 10}`))
			}),
			{ minLength: 1, maxLength: most }
		)
		.map((all) => all.map((over, i) => person(i + 1, over)));

describe('giving cells to assessors', () => {
	it('lets nobody score a unit of their own, one below a conflict, or one that they do not reach', () => {
		const one = person(1, { own: ['1.10'], conflicts: ['1.11'] });
		expect(reasonAside(one, '1.10')).toBe('ownUnit');
		expect(reasonAside(one, '1.10.4')).toBe('ownUnit');
		expect(reasonAside(one, '1'), 'the unit above, of which one’s own is a part').toBe('ownUnit');
		expect(reasonAside(one, '1.11.5')).toBe('conflict');
		expect(reasonAside(one, '2.3')).toBe('outOfReach');
		expect(reasonAside(one, '1.12')).toBeUndefined();
	});

	it('loads people alike where nobody stands aside, whatever the numbers', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 9 }),
				fc.integer({ min: 1, max: 4 }),
				fc.integer({ min: 1, max: 8 }),
				fc.integer({ min: 1, max: 3 }),
				(units, indicators, people, perCell) => {
					const assessors = Array.from({ length: people }, (_, i) => person(i + 1));
					const { pairs, unfilled } = assignCells({
						cells: cellsOf(units, indicators),
						assessors,
						perCell,
						seed: 's'
					});
					const loads = loadsOf(pairs, assessors);
					expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
					expect(unfilled).toHaveLength(people < perCell ? units * indicators : 0);
				}
			)
		);
	});

	it('fills every cell as far as it can, with different people who are free to score it, and says what is missing', () => {
		fc.assert(
			fc.property(crowd(4, 6), fc.integer({ min: 1, max: 3 }), (assessors, perCell) => {
				const cells = cellsOf(4, 3);
				const { pairs, unfilled } = assignCells({ cells, assessors, perCell, seed: 's' });
				for (const cell of cells) {
					const given = pairs.filter(
						({ unitId, indicatorId }) => unitId === cell.unitId && indicatorId === cell.indicatorId
					);
					const free = assessors.filter((one) => !reasonAside(one, cell.unitPath));
					expect(new Set(given.map(({ assessorId }) => assessorId)).size).toBe(given.length);
					expect(given).toHaveLength(Math.min(perCell, free.length));
					for (const { assessorId } of given) expect(free.some(({ id }) => id === assessorId)).toBe(true);
					const lack = unfilled.find(
						({ unitCode, indicatorCode }) =>
							unitCode === cell.unitCode && indicatorCode === cell.indicatorCode
					);
					expect(lack?.missing ?? 0).toBe(perCell - given.length);
					if (lack) {
						const aside = lack.aside.ownUnit + lack.aside.conflict + lack.aside.outOfReach;
						expect(aside + free.length).toBe(assessors.length);
					}
				}
			})
		);
	});

	it('finds the best balance that the exclusions allow: as good as trying everything', () => {
		fc.assert(
			fc.property(crowd(3, 3), (assessors) => {
				const cells = cellsOf(3, 2);
				const { pairs } = assignCells({ cells, assessors, perCell: 1, seed: 's' });
				const best = (at: number, loads: number[]): number => {
					const cell = cells[at];
					if (!cell) return squares(loads);
					const free = assessors.flatMap((one, i) => (reasonAside(one, cell.unitPath) ? [] : [i]));
					if (free.length === 0) return best(at + 1, loads);
					return Math.min(
						...free.map((place) =>
							best(
								at + 1,
								loads.map((load, i) => (i === place ? load + 1 : load))
							)
						)
					);
				};
				expect(squares(loadsOf(pairs, assessors))).toBe(
					best(
						0,
						assessors.map(() => 0)
					)
				);
			}),
			{ numRuns: 60 }
		);
	});

	it('gives the same pairs for the same wish, in whatever order it is told, and others for another seed', () => {
		const cells = cellsOf(6, 3);
		const assessors = [1, 2, 3, 4, 5].map((id) => person(id));
		const wish = { cells, assessors, perCell: 2, seed: '2026-Q3' };
		const once = assignCells(wish);
		expect(
			assignCells({ ...wish, cells: [...cells].reverse(), assessors: [...assessors].reverse() })
		).toEqual(once);
		expect(assignCells({ ...wish, seed: '2026-Q4' })).not.toEqual(once);
	});

	it('leaves what is begun where it is and counts it', () => {
		const cells = cellsOf(2, 2);
		const assessors = [person(1), person(2)];
		const kept = cells.slice(0, 2).map(({ unitId, indicatorId }) => ({ unitId, indicatorId, assessorId: 1 }));
		const { pairs } = assignCells({ cells, assessors, perCell: 1, kept, seed: 's' });
		expect(pairs.map(({ assessorId }) => assessorId)).toEqual([2, 2]);
		expect(pairs.map(({ unitId }) => unitId)).toEqual([11, 11]);
		// Somebody who is no assessor any more keeps what he began, and the cell is full.
		expect(assignCells({ cells, assessors: [person(2)], perCell: 1, kept, seed: 's' }).pairs).toHaveLength(2);
	});

	it('changes nothing that is balanced when it is asked again', () => {
		fc.assert(
			fc.property(crowd(4, 5), (assessors) => {
				const wish = { cells: cellsOf(4, 2), assessors, perCell: 2, seed: 's' };
				const { pairs } = assignCells(wish);
				expect(assignCells({ ...wish, seed: 'another', preferred: pairs }).pairs).toEqual(pairs);
			})
		);
	});
});
