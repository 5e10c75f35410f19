import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TypedAssessment } from '../../src/lib/domain/assessment/read-draft';
import {
	changedPart,
	comesToSame,
	forgetCell,
	recordChange,
	type CellChange
} from '../../src/lib/view/assess-undo';

const typed = (over: Partial<TypedAssessment> = {}): TypedAssessment => ({
	level: '',
	points: '',
	comment: '',
	evidence: [],
	isFlagged: false,
	...over
});
/** The history after some states of a cell, each so many milliseconds after the one before. */
function history(states: readonly TypedAssessment[], gap = 100, cellId = 1): readonly CellChange[] {
	let changes: readonly CellChange[] = [];
	states.slice(1).forEach((to, index) => {
		changes = recordChange(changes, { cellId, label: 'cell', from: states[index]!, to, at: index * gap });
	});
	return changes;
}

describe('changes that can be taken back', () => {
	it('hold a comment that was typed without a pause as one, and levels one by one', () => {
		const word = ['', 'W', 'Wh', 'Why'].map((comment) => typed({ comment }));
		expect(history(word)).toMatchObject([{ part: 'comment', from: typed(), to: typed({ comment: 'Why' }) }]);
		expect(history(word, 5000)).toHaveLength(3);
		expect(history(['', '25', '75'].map((level) => typed({ level })))).toHaveLength(2);
		const points = [typed({ level: '25' }), typed({ points: '6' }), typed({ points: '68' })];
		expect(history(points)).toMatchObject([{ part: 'score', from: { level: '25' }, to: { points: '68' } }]);
	});

	it('do not hold what was rubbed out again, nor a spare row of evidence', () => {
		expect(history(['', 'a', ''].map((comment) => typed({ comment })))).toEqual([]);
		expect(changedPart(typed(), typed({ evidence: [{ label: '', url: '' }] }))).toBeUndefined();
		expect(changedPart(typed(), typed({ isFlagged: true }))).toBe('flag');
		expect(changedPart(typed(), typed({ isFlagged: true, comment: 'a' }))).toBe('several');
	});

	it('lead back to the first state, one after the other, whatever was typed', () => {
		const state: fc.Arbitrary<TypedAssessment> = fc.record({
			level: fc.constantFrom('', '0', '25', '100'),
			points: fc.constantFrom('', '6', '68'),
			comment: fc.string({ maxLength: 4 }),
			evidence: fc.constant([]),
			isFlagged: fc.boolean()
		});
		fc.assert(
			fc.property(
				fc.array(state, { minLength: 1, maxLength: 20 }),
				fc.integer({ min: 0, max: 4000 }),
				(states, gap) => {
					let at = states.at(-1)!;
					for (const change of history(states, gap).toReversed()) {
						expect(changedPart(at, change.to)).toBeUndefined();
						at = change.from;
					}
					expect(changedPart(at, states[0]!)).toBeUndefined();
				}
			)
		);
	});

	it('of a cell that was given away are forgotten, those of others stay', () => {
		const both = [
			...history([typed(), typed({ level: '25' })]),
			...history([typed(), typed({ level: '0' })], 0, 2)
		];
		expect(forgetCell(both, 1).map(({ cellId }) => cellId)).toEqual([2]);
	});

	it('are known again however the same was typed', () => {
		expect(comesToSame(typed({ level: '75' }), typed({ points: ' 75 ' }))).toBe(true);
		expect(comesToSame(typed({ comment: ' sound ' }), typed({ comment: 'sound' }))).toBe(true);
		expect(comesToSame(typed({ points: '140' }), typed({ points: '140' }))).toBe(true);
		expect(comesToSame(typed({ points: '140' }), typed({ points: '14' }))).toBe(false);
		expect(comesToSame(typed({ isFlagged: true }), typed())).toBe(false);
	});
});
