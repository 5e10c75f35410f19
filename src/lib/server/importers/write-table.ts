import { neutralText } from './neutral-text';

/** What a written cell holds: text is never taken for a formula, a number stays a number. */
export type OutCell =
	| string
	| number
	| boolean
	| null
	| undefined
	/** a share, shown as a percentage: 0.123 stands as 12.3 % */
	| { readonly percent: number }
	/** ISO, a day */
	| { readonly date: string };

export interface OutColumn {
	readonly name: string;
	/** in characters */
	readonly width?: number;
}

export type OutRows = Iterable<readonly OutCell[]> | AsyncIterable<readonly OutCell[]>;

const chunkCharacters = 65_536;

/**
 * CSV as spreadsheets open it without asking: UTF-8 with a byte-order mark, commas, CRLF, quotes by RFC 4180. Rows are taken as
 * they come and nothing of them is kept. @param options.hasMark false: for programs, which take the mark for a part of the first name
 */
export async function* writeCsv(
	columns: readonly OutColumn[],
	rows: OutRows,
	options: { readonly hasMark?: boolean } = {}
): AsyncGenerator<Uint8Array> {
	const encoder = new TextEncoder();
	let text = `${options.hasMark === false ? '' : '\uFEFF'}${line(columns.map(({ name }) => name))}`;
	for await (const row of rows) {
		text += line(row);
		if (text.length < chunkCharacters) continue;
		yield encoder.encode(text);
		text = '';
	}
	if (text !== '') yield encoder.encode(text);
}

function line(cells: readonly OutCell[]): string {
	return `${cells.map((cell) => quoted(csvText(cell))).join(',')}\r\n`;
}

function csvText(cell: OutCell): string {
	if (cell === null || cell === undefined) return '';
	if (typeof cell === 'string') return neutralText(cell);
	if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
	if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
	return 'percent' in cell ? `${Number((cell.percent * 100).toPrecision(15))}%` : cell.date;
}

function quoted(text: string): string {
	return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
