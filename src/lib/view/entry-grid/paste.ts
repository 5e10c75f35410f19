import { isEditable, lineToCases, textOf, type GridColumn, type GridField, type GridRow } from './grid-row';

/** Something typed into one cell of the grid. */
export interface GridEdit {
	readonly code: string;
	readonly field: GridField;
	readonly from: string;
	readonly to: string;
}

/** Cells from one corner to the other, both included; columns by their place. */
export interface GridRange {
	readonly fromRow: number;
	readonly toRow: number;
	readonly fromColumn: number;
	readonly toColumn: number;
}

/** What a block comes to: nothing of it is lost without a word. */
export interface PastePlan {
	readonly edits: readonly GridEdit[];
	/** rows and columns of the block that reach beyond the grid */
	readonly surplusRows: number;
	readonly surplusColumns: number;
	/** texts that fell on cells that were given away */
	readonly lockedCount: number;
	/** texts that fell on cells that are not typed in */
	readonly readOnlyCount: number;
	/** cells that the block reached */
	readonly range: GridRange;
}

/** Reads a text as the code of a reason, where it is its name in either language. */
export type ReadReason = (text: string) => string | undefined;

/** One edit of a cell, in the form in which its field is kept. */
export function editOf(row: GridRow, field: GridField, text: string, readReason: ReadReason): GridEdit {
	return { code: row.code, field, from: row.fields[field], to: kept(field, text, readReason) };
}

function kept(field: GridField, text: string, readReason: ReadReason): string {
	if (field === 'distribution') return lineToCases(text);
	if (field === 'note') return text.replace(/\r\n?/g, '\n');
	const trimmed = text.trim();
	return field === 'reason' ? (readReason(trimmed) ?? trimmed) : trimmed;
}

/**
 * What becomes of a block that is pasted into a selection: from its first cell on; one single cell fills the whole selection.
 * What falls beyond the grid or on cells that cannot be typed in is counted.
 */
export function planPaste(
	rows: readonly GridRow[],
	columns: readonly GridColumn[],
	selection: GridRange,
	block: readonly (readonly string[])[],
	readReason: ReadReason
): PastePlan {
	const isSingle = block.length === 1 && block[0]!.length === 1;
	const width = Math.max(0, ...block.map((line) => line.length));
	const height = isSingle ? selection.toRow - selection.fromRow + 1 : block.length;
	const span = isSingle ? selection.toColumn - selection.fromColumn + 1 : width;
	const edits: GridEdit[] = [];
	let lockedCount = 0;
	let readOnlyCount = 0;
	const reachedRows = Math.min(height, rows.length - selection.fromRow);
	const reachedColumns = Math.min(span, columns.length - selection.fromColumn);
	for (let down = 0; down < reachedRows; down++) {
		const row = rows[selection.fromRow + down]!;
		for (let right = 0; right < reachedColumns; right++) {
			const text = isSingle ? block[0]![0]! : block[down]![right];
			const column = columns[selection.fromColumn + right]!;
			if (text === undefined) continue;
			if (isEditable(row, column)) {
				const edit = editOf(row, column, text, readReason);
				if (edit.from !== edit.to) edits.push(edit);
			} else if (text.trim() !== '' && !isSingle) {
				if (row.stored.isLocked) lockedCount++;
				else readOnlyCount++;
			}
		}
	}
	return {
		edits,
		surplusRows: height - reachedRows,
		surplusColumns: span - reachedColumns,
		lockedCount,
		readOnlyCount,
		range: {
			fromRow: selection.fromRow,
			toRow: selection.fromRow + reachedRows - 1,
			fromColumn: selection.fromColumn,
			toColumn: selection.fromColumn + reachedColumns - 1
		}
	};
}

/** Edits that empty every cell of a range that can be typed in. */
export function planClear(
	rows: readonly GridRow[],
	columns: readonly GridColumn[],
	range: GridRange
): GridEdit[] {
	return cellsOf(rows, columns, range).flatMap(({ row, column }) =>
		isEditable(row, column) && row.fields[column] !== ''
			? [{ code: row.code, field: column, from: row.fields[column], to: '' }]
			: []
	);
}

/** What a range says, line by line, for the clipboard. @param show a column that is not typed in */
export function copyRange(
	rows: readonly GridRow[],
	columns: readonly GridColumn[],
	range: GridRange,
	show: (row: GridRow, column: GridColumn) => string
): string[][] {
	return rows
		.slice(range.fromRow, range.toRow + 1)
		.map((row) =>
			columns
				.slice(range.fromColumn, range.toColumn + 1)
				.map((column) => (column in row.fields ? copied(row, column as GridField, show) : show(row, column)))
		);
}

function copied(row: GridRow, field: GridField, show: (row: GridRow, column: GridColumn) => string): string {
	if (field === 'reason') return show(row, field);
	// A computed value is copied as the number that it is.
	if (field === 'value' && row.shape !== 'value') return row.value === null ? '' : String(row.value);
	return textOf(row, field);
}

function cellsOf(
	rows: readonly GridRow[],
	columns: readonly GridColumn[],
	range: GridRange
): { row: GridRow; column: GridColumn }[] {
	return rows
		.slice(range.fromRow, range.toRow + 1)
		.flatMap((row) => columns.slice(range.fromColumn, range.toColumn + 1).map((column) => ({ row, column })));
}
