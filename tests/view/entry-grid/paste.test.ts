import { describe, expect, it } from 'vitest';
import { casesToLine, gridColumns, isEditable, lineToCases } from '../../../src/lib/view/entry-grid/grid-row';
import { copyRange, planClear, planPaste, type GridRange } from '../../../src/lib/view/entry-grid/paste';
import { emptyFields, gridRow } from './grid-rows';

const rows = [
	gridRow('A', 'ratio'),
	gridRow('B', 'value', { fields: { ...emptyFields, value: '7' } }),
	gridRow('C', 'ratio', { isLocked: true, state: 'submitted' }),
	gridRow('D', 'distribution')
];
const at = (row: number, column: string): GridRange => {
	const place = gridColumns.indexOf(column as never);
	return { fromRow: row, toRow: row, fromColumn: place, toColumn: place };
};
const reason = (text: string) => (text === 'Not applicable' ? 'notApplicable' : undefined);

describe('a pasted block', () => {
	it('goes to the cells that can be typed in; what it cannot be put into is counted', () => {
		const plan = planPaste(
			rows,
			gridColumns,
			at(0, 'numerator'),
			[
				['1,000', '2000', '50'],
				['x', '', '8'],
				['3', '4', ''],
				['', '', '']
			],
			reason
		);
		expect(plan.edits).toEqual([
			{ code: 'A', field: 'numerator', from: '', to: '1,000' },
			{ code: 'A', field: 'denominator', from: '', to: '2000' },
			{ code: 'B', field: 'value', from: '7', to: '8' }
		]);
		expect(plan).toMatchObject({ surplusRows: 0, surplusColumns: 0, lockedCount: 2, readOnlyCount: 2 });
	});

	it('that reaches beyond the grid says by how much', () => {
		const block = [
			['1', '2'],
			['3', '4'],
			['5', '6']
		];
		const plan = planPaste(rows, gridColumns, at(3, 'evidence'), block, reason);
		expect(plan).toMatchObject({ edits: [], surplusRows: 2, surplusColumns: 1 });
	});

	it('of one cell fills the whole selection', () => {
		const range = { ...at(0, 'note'), toRow: 3 };
		const { edits } = planPaste(rows, gridColumns, range, [['checked']], reason);
		expect(edits.map(({ code, to }) => [code, to])).toEqual([
			['A', 'checked'],
			['B', 'checked'],
			['D', 'checked']
		]);
	});

	it('takes reasons by their names and counted cases by the line', () => {
		const edits = planPaste(
			rows,
			gridColumns,
			at(3, 'distribution'),
			[['1 3 0; 2 4 1', 'Not applicable']],
			reason
		);
		expect(edits.edits.map(({ to }) => to)).toEqual(['1\t3\t0\n2\t4\t1', 'notApplicable']);
	});
});

describe('a selection', () => {
	it('is emptied where it can be typed in', () => {
		expect(planClear(rows, gridColumns, { fromRow: 0, toRow: 3, fromColumn: 1, toColumn: 7 })).toEqual([
			{ code: 'B', field: 'value', from: '7', to: '' }
		]);
	});

	it('is copied as it was typed, what is shown as it is shown', () => {
		const range = { ...at(1, 'value'), fromRow: 0, toRow: 1, toColumn: gridColumns.indexOf('previous') };
		const copied = copyRange(rows, gridColumns, range, (row, column) => `${row.code} ${column}`);
		expect(copied[1]).toEqual(['7', '', 'B reason', '', 'B previous']);
	});
});

describe('a cell of the grid', () => {
	it('can be typed in where its indicator is made of it, and it was not given away', () => {
		const open = rows.map((row) => gridColumns.filter((column) => isEditable(row, column)));
		expect(open).toEqual([
			['numerator', 'denominator', 'reason', 'note'],
			['value', 'reason', 'note'],
			[],
			['distribution', 'reason', 'note']
		]);
	});

	it('holds counted cases in one line, and gives them back', () => {
		const text = '1\t3\t0\n2\t4\t1';
		expect(casesToLine(text)).toBe('1 3 0; 2 4 1');
		expect(lineToCases(casesToLine(text))).toBe(text);
		expect(lineToCases('1，3；2 4')).toBe('1\t3\n2\t4');
	});
});
