import {
	columnNames,
	filledCells,
	findTable,
	isBlank,
	isNote,
	lastFilled,
	type MergedRange,
	type RawRow
} from './find-table';
import { restoreText } from './neutral-text';
import { refuseFile } from './refuse-file';
import type { RowSource, SourceLimits, SourceOptions, SourceRow } from './row-source';

const apostrophe = 39;

/** Rows by which header and width are found out. */
const sampleRows = 200;
/** Rows that may be notes below the table, until there are too many of them to be. */
const mostNotes = 200;

export interface RawTable {
	readonly name: string;
	readonly raw: AsyncIterable<RawRow[]>;
	readonly merges: readonly MergedRange[];
	/** a sheet has no row ends: what is missing on the right is empty, and a header is as wide as its rows */
	readonly isPadded: boolean;
}

type Table = Pick<RowSource, 'headerRow' | 'headerRows' | 'header' | 'preamble' | 'footer' | 'rows'>;

/**
 * Finds header, preamble and notes in rows as a format has them, and hands on what is between as rows of the table.
 * @throws DomainError `importRefused`
 */
export async function openTable(
	{ name, raw, merges, isPadded }: RawTable,
	options: SourceOptions,
	limits: SourceLimits
): Promise<Table> {
	const iterator = raw[Symbol.asyncIterator]();
	const sample: RawRow[] = [];
	const wanted = Math.max(sampleRows, (options.headerRow ?? 0) + (options.headerRows ?? 1) + 1);
	while (sample.length < wanted) {
		const { value, done } = await iterator.next();
		if (done) break;
		for (const row of value) sample.push(row);
	}
	if (sample.every(({ cells }) => isBlank(cells))) {
		throw refuseFile('empty', {
			file: name,
			message: 'there is nothing in it',
			remedy: 'It needs a header and rows'
		});
	}
	const found = findTable(sample, merges, options);
	if (!found) {
		throw refuseFile('noHeader', {
			file: name,
			...(options.headerRow ? { row: options.headerRow } : {}),
			message: 'there is no header in this row',
			remedy: 'Say in which row the names of the columns are'
		});
	}
	const first = sample[found.headerAt]!;
	const lastHeaderRow = first.row + found.headerRows - 1;
	const headerLines = sample.filter((r) => r.row >= first.row && r.row <= lastHeaderRow);
	const rest = sample.filter((r) => r.row > lastHeaderRow);
	const width = isPadded
		? Math.max(
				...headerLines.map(widthOf(merges)),
				...rest.filter((r) => !isNote(r)).map((r) => lastFilled(r.cells))
			)
		: Math.max(...headerLines.map((r) => r.cells.length));
	const header = columnNames(headerLines, merges, width);
	checkHeader(name, header, first.row, limits);
	const preamble = sample
		.filter((r) => r.row < first.row && !isBlank(r.cells))
		.map((r) =>
			r.cells
				.map((cell) => cell.trim())
				.filter((cell) => cell !== '')
				.join(' ')
		);
	const footer: string[] = [];

	async function* batches(): AsyncGenerator<readonly SourceRow[]> {
		const reader = new RowReader(name, header, isPadded, options.skipFooter ?? true, limits);
		let read = reader.take(rest);
		for (;;) {
			if (read.length > 0) yield read;
			const { value, done } = await iterator.next();
			if (done) break;
			read = reader.take(value);
		}
		reader.finish(footer);
	}
	return { headerRow: first.row, headerRows: found.headerRows, header, preamble, footer, rows: batches };
}

function widthOf(merges: readonly MergedRange[]) {
	return (raw: RawRow): number =>
		merges.reduce(
			(width, m) => (m.top <= raw.row && raw.row <= m.bottom ? Math.max(width, m.right) : width),
			lastFilled(raw.cells)
		);
}

function checkHeader(file: string, header: readonly string[], row: number, limits: SourceLimits): void {
	if (header.length > limits.columns) {
		throw refuseFile('tooManyColumns', {
			file,
			row,
			message: `more than ${limits.columns} columns`,
			remedy: 'Leave out the columns that nobody needs'
		});
	}
	const zero = header.findIndex((text) => text.includes('\0'));
	if (zero >= 0) throw nullCharacter(file, row, String(zero + 1));
	const seen = new Set<string>();
	for (const column of header) {
		if (column !== '' && seen.has(column)) {
			throw refuseFile('repeatedColumn', {
				file,
				row,
				column,
				message: 'the header names this column twice',
				remedy: 'Rename one of them'
			});
		}
		seen.add(column);
	}
}

function nullCharacter(file: string, row: number, column: string): Error {
	return refuseFile('nullCharacter', {
		file,
		row,
		column,
		message: 'holds the character U+0000',
		remedy: 'Say which encoding the file has, or save it as UTF-8'
	});
}

/** Tells rows from blanks and notes as they come. */
class RowReader {
	#count = 0;
	#notes: RawRow[] = [];

	constructor(
		readonly file: string,
		readonly header: readonly string[],
		readonly isPadded: boolean,
		readonly skipNotes: boolean,
		readonly limits: SourceLimits
	) {}

	take(raw: readonly RawRow[]): SourceRow[] {
		const rows: SourceRow[] = [];
		for (const entry of raw) {
			if (isBlank(entry.cells)) continue;
			if (this.skipNotes && (isNote(entry) || (this.#notes.length > 0 && filledCells(entry) === 1))) {
				this.#notes.push(entry);
				if (this.#notes.length > mostNotes) this.#giveBack(rows);
				continue;
			}
			// What looked like a note in the middle of the table is a row, right or wrong.
			if (this.#notes.length > 0) this.#giveBack(rows);
			rows.push(this.#row(entry));
		}
		return rows;
	}

	finish(footer: string[]): void {
		for (const { cells } of this.#notes)
			footer.push(
				cells
					.map((cell) => cell.trim())
					.join(' ')
					.trim()
			);
		if (this.#count > 0) return;
		throw refuseFile('noRows', {
			file: this.file,
			message: 'the file has a header and no rows',
			remedy: 'There is nothing to import'
		});
	}

	#giveBack(rows: SourceRow[]): void {
		for (const entry of this.#notes) rows.push(this.#row(entry));
		this.#notes = [];
	}

	#row(raw: RawRow): SourceRow {
		if (++this.#count > this.limits.rows) {
			throw refuseFile('tooManyRows', {
				file: this.file,
				row: raw.row,
				message: `more than ${this.limits.rows} rows`,
				remedy: 'Split the file'
			});
		}
		const { cells } = raw;
		for (let at = 0; at < cells.length; at++) {
			if (cells[at]!.charCodeAt(0) === apostrophe) cells[at] = restoreText(cells[at]!);
			if (cells[at]!.includes('\0'))
				throw nullCharacter(this.file, raw.row, this.header[at] || String(at + 1));
		}
		const width = this.header.length;
		if (cells.length === width) return raw;
		if (this.isPadded && lastFilled(cells) <= width) {
			while (cells.length < width) cells.push('');
			cells.length = width;
			return raw;
		}
		const message = `${this.isPadded ? lastFilled(cells) : cells.length} cells under a header of ${width}`;
		const remedy = this.isPadded
			? 'Empty the cells beside the table, or give their column a name'
			: 'Check the delimiter and the quotes of this row';
		return { ...raw, problem: { reason: 'cellCount', message, remedy } };
	}
}
