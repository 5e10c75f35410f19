import { parsePeriod, shiftPeriod } from '../period/period';
import { applyRule, type CellFigures } from './apply-rule';
import type { ValidationRule } from './rule';
import { operandsOf, type RuleBook } from './rule-book';

/** A cell that is to be written beside others. */
export interface WishedFigures {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	readonly figures: CellFigures;
	/** cells of one group are written together or not at all (a row of a file) */
	readonly group: number;
	/** whether it is given away; a draft may break rules, and others see it as it is typed */
	readonly isGiven: boolean;
}

/** What is stored around the cells: a report, or a figure that follows from others. */
export interface StoredFigures extends CellFigures {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	/** null: a figure that follows from others */
	readonly status: 'draft' | 'submitted' | 'approved' | 'returned' | null;
}

/** A rule that does not hold of a cell, and what it rests on. */
export interface BrokenRule<Cell> {
	/** the cell that is to be written */
	readonly cell: Cell;
	readonly rule: ValidationRule;
	/** figures of the rule's expression, by their names in it */
	readonly figures: Readonly<Record<string, number>>;
	/** the stored cell whose rule it is, where that is not the one to be written */
	readonly elsewhere?: { readonly indicator: string; readonly period: string };
}

export interface JudgedTogether<Cell> {
	/** rules of severity error: their groups may not be written */
	readonly refused: readonly BrokenRule<Cell>[];
	/** rules of severity warning, of what is left */
	readonly warned: readonly BrokenRule<Cell>[];
}

/**
 * Judges cells that are to be written together, as things stand once they are. A cell is refused that breaks an error rule of its
 * own, with its group; so is one that makes a stored cell break a rule that held before. What is left is judged anew beside what
 * is stored where a refused cell was to stand, until nothing more has to be refused: so whatever is written in the end breaks no
 * error rule, and no stored cell breaks one because of it. Rules speak of one unit: units are judged apart.
 */
export function judgeTogether<Cell extends WishedFigures>(
	wished: readonly Cell[],
	stored: readonly StoredFigures[],
	book: RuleBook
): JudgedTogether<Cell> {
	const board = new Board(wished, stored, book);
	const refused: BrokenRule<Cell>[] = [];
	for (;;) {
		const broken = board.findOwn('error');
		// What is refused for itself may be what another one broke by.
		const found = broken.length > 0 ? broken : board.findElsewhere();
		if (found.length === 0) break;
		refused.push(...found);
		board.remove(new Set(found.map(({ cell }) => cell.group)));
	}
	return { refused, warned: board.findWarnings() };
}

interface Place {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
}

const keyOf = ({ unitId, indicatorId, period }: Place): string => `${unitId} ${indicatorId} ${period}`;

class Board<Cell extends WishedFigures> {
	readonly #alive = new Map<string, Cell>();
	readonly #groups = new Map<number, Cell[]>();
	readonly #reports = new Map<string, StoredFigures>();
	readonly #derived = new Map<string, StoredFigures>();
	/** places to be looked at: own rules of cells to be written, rules of stored ones */
	#own = new Map<string, Place>();
	#elsewhere = new Map<string, Place>();

