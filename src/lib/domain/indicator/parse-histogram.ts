import type { Histogram } from './indicator';
import { parseNumber } from './parse-number';

export type HistogramProblemCode =
	'columns' | 'notANumber' | 'notACount' | 'outOfBounds' | 'twice' | 'tooLong' | 'nothingCounted';

/** What is wrong with which line, counted from 1 as an editor does; `text` is what stands there. */
export interface HistogramProblem {
	readonly line: number;
	readonly code: HistogramProblemCode;
	readonly text: string;
}

export type ParsedHistogram =
	| { readonly kind: 'empty' }
	| { readonly kind: 'histogram'; readonly histogram: Histogram }
	| { readonly kind: 'problems'; readonly problems: readonly HistogramProblem[] };

const longest = 400;

/**
 * Tickets counted, a line each: `value answered [waiting]`, apart by tabs, commas, semicolons or blanks, so that a block of
 * cells pasted from a spreadsheet is read as it is. A first line of words is its heading. Bounds are those of the value.
 */
export function parseHistogram(
	text: string,
	bounds: { readonly minimum: number | null; readonly maximum: number | null }
): ParsedHistogram {
	const lines = text.normalize('NFKC').split(/\r\n|\r|\n/);
	if (lines.every((line) => line.trim() === '')) return { kind: 'empty' };
	const problems: HistogramProblem[] = [];
	const rows = new Map<number, readonly [number, number, number]>();
	const first = lines.findIndex((line) => line.trim() !== '');
	lines.forEach((line, index) => {
		if (line.trim() === '' || (index === first && isHeading(line))) return;
		const row = readLine(line, bounds);
		if (typeof row === 'string') problems.push({ line: index + 1, code: row, text: line.trim() });
		else if (rows.has(row[0])) problems.push({ line: index + 1, code: 'twice', text: line.trim() });
		else rows.set(row[0], row);
	});
	if (rows.size > longest) problems.push({ line: lines.length, code: 'tooLong', text: String(rows.size) });
	if (problems.length > 0) return { kind: 'problems', problems };
	const histogram = [...rows.values()].filter(([, a, w]) => a + w > 0).sort((a, b) => a[0] - b[0]);
	if (histogram.length === 0) {
		return { kind: 'problems', problems: [{ line: first + 1, code: 'nothingCounted', text: '' }] };
	}
	return { kind: 'histogram', histogram };
}

function isHeading(line: string): boolean {
	return !/\d/.test(line);
}

function readLine(
	line: string,
	bounds: { readonly minimum: number | null; readonly maximum: number | null }
): readonly [number, number, number] | HistogramProblemCode {
	const cells = line.trim().split(/\s*[\t,;]\s*|\s+/);
	if (cells.length < 2 || cells.length > 3) return 'columns';
	const numbers = cells.map((cell) => parseNumber(cell));
	if (numbers.some((parsed) => parsed.kind === 'problem')) return 'notANumber';
	const [value, answered, waiting] = numbers.map((parsed) => (parsed.kind === 'number' ? parsed.value : 0));
	if (value === undefined || answered === undefined) return 'columns';
	if ((bounds.minimum ?? -Infinity) > value || value > (bounds.maximum ?? Infinity)) return 'outOfBounds';
	const counts = [answered, waiting ?? 0];
	if (counts.some((count) => !Number.isSafeInteger(count) || count < 0)) return 'notACount';
	return [value, answered, waiting ?? 0];
}

/** The text of a stored distribution, which `parseHistogram` reads back to the same rows. */
export function histogramForField(histogram: Histogram | null | undefined): string {
	return (histogram ?? []).map((row) => row.join('\t')).join('\n');
}
