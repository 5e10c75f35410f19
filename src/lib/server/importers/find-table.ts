import type { CellValue } from './row-source';

/** A row as the format has it, before anybody knows what it is. */
export interface RawRow {
	readonly row: number;
	cells: string[];
	typed?: (CellValue | undefined)[];
}

/** Cells that a workbook has merged, from 1, both ends included. */
export interface MergedRange {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
}

export interface FoundTable {
	/** position in the sample */
	readonly headerAt: number;
	readonly headerRows: number;
}

/** What is said about the header instead of being found out. */
export interface HeaderOptions {
	readonly headerRow?: number | undefined;
	readonly headerRows?: number | undefined;
}

/**
 * Where the header of a table is, by its first rows: below lines that have hardly a cell filled (title, source, unit of measure),
 * the first that is about as wide as most rows are, or else the first that says anything. Undefined where there is none.
 */
export function findTable(
	sample: readonly RawRow[],
	merges: readonly MergedRange[],
	said: HeaderOptions
): FoundTable | undefined {
	const headerAt =
		said.headerRow !== undefined
			? sample.findIndex((raw) => raw.row === said.headerRow)
			: firstWideRow(sample, merges);
	const first = sample[headerAt];
	if (!first) return undefined;
	const headerRows = said.headerRows ?? depthByMerges(first, merges);
	return { headerAt, headerRows };
}

function firstWideRow(sample: readonly RawRow[], merges: readonly MergedRange[]): number {
	const width = usualWidth(sample);
	const most = Math.max(1, Math.floor(width / 3));
	const wide = sample.findIndex((raw) => {
		const filled = filledCells(raw);
		return filled > 1 && (filled > most || isPartOfHeader(raw, merges));
	});
	return width > 1 && wide >= 0 ? wide : sample.findIndex((raw) => filledCells(raw) > 0);
}

/** Group names above several columns: few cells, yet a header. */
function isPartOfHeader(raw: RawRow, merges: readonly MergedRange[]): boolean {
	return merges.some((m) => m.top === raw.row && m.bottom > m.top);
}

/** How many rows a header takes up: as deep as its merged cells go, and one more below a name that spans columns. */
function depthByMerges(first: RawRow, merges: readonly MergedRange[]): number {
	let depth = 1;
	for (const { top, bottom, left, right } of merges) {
		if (top !== first.row) continue;
		depth = Math.max(depth, bottom - top + 1, right > left ? 2 : 1);
	}
	return depth;
}

/**
 * How many cells most rows have filled up to: of several equally frequent widths the widest. Rows of one cell count only where
 * hardly any has more: titles and notes may be more than the rows of a short table.
 */
function usualWidth(sample: readonly RawRow[]): number {
	const counts = new Map<number, number>();
	let all = 0;
	for (const raw of sample) {
		const width = lastFilled(raw.cells);
		if (width === 0) continue;
		counts.set(width, (counts.get(width) ?? 0) + 1);
		all++;
	}
	const single = counts.get(1) ?? 0;
	if (all - single >= all / 10) counts.delete(1);
	let best = 0;
	for (const [width, count] of counts) {
		const bestCount = counts.get(best) ?? 0;
		if (count > bestCount || (count === bestCount && width > best)) best = width;
	}
	return best;
}

/** The position after the last cell that holds something. */
export function lastFilled(cells: readonly string[]): number {
	for (let at = cells.length; at > 0; at--) if (cells[at - 1] !== '') return at;
	return 0;
}

export function isBlank(cells: readonly string[]): boolean {
	return cells.every((cell) => cell === '' || cell.trim() === '');
}

export function filledCells({ cells }: RawRow): number {
	let filled = 0;
	for (const cell of cells) if (cell.trim() !== '') filled++;
	return filled;
}

/** The names of columns from the rows of a header: what stands below each other joined, repetitions said once. */
export function columnNames(
	rows: readonly RawRow[],
	merges: readonly MergedRange[],
	width: number
): string[] {
	const names: string[] = [];
	const seenFrom = new Map<string, MergedRange>();
	for (let at = 0; at < width; at++) {
		const parts: string[] = [];
		let whole: MergedRange | undefined;
		rows.forEach((raw, line) => {
			const range = merges.find(
				(m) => m.top <= raw.row && raw.row <= m.bottom && m.left <= at + 1 && at + 1 <= m.right
			);
			const from = range ? rows.find((r) => r.row === range.top) : raw;
			// A name over several columns is filled over them only where a line below tells them apart.
			const column = range && (rows.length > 1 || range.left === at + 1) ? range.left - 1 : at;
			const part = oneLine((from ?? raw).cells[column] ?? '');
			if (part !== '' && part !== parts.at(-1)) parts.push(part);
			if (line === rows.length - 1) whole = range;
		});
		const name = parts.join(' / ');
		const earlier = seenFrom.get(name);
		names.push(earlier && earlier === whole ? '' : name);
		if (whole) seenFrom.set(name, whole);
	}
	return names;
}

function oneLine(text: string): string {
	return text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
}

const note =
	/^[\s\u3000]*[(（【[]?\s*(注|备注|附注|说明|填表说明|数据来源|资料来源|来源|制表|制表人|填报人|填表人|审核人|负责人|单位负责人|统计负责人|联系电话|填报日期|notes?|sources?|remarks?|data source)\s*[\d一二三四五六七八九十]*\s*[】)）\]]?\s*[:：.．、]/i;

/** Whether a row is a note below the table: 注：…, 数据来源：…, Source: … and nothing that could be a row of values. */
export function isNote(raw: RawRow): boolean {
	const first = raw.cells.find((cell) => cell.trim() !== '');
	return first !== undefined && filledCells(raw) <= 2 && note.test(first);
}
