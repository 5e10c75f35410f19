import { findPeriod, periodStart, type Period } from '../../domain/period/period';
import { missingReasons, type MissingReason } from '../../domain/scoring/missing-reason';
import { columnsOf, type Mapping, type WideValue } from './mapping';
import type { ProblemList } from './problems';
import type { SourceRow } from './read-csv';

/** One cell as it will be stored: a value, or a reason for its absence. */
export interface ImportedCell {
	readonly row: number;
	readonly unit: string;
	readonly indicator: string;
	readonly period: Period;
	readonly periodStart: string;
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly missingReason: MissingReason | null;
	readonly note: string | null;
}

/** How an indicator turns numerator and denominator into a value. */
export interface KnownIndicator {
	readonly code: string;
	readonly isPercent: boolean;
	readonly factor: number;
	readonly minimum: number | null;
	readonly maximum: number | null;
}

/** A unit as the rows tell of it: its name by the last row that has it, and the first day of its first period. */
export interface NamedUnit {
	readonly name: string;
	readonly since: string;
}

export interface MappedRows {
	readonly cells: readonly ImportedCell[];
	/** the units that the rows name, where the mapping lets units be made */
	readonly units: ReadonlyMap<string, NamedUnit>;
	readonly counts: { rows: number; filtered: number; duplicates: number };
}

type Reading = { value: number; note: string | null } | { missing: MissingReason } | { wrong: string };

/** Turns rows into cells by a mapping. Everything wrong goes to `problems`; cells are of use only if there are none. Pure. */
export function mapRows(
	mapping: Mapping,
	file: string,
	header: readonly string[],
	rows: readonly SourceRow[],
	indicators: ReadonlyMap<string, KnownIndicator>,
	isKnownUnit: (code: string) => boolean,
	problems: ProblemList
): MappedRows {
	const counts = { rows: rows.length, filtered: 0, duplicates: 0 };
	const units = new Map<string, NamedUnit>();
	const seen = new Map<string, ImportedCell>();
	for (const name of columnsOf(mapping)) {
		if (!header.includes(name)) {
			problems.add({
				file,
				row: 1,
				column: name,
				message: 'the mapping names this column and the file does not have it',
				remedy: `Its columns are: ${header.join(', ')}`
			});
		}
	}
	if (problems.count > 0) return { cells: [], units, counts };

	for (const { row, cells } of rows) {
		if (!passes(mapping, cells)) {
			counts.filtered++;
			continue;
		}
		const at = (name: string): string => (cells[name] ?? '').trim();
		const unitColumn = mapping.unit.column ?? '';
		const unit = mapping.unit.fixed ?? at(unitColumn);
		const wrongUnit = refuseUnit(unit, mapping, isKnownUnit);
		if (wrongUnit !== undefined) {
			problems.add({
				file,
				row,
				column: unitColumn,
				message: wrongUnit,
				remedy: 'Mend the code, leave the row out by a filter, or let the mapping create units'
			});
			continue;
		}
		const periodColumn = mapping.period?.column ?? '';
		const periodText = mapping.period?.fixed ?? at(periodColumn);
		const period = findPeriod(periodText);
		if (!period || (mapping.period?.kind && period.kind !== mapping.period.kind)) {
			problems.add({
				file,
				row,
				column: periodColumn,
				message: `"${periodText}" is no ${mapping.period?.kind ?? 'period'}`,
				remedy: 'Write 2026-03, 2026-Q1, 2026-H1 or 2026'
			});
			continue;
		}
		if (mapping.unit.create) {
			const start = periodStart(period);
			const before = units.get(unit)?.since ?? start;
			const name = (at(mapping.unit.create.nameColumn ?? unitColumn) || unit).slice(0, longestUnitText);
			units.set(unit, { name, since: start < before ? start : before });
		}
		for (const cell of cellsOf(mapping, file, row, at, indicators, problems)) {
			const whole: ImportedCell = { ...cell, row, unit, period, periodStart: periodStart(period) };
			const key = JSON.stringify([unit, cell.indicator, period.code]);
			const earlier = seen.get(key);
			if (!earlier) seen.set(key, whole);
			else if (mapping.duplicates === 'dropIdentical' && saysTheSame(earlier, whole)) counts.duplicates++;
			else {
				problems.add({
					file,
					row,
					column: unitColumn,
					message: `${unit}, ${cell.indicator}, ${period.code} stands already in row ${earlier.row}${
						saysTheSame(earlier, whole) ? '' : ' with another value'
					}`,
					remedy: 'Leave one of the two rows'
				});
			}
		}
	}
	return { cells: [...seen.values()], units, counts };
}

/** Characters of a unit's code and name at most. */
const longestUnitText = 200;

function refuseUnit(
	unit: string,
	mapping: Mapping,
	isKnownUnit: (code: string) => boolean
): string | undefined {
	if (unit === '') return 'no unit is named';
	if (unit.length > longestUnitText) {
		return `"${shorten(unit)}" is longer than a unit's code may be (${longestUnitText} characters)`;
	}
	if (!mapping.unit.create && !isKnownUnit(unit)) return `"${unit}" is no unit of this installation`;
	return undefined;
}

function passes(mapping: Mapping, cells: Readonly<Record<string, string>>): boolean {
	return mapping.where.every((f) => {
		const text = (cells[f.column] ?? '').trim();
		return f.in ? f.in.includes(text) : !f.notIn!.includes(text);
	});
}

