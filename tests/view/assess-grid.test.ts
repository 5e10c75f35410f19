import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelColumns, nextRow } from '../../src/lib/view/assess-grid';

const level = (number: number, en: string) => ({
	level: number,
	points: number * 20,
	name: { en, 'zh-CN': en },
	description: { en, 'zh-CN': en }
});

describe('the grid of scores', () => {
	it('has a column for each level of its rubrics, named where all call it the same', () => {
		const columns = levelColumns([
			{ levels: [level(1, 'None'), level(2, 'Some')] },
			{ levels: [level(1, 'None'), level(2, 'Few'), level(3, 'All')] }
		]);
		expect(columns.map(({ level, of }) => [level, of?.name.en])).toEqual([
			[1, 'None'],
			[2, undefined],
			[3, 'All']
		]);
	});

	it('is gone through past what is locked, and round its end for what has no score', () => {
		const row = fc.record({ isLocked: fc.boolean(), isScored: fc.boolean() });
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.nat(), (rows, pick) => {
				const from = pick % rows.length;
				const open = rows.flatMap((one, index) => (one.isLocked ? [] : [index]));
				expect(nextRow(rows, from, 'next')).toBe(open.find((index) => index > from));
				expect(nextRow(rows, from, 'previous')).toBe(open.findLast((index) => index < from));
				const unscored = open.filter((index) => !rows[index]!.isScored);
				expect(nextRow(rows, from, 'unscored')).toBe(
					unscored.find((index) => index > from) ?? unscored.find((index) => index <= from)
				);
			})
		);
	});
});
