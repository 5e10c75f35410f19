import type { SeriesFigure } from '../domain/indicator/series-figure';

export interface CsvUnit {
	readonly id: number;
	readonly code: string;
	readonly name: string;
}

const head =
	'indicator,unit,unit_name,period,value,numerator,denominator,missing_reason,qualifier,provenance,source,measure';

/**
 * Figures as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read Chinese): one row a unit and period, both rows
 * where a unit's own report and its roll-up stand side by side, and a row with `notReported` where there is nothing.
 */
export function trendCsv(
	indicator: { readonly code: string; readonly measure: string },
	units: readonly CsvUnit[],
	periods: readonly string[],
	figures: readonly SeriesFigure[]
): string {
	const cells = new Map<string, SeriesFigure[]>();
	for (const figure of figures) {
		const key = `${figure.unitId} ${figure.period}`;
		cells.set(key, [...(cells.get(key) ?? []), figure]);
	}
	const rows = units.flatMap((unit) =>
		periods.flatMap((period) =>
			(cells.get(`${unit.id} ${period}`) ?? [undefined]).map((figure) => [
				indicator.code,
				unit.code,
				unit.name,
				period,
				figure?.value ?? '',
				figure?.numerator ?? '',
				figure?.denominator ?? '',
				figure ? (figure.missingReason ?? '') : 'notReported',
				figure?.qualifier ?? '',
				figure?.provenance ?? '',
				figure?.source ?? '',
				indicator.measure
			])
		)
	);
	return `\uFEFF${[head, ...rows.map((row) => row.map(csvCell).join(','))].join('\r\n')}\r\n`;
}

/** Quoted where it must be. A text that a spreadsheet would take for a formula is kept from running by a leading apostrophe. */
function csvCell(value: string | number): string {
	if (typeof value === 'number') return String(value);
	const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
