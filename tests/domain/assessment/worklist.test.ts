import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessmentStatuses } from '../../../src/lib/domain/assessment/assessment';
import {
	filterWork,
	orderWork,
	placeOf,
	queueOf,
	workStateOf,
	type WorkCell
} from '../../../src/lib/domain/assessment/worklist';

const nodes = ['SHR-06', 'APP-02', 'MGT-01'];
const cellArbitrary = fc.record({
	roundId: fc.integer({ min: 1, max: 3 }),
	node: fc.nat(2),
	unit: fc.constantFrom('110000', '120000', '330000-health'),
	status: fc.constantFrom(...assessmentStatuses),
	score: fc.option(fc.integer({ min: 0, max: 100 })),
	isFlagged: fc.boolean()
});
/** As they are assigned: round by round, indicator by indicator, unit by unit. */
const cellsArbitrary = fc.array(cellArbitrary, { minLength: 1, maxLength: 40 }).map((drawn) =>
	drawn
		.toSorted((a, b) => a.roundId - b.roundId || a.node - b.node || (a.unit < b.unit ? -1 : 1))
		.map(({ node, unit, ...rest }, index): WorkCell => ({
			...rest,
			id: index + 1,
			nodeCode: nodes[node]!,
			unit: { code: unit },
			region: { code: unit.slice(0, 6) }
		}))
);

describe('the order in which cells are gone through', () => {
	it('by unit keeps rounds apart, units together, and the framework’s order within a unit', () => {
		fc.assert(
			fc.property(cellsArbitrary, (cells) => {
				const ordered = orderWork(cells, 'unit');
				expect(ordered.map(({ id }) => id).sort((a, b) => a - b)).toEqual(cells.map(({ id }) => id));
				ordered.slice(1).forEach((cell, index) => {
					const before = ordered[index]!;
					expect(before.roundId).toBeLessThanOrEqual(cell.roundId);
					if (before.roundId !== cell.roundId) return;
					expect(before.unit.code <= cell.unit.code).toBe(true);
					if (before.unit.code === cell.unit.code) expect(before.id).toBeLessThan(cell.id);
				});
			})
		);
	});

	it('by indicator is that of their assignment', () => {
		fc.assert(
			fc.property(cellsArbitrary, (cells) => {
				expect(orderWork(cells, 'indicator')).toEqual(cells);
			})
		);
	});
});

describe('the cells that are gone through', () => {
	it('always hold the one that one stands at, besides those that match', () => {
		fc.assert(
			fc.property(cellsArbitrary, fc.nat(), fc.boolean(), (cells, pick, isFlagged) => {
				const at = cells[pick % cells.length]!.id;
				const filter = { isFlagged, indicator: 'APP-02' };
				const queue = queueOf(cells, filter, 'unit', at);
				const matching = filterWork(cells, filter).map(({ id }) => id);
				expect(new Set(queue.map(({ id }) => id))).toEqual(new Set([...matching, at]));
			})
		);
	});

	it('lead on to one without a score, else to a draft, never to the cell itself or to what is given away', () => {
		fc.assert(
			fc.property(cellsArbitrary, fc.nat(), (cells, pick) => {
				const { id } = cells[pick % cells.length]!;
				const { nextOpenId } = placeOf(cells, id);
				const others = cells.filter((cell) => cell.id !== id).map(workStateOf);
				if (nextOpenId === undefined) {
					expect(others.every((state) => state === 'submitted')).toBe(true);
					return;
				}
				expect(nextOpenId).not.toBe(id);
				const state = workStateOf(cells.find((cell) => cell.id === nextOpenId)!);
				expect(state).toBe(others.includes('unscored') ? 'unscored' : 'draft');
			})
		);
	});

	it('are skipped through until every open one was seen', () => {
		fc.assert(
			fc.property(cellsArbitrary, (cells) => {
				const unscored = cells.filter((cell) => workStateOf(cell) === 'unscored').map(({ id }) => id);
				fc.pre(unscored.length > 1);
				const seen = new Set<number>();
				let at = unscored[0]!;
				for (let step = 0; step < unscored.length; step++) {
					seen.add(at);
					at = placeOf(cells, at).nextOpenId!;
				}
				expect(seen).toEqual(new Set(unscored));
			})
		);
	});
});
