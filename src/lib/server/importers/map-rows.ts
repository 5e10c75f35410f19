import type { Frequency } from '../../domain/indicator/indicator';
import { periodStart, type Period } from '../../domain/period/period';
import { CellRegister } from './cell-register';
import { planCells, wrongNames, type CellPlan } from './cell-plan';
import { isWrong, type Found, type Wrong } from './found';
import { columnsOf, type Mapping } from './mapping';
import type { ProblemList } from './problems';
import { problemOf } from './problem-text';
import { readCellOf, type CellCore } from './read-cell';
import type { SourceRow } from './row-source';

/** One cell as it will be stored: a value, or a reason for its absence. */
export interface ImportedCell extends CellCore {
	readonly row: number;
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: Period;
	readonly periodStart: string;
}

/** What an import must know of an indicator to read its values. */
export interface KnownIndicator {
	readonly id: number;
	readonly code: string;
	/** in both languages */
	readonly names: readonly string[];
	readonly isPercent: boolean;
	readonly isCount: boolean;
	readonly isRatio: boolean;
	readonly isDistribution: boolean;
	readonly statistic: 'kaplanMeierMedian' | 'mean' | null;
	readonly frequency: Frequency;
	readonly factor: number;
	readonly minimum: number | null;
	readonly maximum: number | null;
	/** why no value of it may be brought in */
	readonly refusal?: 'retiredIndicator' | 'scoredIndicator' | undefined;
}

export interface Lookups {
	/** the unit of a text (code or name) in a period; its id is negative where it is to be made. Undefined: leave the row out. */
	unit(text: string, period: Period | undefined): Found<{ readonly id: number }> | undefined;
	/** what the row says a unit that is to be made is called */
	name?(text: string, name: string): void;
	/** undefined: leave the cell out */
	indicator(text: string): Found<KnownIndicator> | undefined;
	/** @param part of a period in two columns, what the second one says of the year */
	period(text: string, part?: string): Found<Period>;
}

export interface MapCounts {
	rows: number;
	filtered: number;
	/** cells that stand twice and say the same, where the mapping drops them */
	duplicates: number;
	cells: number;
	/** rows with something wrong, of which nothing is brought in */
	rejectedRows: number;
}

/** Most cells that one file may hold. */
const mostCells = 4_000_000;
/** Characters of a unit's code and name at most. */
export const longestUnitText = 200;

/**
 * Turns rows into cells by a mapping, a batch at a time. Whatever is wrong goes to `problems`; of a row with something wrong
 * nothing comes out. Pure but for what it has seen: it remembers every cell, to find the one that stands twice.
 */
export class RowMapper {
	readonly counts: MapCounts = { rows: 0, filtered: 0, duplicates: 0, cells: 0, rejectedRows: 0 };
	/** rows that came out and were found wrong by a later one that contradicts them */
	readonly withdrawn = new Set<number>();
	readonly #register = new CellRegister();
	readonly #periodIndex = new Map<string, number>();
	readonly #starts = new Map<string, string>();
	readonly #at: (name: string | undefined) => number;
	readonly #filters: readonly { at: number; passes: (text: string) => boolean }[];
	readonly #plans: readonly CellPlan[];
	readonly #isReadable: boolean;

