/** What a cell holds where its format knows types. Text and empty cells have no typed value: their text says all. */
export type CellValue =
	| { readonly kind: 'number'; readonly value: number }
	/** a share that the workbook shows as a percentage: 0.123 stands as 12.3 % on the sheet */
	| { readonly kind: 'percent'; readonly value: number }
	/** ISO: `2026-03-01`, with a time `2026-03-01T08:30:00`; text shows as much of it as the sheet does (`2026-03` for 2026年3月) */
	| { readonly kind: 'date'; readonly iso: string }
	| { readonly kind: 'boolean'; readonly value: boolean }
	/** an error that a formula left: `#N/A`, `#DIV/0!` … A missing value with its reason, never a zero. */
	| { readonly kind: 'error'; readonly code: string };

/** What is wrong with one row as a row, so that the others can still be read. */
export interface RowProblem {
	readonly reason: 'cellCount' | 'unknownKey';
	readonly message: string;
	readonly remedy: string;
}

/** A data row with its place in the file. */
export interface SourceRow {
	/** counted as a spreadsheet does: blank rows count, a cell of several lines is one row; of JSON, the entries from 1 */
	readonly row: number;
	/** as many as `header`, unless `problem` says otherwise; an empty cell is '' */
	readonly cells: readonly string[];
	/** by position, holes where the text says all; absent where the format knows no types (CSV) */
	readonly typed?: readonly (CellValue | undefined)[];
	readonly problem?: RowProblem;
}

export const sourceFormats = ['csv', 'xlsx', 'json'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

export const sourceEncodings = [
	'utf-8',
	'utf-16le',
	'utf-16be',
	'gb18030',
	'big5',
	'shift_jis',
	'euc-kr',
	'windows-1252'
] as const;
export type SourceEncoding = (typeof sourceEncodings)[number];

/** A table in a file, whatever the file is: what stands before it, its header, and its rows as they come. */
export interface RowSource {
	readonly format: SourceFormat;
	/** all sheets of a workbook, in their order */
	readonly sheets?: readonly string[];
	/** the sheet that is read */
	readonly sheet?: string;
	readonly encoding?: SourceEncoding;
	readonly delimiter?: string;
	/** the row in which the header begins, counted from 1; 0 for JSON, which has none */
	readonly headerRow: number;
	/** how many rows it takes up; cells below each other are joined by " / " */
	readonly headerRows: number;
	readonly header: readonly string[];
	/** lines above the header (title, source, unit of measure), their cells joined by a space */
	readonly preamble: readonly string[];
	/** notes below the table, left out of the rows; complete when `rows()` has ended */
	readonly footer: readonly string[];
	/**
	 * Batches of about a thousand rows; call it once. Blank rows are passed over.
	 * @throws DomainError `importRefused` for what makes the rest unreadable
	 */
	rows(): AsyncIterable<readonly SourceRow[]>;
	/** Lets go of the file and of a thread; also called by the end of `rows()`. May be called twice. */
	close(): Promise<void>;
}

export interface SourceFile {
	/** as people know it; stands in every message */
	readonly name: string;
	readonly path?: string;
	readonly bytes?: Uint8Array;
}

/** What is found out where it is not said. */
export interface SourceOptions {
	readonly format?: SourceFormat;
	readonly sheet?: string;
	readonly encoding?: SourceEncoding;
	readonly delimiter?: string;
	/** the row in which the header begins, from 1 */
	readonly headerRow?: number;
	/** how many rows the header takes up */
	readonly headerRows?: number;
	/** leave notes below the table out (default); false takes them for rows */
	readonly skipFooter?: boolean;
}

/** What one file may cost. */
export interface SourceLimits {
	/** of the file as it lies there */
	readonly bytes: number;
	readonly rows: number;
	readonly columns: number;
	readonly cellCharacters: number;
	/** of all that a workbook unpacks to */
	readonly expandedBytes: number;
	/** of reading; the time in which nobody asks for rows does not count */
	readonly seconds: number;
}

export const sourceLimits: SourceLimits = {
	bytes: 200_000_000,
	rows: 1_000_000,
	columns: 1000,
	cellCharacters: 32_767,
	expandedBytes: 500_000_000,
	seconds: 120
};
