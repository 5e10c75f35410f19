import type { ChartTable } from './chart';

/**
 * A cell as RFC 4180 wants it. A text that a spreadsheet would take for a formula gets an apostrophe before
 * it; numbers stay numbers, also negative ones.
 */
function csvField(raw: string | number | null): string {
	if (raw === null) return '';
	if (typeof raw === 'number') return Object.is(raw, -0) ? '0' : String(raw);
	const text = /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
	return /["\r\n,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table of a chart as CSV, with the mark by which spreadsheets know UTF-8. Missing values are empty. */
export function tableCsv({ columns, rows }: ChartTable): string {
	const lines = [columns.map(({ label }) => label), ...rows.map((row) => row.map(({ raw }) => raw))];
	return '\uFEFF' + lines.map((line) => line.map(csvField).join(',') + '\r\n').join('');
}