	constructor(
		readonly mapping: Mapping,
		readonly file: string,
		readonly header: readonly string[],
		readonly lookups: Lookups,
		readonly problems: ProblemList,
		headerRow = 1
	) {
		const index = new Map(header.map((name, i) => [name, i]));
		this.#at = (name) => (name === undefined ? -1 : (index.get(name) ?? -1));
		const absent = columnsOf(mapping).filter((name) => !index.has(name));
		for (const name of absent) {
			problems.add(
				problemOf(
					file,
					'missingColumn',
					{ columns: header.slice(0, 100).join(', ') },
					{ row: headerRow, column: name }
				)
			);
		}
		this.#filters = mapping.where.map((filter) => ({
			at: this.#at(filter.column),
			passes: filter.in
				? (text: string) => filter.in!.includes(text)
				: (text: string) => !filter.notIn!.includes(text)
		}));
		this.#plans = planCells(mapping, this.#at, lookups);
		// What the mapping says of the whole file is wrong once, not in each row.
		const wrong = [...wrongNames(mapping, this.#plans, lookups).values()];
		for (const { at, found } of wrong) this.#refuse(headerRow, header[at], found);
		this.#isReadable = absent.length === 0 && wrong.length === 0;
	}

	/** codes of the periods that came up, in time order */
	get periods(): string[] {
		return [...this.#starts].sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)).map(([code]) => code);
	}

	/** whether the file has all columns that the mapping names, and the mapping names nothing that is not here */
	get isReadable(): boolean {
		return this.#isReadable;
	}

	map(rows: readonly SourceRow[]): ImportedCell[] {
		const found: ImportedCell[] = [];
		if (this.#isReadable) for (const row of rows) this.#mapRow(row, found);
		return found;
	}

	#mapRow(source: SourceRow, found: ImportedCell[]): void {
		const { mapping, counts, lookups } = this;
		counts.rows++;
		const before = this.problems.count;
		if (source.problem) {
			const { reason, message, remedy } = source.problem;
			this.#refuse(source.row, undefined, { wrong: reason, details: { message, remedy } });
			counts.rejectedRows++;
			return;
		}
		for (const { at, passes } of this.#filters) {
			if (!passes((source.cells[at] ?? '').trim())) {
				counts.filtered++;
				return;
			}
		}
		const text = (at: number): string => (at < 0 ? '' : (source.cells[at] ?? '').trim());
		const unitText = mapping.unit.fixed ?? text(this.#at(mapping.unit.column));
		let rowPeriod: Period | undefined;
		if (mapping.period) {
			const { column, fixed, part } = mapping.period;
			const reading = lookups.period(fixed ?? text(this.#at(column)), part && text(this.#at(part.column)));
			if (isWrong(reading)) this.#refuse(source.row, part?.column ?? column, reading);
			else rowPeriod = reading;
		}
		const unit = lookups.unit(unitText, rowPeriod);
		if (!unit) {
			if (this.problems.count === before) counts.filtered++;
			else counts.rejectedRows++;
			return;
		}
		// A unit is made for a period: without one it is the period that is wrong, not the unit.
		const lacksPeriod = mapping.unit.create !== undefined && this.problems.count > before;
		if (isWrong(unit) && !(lacksPeriod && unit.wrong === 'unknownUnit')) {
			this.#refuse(source.row, mapping.unit.column, unit);
		}
		if (isWrong(unit) || this.problems.count > before) {
			counts.rejectedRows++;
			return;
		}
		const { create } = mapping.unit;
		if (create) lookups.name?.(unitText, text(this.#at(create.nameColumn ?? mapping.unit.column)));
		const cells: ImportedCell[] = [];
		for (const plan of this.#plans) {
			const cell = this.#mapCell(source, text, plan, rowPeriod, unit.id, unitText);
			if (cell) cells.push(cell);
		}
		if (this.problems.count > before) counts.rejectedRows++;
		else {
			counts.cells += cells.length;
			found.push(...cells);
		}
	}

	#mapCell(
		source: SourceRow,
		text: (at: number) => string,
		plan: CellPlan,
		rowPeriod: Period | undefined,
		unitId: number,
		unitText: string
	): ImportedCell | undefined {
		const { row } = source;
		const indicator = plan.indicator ?? this.lookups.indicator(text(plan.indicatorAt));
		if (!indicator) return undefined;
		if (isWrong(indicator)) {
			if (plan.indicatorAt >= 0 && text(plan.indicatorAt) === '' && plan.isBlank(text)) return undefined;
			this.#refuse(row, this.header[plan.indicatorAt], indicator);
			return undefined;
		}
		const period = plan.period ?? rowPeriod;
		if (!period) return undefined;
		if (isWrong(period)) {
			this.#refuse(row, this.header[plan.valueAt], period);
			return undefined;
		}
		const reading = readCellOf(this.mapping, plan, indicator, text, source.typed);
		if (reading === undefined) return undefined;
		if ('wrong' in reading) {
			this.#refuse(row, this.header[reading.at], reading);
			return undefined;
		}
		if (indicator.refusal) {
			this.#refuse(row, this.header[plan.indicatorAt], {
				wrong: indicator.refusal,
				details: { indicator: indicator.code }
			});
			return undefined;
		}
		if (period.kind !== indicator.frequency) {
			this.#refuse(row, this.mapping.period?.part?.column ?? this.mapping.period?.column, {
				wrong: 'otherFrequency',
				details: { indicator: indicator.code, frequency: indicator.frequency, period: period.code }
			});
			return undefined;
		}
		const cell: ImportedCell = {
			...reading,
			row,
			unitId,
			indicatorId: indicator.id,
			period,
			periodStart: this.#startOf(period)
		};
		return this.#isOnce(cell, unitText, indicator.code) ? cell : undefined;
	}

	#isOnce(cell: ImportedCell, unit: string, indicator: string): boolean {
		if (this.#register.size >= mostCells) {
			this.#refuse(cell.row, undefined, { wrong: 'tooManyCells', details: { longest: mostCells } });
			return false;
		}
		const registration = this.#register.register({
			...cell,
			periodIndex: this.#indexOf(cell.period),
			distribution: cell.distribution && JSON.stringify(cell.distribution)
		});
		if (registration.kind === 'new') return true;
		if (registration.kind === 'repeated' && this.mapping.duplicates === 'dropIdentical') {
			this.counts.duplicates++;
			return false;
		}
		const { earlierRow } = registration;
		const named = { unit, indicator, period: cell.period.code };
		this.#refuse(cell.row, this.mapping.unit.column, {
			wrong: registration.kind,
			details: { ...named, earlier: earlierRow }
		});
		// Which of two that contradict each other is right, the file does not say: neither is brought in.
		if (registration.kind === 'contradiction' && !this.withdrawn.has(earlierRow) && earlierRow !== cell.row) {
			this.withdrawn.add(earlierRow);
			this.counts.rejectedRows++;
			this.#refuse(earlierRow, this.mapping.unit.column, {
				wrong: 'contradiction',
				details: { ...named, earlier: cell.row }
			});
		}
		return false;
	}

	#indexOf(period: Period): number {
		const known = this.#periodIndex.get(period.code);
		if (known !== undefined) return known;
		this.#periodIndex.set(period.code, this.#periodIndex.size);
		return this.#periodIndex.size - 1;
	}

	#startOf(period: Period): string {
		const known = this.#starts.get(period.code);
		if (known !== undefined) return known;
		const start = periodStart(period);
		this.#starts.set(period.code, start);
		return start;
	}

	#refuse(row: number, column: string | undefined, { wrong, details }: Wrong): void {
		this.problems.add(problemOf(this.file, wrong, details, { row, column: column || undefined }));
	}
}