	constructor(
		wished: readonly Cell[],
		stored: readonly StoredFigures[],
		readonly book: RuleBook
	) {
		for (const cell of stored) (cell.status === null ? this.#derived : this.#reports).set(keyOf(cell), cell);
		for (const cell of wished) {
			this.#alive.set(keyOf(cell), cell);
			const group = this.#groups.get(cell.group);
			if (group) group.push(cell);
			else this.#groups.set(cell.group, [cell]);
		}
		for (const cell of wished) this.#lookAgain(cell);
	}

	/** Rules that cells to be written break themselves. */
	findOwn(severity: ValidationRule['severity']): BrokenRule<Cell>[] {
		const places = this.#own;
		this.#own = new Map();
		return [...places.keys()].flatMap((key) => {
			const cell = this.#alive.get(key);
			return cell ? this.#brokenBy(cell, severity) : [];
		});
	}

	findWarnings(): BrokenRule<Cell>[] {
		return [...this.#alive.values()].flatMap((cell) => this.#brokenBy(cell, 'warning'));
	}

	/** Rules of stored cells that held, and hold no more beside what is to be written. */
	findElsewhere(): BrokenRule<Cell>[] {
		const places = this.#elsewhere;
		this.#elsewhere = new Map();
		return [...places].flatMap(([key, place]): BrokenRule<Cell>[] => {
			const report = this.#reports.get(key);
			if (this.#alive.has(key) || (report?.status !== 'submitted' && report?.status !== 'approved'))
				return [];
			return this.#rulesOf(place, 'error').flatMap((rule) => {
				const after = this.#apply(rule, place, report, true);
				if (after.kind !== 'broken' || this.#apply(rule, place, report, false).kind === 'broken') return [];
				const elsewhere = {
					indicator: this.book.codeOf.get(place.indicatorId)!,
					period: place.period
				};
				return this.#namedBy(rule, place).map((cell) => ({ cell, rule, figures: after.figures, elsewhere }));
			});
		});
	}

	/** Takes groups out, and marks what they leave behind to be looked at. */
	remove(groups: ReadonlySet<number>): void {
		const gone = [...groups].flatMap((group) => this.#groups.get(group) ?? []);
		for (const cell of gone) this.#alive.delete(keyOf(cell));
		for (const cell of gone) this.#lookAgain(cell);
	}

	#lookAgain(cell: Place): void {
		this.#mark(cell);
		for (const { indicatorId, age } of this.book.dependents.get(cell.indicatorId) ?? []) {
			this.#mark({
				unitId: cell.unitId,
				indicatorId,
				period: age === 0 ? cell.period : shifted(cell.period, 1)
			});
		}
	}

	#mark(place: Place): void {
		if (!this.book.rulesOf.has(place.indicatorId)) return;
		const key = keyOf(place);
		if (this.#alive.has(key)) this.#own.set(key, place);
		else if (this.#reports.has(key)) this.#elsewhere.set(key, place);
	}

	#rulesOf({ indicatorId }: Place, severity: ValidationRule['severity']): ValidationRule[] {
		return (this.book.rulesOf.get(indicatorId) ?? []).filter((rule) => rule.severity === severity);
	}

	#brokenBy(cell: Cell, severity: ValidationRule['severity']): BrokenRule<Cell>[] {
		if (!cell.isGiven) return [];
		return this.#rulesOf(cell, severity).flatMap((rule) => {
			const outcome = this.#apply(rule, cell, cell.figures, true);
			return outcome.kind === 'broken' ? [{ cell, rule, figures: outcome.figures }] : [];
		});
	}

	/** @param isAfter as things stand once the cells are written; otherwise as they stand now */
	#apply(rule: ValidationRule, place: Place, figures: CellFigures, isAfter: boolean) {
		return applyRule(
			rule,
			figures,
			({ code, age }) => {
				const indicatorId = code === undefined ? place.indicatorId : this.book.idOf.get(code);
				if (indicatorId === undefined) return undefined;
				const period = age === 0 ? place.period : shifted(place.period, -1);
				const key = keyOf({ unitId: place.unitId, indicatorId, period });
				return (
					(isAfter ? this.#alive.get(key)?.figures : undefined) ??
					this.#reports.get(key) ??
					this.#derived.get(key)
				);
			},
			this.book.codes
		);
	}

	/** Cells to be written that a rule of a stored one speaks of. */
	#namedBy(rule: ValidationRule, place: Place): Cell[] {
		const cells = operandsOf(rule, this.book.codes).flatMap(({ code, age }) => {
			const indicatorId = code === undefined ? place.indicatorId : this.book.idOf.get(code);
			if (indicatorId === undefined) return [];
			const period = age === 0 ? place.period : shifted(place.period, -1);
			const cell = this.#alive.get(keyOf({ unitId: place.unitId, indicatorId, period }));
			return cell?.isGiven ? [cell] : [];
		});
		return [...new Set(cells)];
	}
}

const known = new Map<string, string>();
const mostKnown = 5_000;

/** Code of a period so many later; the same few come up in every unit. */
export function shifted(code: string, by: 1 | -1): string {
	const key = `${by} ${code}`;
	let found = known.get(key);
	if (found === undefined) {
		if (known.size >= mostKnown) known.clear();
		found = shiftPeriod(parsePeriod(code), by).code;
		known.set(key, found);
	}
	return found;
}
