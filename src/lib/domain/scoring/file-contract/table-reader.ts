import { quoteCell, type FileProblems } from './file-problems';

/** Takes a CSV file row by row, so that no file has to stand in memory as objects. */
export interface TableReader {
	/** `row` is 1 for the header. */
	readRow(cells: readonly string[], row: number): void;
	/** After the last row: a file without even a header is reported here. */
	finish(): void;
}

export interface TableShape {
	readonly file: string;
	readonly required: readonly string[];
	readonly optional: readonly string[];
	/** True where any further column is welcome (grouping columns of units). */
	readonly isOpen?: boolean;
}

/** Checks the header and the number of cells once for all tables; `onRow` gets a look-up of cells by column. */
export function tableReader(
	shape: TableShape,
	problems: FileProblems,
	onHeader: (columns: readonly string[]) => void,
	onRow: (cell: (column: string) => string, row: number) => void
): TableReader {
	let columns: readonly string[] | undefined;
	let isUsable = false;
	const indexOf = new Map<string, number>();
	let current: readonly string[] = [];
	const cell = (column: string) => current[indexOf.get(column) ?? -1] ?? '';
	return {
		readRow(cells, row) {
			if (cells.length === 1 && cells[0] === '') return;
			if (!columns) {
				columns = [...cells];
				columns.forEach((column, i) => indexOf.set(column, i));
				isUsable = checkHeader(shape, columns, problems);
				if (isUsable) onHeader(columns);
				return;
			}
			if (!isUsable) return;
			if (cells.length !== columns.length) {
				problems.add({
					file: shape.file,
					row,
					message: `${cells.length} cells under ${columns.length} columns`,
					remedy: 'give each row one cell a column, and put cells with commas in quotes'
				});
				return;
			}
			current = cells;
			onRow(cell, row);
		},
		finish() {
			if (columns) return;
			problems.add({
				file: shape.file,
				message: 'is empty',
				remedy: `start it with the columns ${shape.required.join(',')}`
			});
		}
	};
}

const nameColumns = (columns: readonly string[]) =>
	`name the ${columns.length === 1 ? 'column' : 'columns'} ${columns.join(',')}`;

function checkHeader(shape: TableShape, columns: readonly string[], problems: FileProblems): boolean {
	const { file, required, optional, isOpen } = shape;
	let isUsable = true;
	const refuse = (column: string, message: string, remedy: string) => {
		isUsable = false;
		problems.add({ file, row: 1, column, message, remedy });
	};
	for (const column of required) {
		if (!columns.includes(column)) refuse(column, 'is missing', nameColumns([...required, ...optional]));
	}
	const seen = new Set<string>();
	columns.forEach((column) => {
		const isRepeated = seen.has(column);
		seen.add(column);
		if (isRepeated) refuse(column, 'stands twice', 'remove one of both');
		else if (!isOpen && !required.includes(column) && !optional.includes(column)) {
			refuse(
				column,
				`${quoteCell(column)} is not a column of this file`,
				`remove it; the columns are ${[...required, ...optional].join(',')}`
			);
		}
	});
	return isUsable;
}
