import type { FrameworkDefinition } from '../../framework/definition';
import { missingRulesOf } from '../../framework/missing-rules';
import { indicatorsOf } from '../../framework/tree';
import { comparePeriods, findPeriod, periodsBetween } from '../../period/period';
import type { IndicatorColumn, LastKnownValue } from '../input';
import { missingReasons, type MissingReason } from '../missing-reason';
import { contractNumber } from './contract-number';
import { quoteCell, type FileProblems } from './file-problems';
import { tableReader, type TableReader } from './table-reader';

export interface DataReader {
	readonly reader: TableReader;
	/** Units and columns of the selected period; call it once the whole file was read. */
	finishColumns(): { units: readonly string[]; columns: ReadonlyMap<string, IndicatorColumn> };
}

interface Column {
	readonly values: number[];
	readonly seen: boolean[];
	readonly reasons: (MissingReason | undefined)[];
	readonly lastKnown: (LastKnownValue | undefined)[];
	readonly takesLastKnown: boolean;
}

const isReason = (text: string): text is MissingReason =>
	(missingReasons as readonly string[]).includes(text);

/**
 * Reads D.csv, `unit,indicator,value[,period][,reason]`, into columns while it passes. `fixedUnits` (from U.csv) is the whole set of units
 * where given, otherwise every unit with a row in the scored period is one. Rows of other periods feed `lastKnown` rules.
 */
