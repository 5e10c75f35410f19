import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellRegister } from '../../../src/lib/server/importers/cell-register';

const blank = { numerator: null, denominator: null, missingReason: null, distribution: null };

describe('a register of the cells of a file', () => {
	it('finds every repetition that a map of keys finds', () => {
		const cell = fc.record({
			unitId: fc.integer({ min: -3, max: 40 }),
			indicatorId: fc.integer({ min: -3, max: 5 }),
			periodIndex: fc.nat(4),
			value: fc.option(fc.constantFrom(0, 1, 2.5))
		});
		fc.assert(
			fc.property(fc.array(cell, { maxLength: 300 }), (cells) => {
				const register = new CellRegister();
				const seen = new Map<string, { row: number; value: number | null }>();
				cells.forEach((each, at) => {
					const key = `${each.unitId} ${each.indicatorId} ${each.periodIndex}`;
					const earlier = seen.get(key);
					if (!earlier) seen.set(key, { row: at + 2, value: each.value });
					const kind = earlier ? (earlier.value === each.value ? 'repeated' : 'contradiction') : 'new';
					expect(register.register({ ...blank, ...each, row: at + 2 })).toEqual(
						earlier ? { kind, earlierRow: earlier.row } : { kind }
					);
				});
				expect(register.size).toBe(seen.size);
			})
		);
	});

	it('grows past one segment', () => {
		const register = new CellRegister();
		const place = (i: number) => ({ unitId: i % 1000, indicatorId: Math.floor(i / 1000), periodIndex: 0 });
		for (let i = 0; i < 200_000; i++) register.register({ ...blank, ...place(i), value: i, row: i });
		expect(register.size).toBe(200_000);
		expect(register.register({ ...blank, ...place(150_001), value: 150_001, row: 1 })).toEqual({
			kind: 'repeated',
			earlierRow: 150_001
		});
	});
});