type CellCore = Omit<ImportedCell, 'row' | 'unit' | 'period' | 'periodStart'>;

function cellsOf(
	mapping: Mapping,
	file: string,
	row: number,
	at: (column: string) => string,
	indicators: ReadonlyMap<string, KnownIndicator>,
	problems: ProblemList
): CellCore[] {
	const wanted: (WideValue & { reason?: string })[] = mapping.values
		? [...mapping.values]
		: [
				{
					indicator:
						mapping.indicator!.codes?.[at(mapping.indicator!.column)] ?? at(mapping.indicator!.column),
					column: mapping.value!.column!,
					...(mapping.value!.reasonColumn ? { reason: at(mapping.value!.reasonColumn) } : {})
				}
			];
	const found: CellCore[] = [];
	for (const want of wanted) {
		const indicator = indicators.get(want.indicator);
		if (!indicator) {
			problems.add({
				file,
				row,
				...(mapping.indicator ? { column: mapping.indicator.column } : {}),
				message: `"${want.indicator}" is no indicator of this installation`,
				remedy: 'Mend the code, or name a file of indicators in the mapping'
			});
			continue;
		}
		const columns = want.column !== undefined ? [want.column] : [want.numerator!, want.denominator!];
		const readings = columns.map((column) => readCell(at(column), mapping, want.reason));
		const wrongAt = readings.findIndex((r) => 'wrong' in r);
		if (wrongAt >= 0) {
			problems.add({
				file,
				row,
				column: columns[wrongAt]!,
				message: (readings[wrongAt] as { wrong: string }).wrong,
				remedy:
					'Write a plain number, leave the cell empty, or name this text under "missing" or "replace" in the mapping'
			});
			continue;
		}
		const cell = composeCell(want, indicator, readings as Exclude<Reading, { wrong: string }>[]);
		const outside =
			cell.value !== null &&
			((indicator.minimum !== null && cell.value < indicator.minimum) ||
				(indicator.maximum !== null && cell.value > indicator.maximum));
		if (outside || (cell.value !== null && !Number.isFinite(cell.value))) {
			problems.add({
				file,
				row,
				column: columns[0]!,
				message: `${cell.value} lies outside what ${indicator.code} can be (${indicator.minimum ?? '−∞'} to ${indicator.maximum ?? '∞'})`,
				remedy: want.numerator ? 'Check the numerator and the denominator' : 'Check the value and its unit'
			});
			continue;
		}
		found.push(cell);
	}
	return found;
}

function composeCell(
	want: WideValue,
	indicator: KnownIndicator,
	readings: readonly Exclude<Reading, { wrong: string }>[]
): CellCore {
	const base = {
		indicator: indicator.code,
		value: null,
		numerator: null,
		denominator: null,
		missingReason: null,
		note: null
	};
	const absent = readings.find((r) => 'missing' in r);
	if (absent) return { ...base, missingReason: (absent as { missing: MissingReason }).missing };
	const [first, second] = readings as { value: number; note: string | null }[];
	const note = first?.note ?? second?.note ?? null;
	if (!second) return { ...base, value: first!.value, note };
	if (second.value === 0) return { ...base, missingReason: want.zeroDenominator ?? 'notApplicable', note };
	return {
		...base,
		value: ((indicator.isPercent ? 100 : indicator.factor) * first!.value) / second.value,
		numerator: first!.value,
		denominator: second.value,
		note
	};
}

/** Whole numbers are exact up to here (2⁵³ − 1); what lies beyond is a slip of the file. */
const largestValue = Number.MAX_SAFE_INTEGER;

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function readCell(text: string, mapping: Mapping, reason: string | undefined): Reading {
	const listed = Object.hasOwn(mapping.missing, text) ? mapping.missing[text] : undefined;
	if (listed) return { missing: listed };
	if (Object.hasOwn(mapping.replace, text)) return mapping.replace[text]!;
	if (text === '') {
		if (reason === undefined || reason === '') return { missing: 'notReported' };
		const known = missingReasons.find((r) => r === reason);
		return known
			? { missing: known }
			: { wrong: `"${reason}" is no reason for a missing value (${missingReasons.join(', ')})` };
	}
	const bare = mapping.groupSeparator === '' ? text : ungrouped(text, mapping.groupSeparator);
	if (bare === undefined || !plainNumber.test(bare)) return { wrong: `"${shorten(text)}" is no number` };
	const value = Number(bare);
	return Math.abs(value) <= largestValue
		? { value, note: null }
		: {
				wrong: `"${shorten(text)}" is too large to be a number that is kept exactly (at most ${largestValue})`
			};
}

/** `1,234,567.8` without its commas, or undefined where they do not stand between threes. */
function ungrouped(text: string, separator: string): string | undefined {
	if (!text.includes(separator)) return text;
	const [whole = '', ...rest] = text.split('.');
	const groups = whole.replace(/^[+-]/, '').split(separator);
	const isGrouped = /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((g) => /^\d{3}$/.test(g));
	return isGrouped ? [whole.split(separator).join(''), ...rest].join('.') : undefined;
}

function shorten(text: string): string {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function saysTheSame(a: ImportedCell, b: ImportedCell): boolean {
	return (
		a.value === b.value &&
		a.numerator === b.numerator &&
		a.denominator === b.denominator &&
		a.missingReason === b.missingReason
	);
}
