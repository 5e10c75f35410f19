import type { MergedRange, RawRow } from '../find-table';
import { refuseFile } from '../refuse-file';
import type { CellValue, SourceLimits } from '../row-source';
import type { Archive } from './archive';
import { numberCell, type ReadCell } from './cell-value';
import { unescapeText, type Workbook } from './workbook';
import { cellTooLong, readXml, type Attributes } from './xml-parts';

const batchRows = 1000;
/** Rows that a sheet can have. */
const lastRow = 1_048_576;

/**
 * The rows of a sheet, hidden ones too: each cell as text and as what it is, formulas by the value they had when the file was
 * saved. Text and dates of cells that are merged downwards are filled down: the province that stands once beside its cities.
 * Numbers are not: a value that stands once is one value.
 */
export async function* sheetRows(
	archive: Archive,
	part: string,
	workbook: Workbook,
	merges: readonly MergedRange[],
	limits: SourceLimits
): AsyncGenerator<RawRow[], undefined> {
	const reader = new SheetReader(archive.name, workbook, merges, limits);
	for await (const _ of readXml(archive, part, reader, limits)) {
		if (reader.rows.length >= batchRows) yield reader.takeRows();
	}
	yield reader.takeRows();
	return undefined;
}

class SheetReader {
	rows: RawRow[] = [];
	#row: RawRow = { row: 0, cells: [] };
	#isInData = false;
	#column = 0;
	#type = 'n';
	#style = 0;
	#text = '';
	#isText = false;
	#isReading = false;
	readonly #down: FillDown;

	constructor(
		readonly file: string,
		readonly workbook: Workbook,
		merges: readonly MergedRange[],
		readonly limits: SourceLimits
	) {
		this.#down = new FillDown(merges);
	}

	takeRows(): RawRow[] {
		const taken = this.rows;
		this.rows = [];
		return taken;
	}

	open(name: string, attributes: Attributes): void {
		if (name === 'sheetData') this.#isInData = true;
		if (!this.#isInData) return;
		if (name === 'c') this.#openCell(attributes);
		else if (name === 'v') this.#isText = true;
		else if (name === 't') this.#isText = !this.#isReading;
		else if (name === 'rPh') this.#isReading = true;
		else if (name === 'row') this.#openRow(attributes);
	}

	text(piece: string): void {
		if (!this.#isText) return;
		this.#text += piece;
		if (this.#text.length > this.limits.cellCharacters) {
			throw cellTooLong(this.file, this.limits, this.#row.row);
		}
	}

	close(name: string): void {
		if (!this.#isInData) return;
		if (name === 'v' || name === 't') this.#isText = false;
		else if (name === 'rPh') this.#isReading = false;
		else if (name === 'c') this.#closeCell();
		else if (name === 'row') {
			this.#down.apply(this.#row);
			this.rows.push(this.#row);
		} else if (name === 'sheetData') this.#isInData = false;
	}

	#openRow({ r }: Attributes): void {
		const said = Number(r);
		// Some writers leave the numbers out; they never go back.
		const row = Number.isInteger(said) && said > this.#row.row && said <= lastRow ? said : this.#row.row + 1;
		this.#row = { row, cells: [] };
		this.#column = 0;
	}

	#openCell({ r, t = 'n', s = '0' }: Attributes): void {
		const said = r === undefined ? 0 : columnNumber(r);
		this.#column = said > this.#column ? said : this.#column + 1;
		this.#type = t;
		this.#style = Number(s);
		this.#text = '';
	}

	#closeCell(): void {
		if (this.#text === '') return;
		if (this.#column > this.limits.columns) {
			throw refuseFile('tooManyColumns', {
				file: this.file,
				row: this.#row.row,
				message: `something stands beyond column ${this.limits.columns}`,
				remedy: 'Leave out the columns that nobody needs'
			});
		}
		const { text, typed } = this.#read();
		const { cells } = this.#row;
		while (cells.length < this.#column) cells.push('');
		cells[this.#column - 1] = text;
		if (typed) put((this.#row.typed ??= []), this.#column - 1, typed);
	}

	#read(): ReadCell {
		const text = this.#text;
		switch (this.#type) {
			case 's':
				return { text: this.workbook.strings[Number(text)] ?? '' };
			case 'b':
				return { text: text === '1' ? 'TRUE' : 'FALSE', typed: { kind: 'boolean', value: text === '1' } };
			case 'e':
				return { text, typed: { kind: 'error', code: text } };
			case 'd':
				return { text: text.replace(/T00:00:00(\.0+)?Z?$/, ''), typed: { kind: 'date', iso: text } };
			case 'str':
			case 'inlineStr':
				return { text: unescapeText(text) };
			default: {
				const value = Number(text);
				if (!Number.isFinite(value)) return { text };
				return numberCell(value, this.workbook.formats[this.#style] ?? 'number', this.workbook.is1904);
			}
		}
	}
}

function put(typed: (CellValue | undefined)[], at: number, value: CellValue): void {
	while (typed.length < at) typed.push(undefined);
	typed[at] = value;
}

/** Fills what was merged downwards. Rows come in order, so only the ranges that are open are looked at. */
class FillDown {
	readonly #waiting: MergedRange[];
	#open: { range: MergedRange; text: string; typed: CellValue | undefined }[] = [];

	constructor(merges: readonly MergedRange[]) {
		// Taken from the end.
		this.#waiting = merges.filter((m) => m.bottom > m.top).sort((a, b) => b.top - a.top);
	}

	apply(raw: RawRow): void {
		this.#open = this.#open.filter(({ range }) => range.bottom >= raw.row);
		for (const { range, text, typed } of this.#open) {
			while (raw.cells.length < range.left) raw.cells.push('');
			if (raw.cells[range.left - 1] !== '') continue;
			raw.cells[range.left - 1] = text;
			if (typed) put((raw.typed ??= []), range.left - 1, typed);
		}
		for (let next = this.#waiting.at(-1); next && next.top <= raw.row; next = this.#waiting.at(-1)) {
			this.#waiting.pop();
			const text = raw.cells[next.left - 1] ?? '';
			const typed = raw.typed?.[next.left - 1];
			if (next.top !== raw.row || text === '' || (typed && typed.kind !== 'date')) continue;
			this.#open.push({ range: next, text, typed });
		}
	}
}

/** The column of `AB12`, from 1. */
export function columnNumber(reference: string): number {
	let column = 0;
	for (let at = 0; at < reference.length && at < 4; at++) {
		const code = reference.charCodeAt(at) & ~32;
		if (code < 65 || code > 90) break;
		column = column * 26 + code - 64;
	}
	return column;
}