export function dataReader(
	file: string,
	framework: FrameworkDefinition,
	fixedUnits: readonly string[] | undefined,
	wantedPeriod: string | undefined,
	problems: FileProblems
): DataReader {
	const units = [...(fixedUnits ?? [])];
	const indexOfUnit = new Map(units.map((unit, i) => [unit, i]));
	const columns = new Map(
		indicatorsOf(framework).map((node): [string, Column] => [
			node.code,
			{
				values: [],
				seen: [],
				reasons: [],
				lastKnown: [],
				takesLastKnown: Object.values(missingRulesOf(node)).some((rule) => rule.do === 'lastKnown')
			}
		])
	);
	const otherCells = new Set<string>();
	const earlier: { unit: string; column: Column; value: number; period: string; row: number }[] = [];
	let hasPeriods = false;
	let scoredPeriod = wantedPeriod;
	let isMixed = false;
	let hasScoredRows = false;

	const reader = tableReader(
		{ file, required: ['unit', 'indicator', 'value'], optional: ['period', 'reason'] },
		problems,
		(names) => {
			hasPeriods = names.includes('period');
			if (wantedPeriod === undefined || hasPeriods) return;
			problems.add({
				file,
				row: 1,
				column: 'period',
				message: 'is missing',
				remedy: 'add it, or leave --period out'
			});
		},
		(cell, row) => {
			const refuse = (column: string, message: string, remedy: string) =>
				problems.add({ file, row, column, message, remedy });
			const unit = cell('unit');
			const indicator = cell('indicator');
			const column = columns.get(indicator);
			if (!column) {
				refuse(
					'indicator',
					`${quoteCell(indicator)} is no indicator of framework ${quoteCell(framework.code)}`,
					'correct it, or remove the row'
				);
				return;
			}
			if (unit === '') return refuse('unit', 'is empty', 'give the code of the unit');
			const period = hasPeriods ? cell('period') : undefined;
			scoredPeriod ??= period;
			const isScored = period === scoredPeriod;
			if (!isScored && wantedPeriod === undefined) {
				if (!isMixed)
					refuse(
						'period',
						`${quoteCell(period!)} is a second period beside ${quoteCell(scoredPeriod!)}`,
						'choose one with --period'
					);
				isMixed = true;
				return;
			}
			const index = indexOfUnit.get(unit) ?? (fixedUnits || !isScored ? undefined : addUnit(unit));
			if (index === undefined && fixedUnits)
				return refuse(
					'unit',
					`${quoteCell(unit)} is not among the units`,
					'add it to the file of units, or remove the row'
				);
			const read = readValue(cell('value'), cell('reason'), refuse);
			if (!read) return;
			if (isScored) {
				hasScoredRows = true;
				if (column.seen[index!])
					return refuse(
						'unit',
						`a second value of ${quoteCell(unit)} for ${quoteCell(indicator)}`,
						'keep one of both rows'
					);
				column.seen[index!] = true;
				column.values[index!] = read.value;
				if (read.reason) column.reasons[index!] = read.reason;
				return;
			}
			const key = JSON.stringify([unit, indicator, period]);
			if (otherCells.has(key))
				return refuse(
					'unit',
					`a second value of ${quoteCell(unit)} for ${quoteCell(indicator)}`,
					'keep one of both rows'
				);
			otherCells.add(key);
			if (column.takesLastKnown && !Number.isNaN(read.value))
				earlier.push({ unit, column, value: read.value, period: period!, row });
		}
	);

	function addUnit(unit: string): number {
		indexOfUnit.set(unit, units.length);
		return units.push(unit) - 1;
	}

	/** The youngest value before the scored period, by calendar distance. */
	function keepLastKnown(): void {
		for (const { unit, column, value, period, row } of earlier) {
			const index = indexOfUnit.get(unit);
			const [from, to] = [findPeriod(period), findPeriod(scoredPeriod ?? '')];
			if (!from || !to || from.kind !== to.kind) {
				problems.add({
					file,
					row,
					column: 'period',
					message: `the distance from ${quoteCell(period)} to ${quoteCell(scoredPeriod ?? '')} is not known`,
					remedy: 'write both alike as 2026-03, 2026-Q1, 2026-H1 or 2026, which lastKnown counts by'
				});
				continue;
			}
			if (index === undefined || comparePeriods(from, to) >= 0) continue;
			const age = periodsBetween(from, to);
			const known = column.lastKnown[index];
			if (!known || age < known.age) column.lastKnown[index] = { value, age, period };
		}
	}

	return {
		reader,
		finishColumns() {
			if (wantedPeriod !== undefined && hasPeriods && !hasScoredRows && problems.isEmpty) {
				problems.add({
					file,
					column: 'period',
					message: `no row is of period ${quoteCell(wantedPeriod)}`,
					remedy: 'name a period of the file'
				});
			} else keepLastKnown();
			const finished = new Map<string, IndicatorColumn>();
			for (const [code, { values, reasons, lastKnown }] of columns) {
				const dense = new Float64Array(units.length).fill(NaN);
				values.forEach((value, i) => (dense[i] = value));
				finished.set(code, {
					values: dense,
					...(reasons.length > 0 && { reasons: stretch(reasons, units.length) }),
					...(lastKnown.length > 0 && { lastKnown: stretch(lastKnown, units.length) })
				});
			}
			return { units, columns: finished };
		}
	};
}

function stretch<T>(list: readonly T[], length: number): (T | undefined)[] {
	return Array.from({ length }, (_, i) => list[i]);
}

function readValue(
	text: string,
	reason: string,
	refuse: (column: string, message: string, remedy: string) => void
): { value: number; reason?: MissingReason } | undefined {
	if (reason !== '' && !isReason(reason)) {
		refuse('reason', `${quoteCell(reason)} is no reason`, `use ${missingReasons.join(', ')}`);
		return undefined;
	}
	if (text === '') return { value: NaN, ...(isReason(reason) && { reason }) };
	const value = contractNumber(text);
	if (value === undefined) {
		refuse(
			'value',
			`${quoteCell(text)} is no number`,
			'write digits such as 12.5, or leave the cell empty where there is no value'
		);
		return undefined;
	}
	if (reason !== '') {
		refuse('reason', `a reason for absence beside the value ${quoteCell(text)}`, 'keep one of both');
		return undefined;
	}
	return { value };
}
