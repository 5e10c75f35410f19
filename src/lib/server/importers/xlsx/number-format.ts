/** What a number format makes of a number. Of a date, how much of it the sheet shows. */
export type FormatKind = 'number' | 'percent' | 'date' | 'month' | 'year';

/**
 * Formats that a workbook names by number alone. 27–36 and 50–58 are those of Chinese Excel (27: 2026年3月).
 */
const builtIn: Readonly<Record<number, FormatKind>> = {
	9: 'percent',
	10: 'percent',
	...forAll('date', [14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58]),
	...forAll('month', [17, 27, 36, 50, 52, 57])
};

export function formatKind(id: number, code: string | undefined): FormatKind {
	return code === undefined ? (builtIn[id] ?? 'number') : kindOfCode(code);
}

function kindOfCode(code: string): FormatKind {
	const [first = ''] = code
		.replace(/"[^"]*"/g, '')
		.replace(/\\./g, '')
		.replace(/[_*]./g, '')
		.replace(/\[[^\]]*\]/g, '')
		.split(';');
	const letters = first.replace(/general|e[+-]/gi, '').toLowerCase();
	if (letters.includes('%')) return 'percent';
	const hasDay = letters.includes('d');
	const hasYear = /[ye]/.test(letters);
	const hasClock = /[hs]/.test(letters);
	const hasMonth = letters.includes('m') && (!hasClock || hasDay || hasYear);
	if (hasDay) return 'date';
	if (hasYear && hasMonth) return 'month';
	if (hasYear) return 'year';
	// A month without its year shows less than the cell holds.
	return hasMonth ? 'date' : 'number';
}

function forAll(kind: FormatKind, ids: readonly number[]): Record<number, FormatKind> {
	return Object.fromEntries(ids.map((id) => [id, kind]));
}
