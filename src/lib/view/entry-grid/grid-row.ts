import type { EntryCell } from '../../domain/indicator/entry-sheet';
import type { Indicator } from '../../domain/indicator/indicator';
import type { PeerRange, PeerRanges } from '../../domain/indicator/peer-range';
import { findJump, type Jump } from '../../domain/indicator/plausibility';
import {
	entryShape,
	readEntry,
	type EntryProblem,
	type EntryShape,
	type TypedEntry
} from '../../domain/indicator/read-entry';
import type { SeriesFigure } from '../../domain/indicator/series-figure';
import type { LocalisedText } from '../../domain/framework/localised-text';
import { gridCellOf, type GridCell, type GridRefusal } from './grid-cell';

export type GridField = keyof TypedEntry;

export type GridColumn = 'name' | GridField | 'state' | 'previous' | 'lastYear' | 'peers' | 'evidence';

/** Columns in their order; the first stays in sight. */
export const gridColumns: readonly GridColumn[] = [
	...(['name', 'state', 'numerator', 'denominator', 'value', 'distribution', 'reason', 'note'] as const),
	...(['previous', 'lastYear', 'peers', 'evidence'] as const)
];

/** One indicator of the grid. */
export interface GridRow {
	/** SlickGrid's name for a row's key */
	readonly id: string;
	readonly code: string;
	readonly indicator: Indicator;
	readonly dimension: LocalisedText | undefined;
	readonly shape: EntryShape;
	/** as it is stored */
	readonly stored: GridCell;
	/** as it stands in the grid */
	readonly fields: TypedEntry;
	readonly isConfirmed: boolean;
	readonly justification: string;
	/** typed and not stored yet */
	readonly isUnsaved: boolean;
	/** the value that the fields come to; null where they come to nothing */
	readonly value: number | null;
	readonly problems: readonly EntryProblem[];
	/** the value lies far outside of what was usual */
	readonly jump: Jump | undefined;
	/** what the server had against it, until it is typed in again */
	readonly refusal: GridRefusal | undefined;
	readonly previous: SeriesFigure | undefined;
	readonly lastYear: SeriesFigure | undefined;
	readonly peer: PeerRange | undefined;
	readonly history: readonly number[];
}

export function gridRows(
	cells: readonly EntryCell[],
	isPeriodOpen: boolean,
	peers: PeerRanges | undefined
): GridRow[] {
	return cells.map((cell) => {
		const stored = gridCellOf(cell, isPeriodOpen);
		return judged({
			id: stored.code,
			code: stored.code,
			indicator: cell.indicator,
			dimension: cell.dimension?.spec.name,
			shape: entryShape(cell.indicator),
			stored,
			fields: stored.fields,
			isConfirmed: false,
			justification: stored.justification,
			isUnsaved: false,
			value: null,
			problems: [],
			jump: undefined,
			refusal: undefined,
			previous: cell.previous,
			lastYear: cell.lastYear,
			peer: peers?.ranges[cell.indicator.code],
			history: cell.history
		});
	});
}

/** A row with everything that follows from its fields. */
export function judged(row: GridRow): GridRow {
	const reading = readEntry(row.indicator, row.fields);
	const value = reading.kind === 'problems' ? null : reading.entry.value;
	return {
		...row,
		value,
		problems: row.stored.isLocked || reading.kind !== 'problems' ? [] : reading.problems,
		jump:
			value === null || row.stored.isLocked ? undefined : findJump(value, row.history, row.indicator.decimals)
	};
}

/** Whether a column of a row can be typed in. */
export function isEditable(row: Pick<GridRow, 'shape' | 'stored'>, column: GridColumn): column is GridField {
	if (row.stored.isLocked) return false;
	if (column === 'reason' || column === 'note') return true;
	if (column === 'value') return row.shape === 'value';
	if (column === 'distribution') return row.shape === 'distribution';
	return (column === 'numerator' || column === 'denominator') && row.shape === 'ratio';
}

/** Counted cases in one line, as they stand in the grid: `1 3 0; 2 4 1`. */
export function casesToLine(text: string): string {
	return text
		.split('\n')
		.map((line) => line.trim().replace(/\t/g, ' '))
		.filter(Boolean)
		.join('; ');
}

/** Counted cases as a field holds them, a line each, from one line or several. */
export function lineToCases(text: string): string {
	return text
		.normalize('NFKC')
		.split(/[;\n\r]+/)
		.map((line) =>
			line
				.trim()
				.split(/[\s,]+/)
				.join('\t')
		)
		.filter(Boolean)
		.join('\n');
}

/** What stands in a cell of the grid, to be typed over or copied. */
export function textOf(row: GridRow, field: GridField): string {
	return field === 'distribution' ? casesToLine(row.fields.distribution) : row.fields[field];
}
