import { systemScope } from '../../../domain/access/can';
import {
	parsePeriod,
	periodStart,
	shiftPeriod,
	type Period,
	type PeriodKind
} from '../../../domain/period/period';
import type { CellFigures, ReadOperand } from '../../../domain/validation/apply-rule';
import { findFindings, type Finding } from '../../../domain/validation/finding';
import { compiledRule } from '../../../domain/validation/rule-expression';
import type { Context } from '../../context';
import type { Db, Tx } from '../../db/client';
import {
	listCheckValues,
	listExistingCells,
	type CellKey,
	type CheckValue
} from '../../db/queries/check-value';
import { replaceFindings, type FindingCounts } from '../../db/queries/finding';
import { listCheckedIndicators, type CheckedIndicator } from '../../db/queries/rule';

/** A cell to look at; with `figures`, as if these stood in it (typed, or read from a file, and not stored yet). */
export interface CellToCheck extends CellKey {
	readonly figures?: CellFigures;
	/** what its owner says to whatever is found in it */
	readonly justification?: string | null;
}

export interface CheckedCell extends CellKey {
	/** of the stored report; 0: there is none */
	readonly revision: number;
	readonly findings: readonly Finding[];
}

/** How many earlier periods tell what is usual: three years of months, and enough of longer ones. */
const historyLength: Readonly<Record<PeriodKind, number>> = { month: 36, quarter: 16, half: 10, year: 10 };
/** Cells that are looked at together: bounds how much is held at once. */
const chunkSize = 1000;

/**
 * What rules and histories have against some cells, without storing anything: for a form before it is written and for the dry run
 * of an import. Two statements a thousand cells. Part of a service that has asked for leave.
 */
export async function judgeObservations(db: Db | Tx, cells: readonly CellToCheck[]): Promise<CheckedCell[]> {
	return [...(await judgeBeforeWriting(db, cells)).cells];
}

/** What was found in cells before they are written, with the rules that it was found by. */
export interface JudgedCells {
	readonly cells: readonly CheckedCell[];
	readonly indicators: readonly CheckedIndicator[];
}

/** As `judgeObservations`, for a writer who hands the judgement to `keepFindings` once the cells are written. */
export async function judgeBeforeWriting(db: Db | Tx, cells: readonly CellToCheck[]): Promise<JudgedCells> {
	if (cells.length === 0) return { cells: [], indicators: [] };
	const indicators = await listCheckedIndicators(db);
	const judged: CheckedCell[] = [];
	for (const chunk of chunksOf(cells)) judged.push(...(await judgeChunk(db, chunk, indicators)));
	return { cells: judged, indicators };
}

/** A cell that was written, and what its owner says to what was found in it. */
export interface WrittenCell extends CellKey {
	readonly revision: number;
	readonly justification: string | null;
}

/**
 * Stores what was found in cells before they were written, by one statement, and looks anew at others whose rules speak of them.
 * Part of the transaction of a change, whose service has asked for leave.
 */
export async function keepFindings(
	tx: Tx,
	ctx: Pick<Context, 'now' | 'actor'>,
	judged: JudgedCells,
	written: readonly WrittenCell[]
): Promise<void> {
	const findingsOf = new Map(judged.cells.map((cell) => [keyOf(cell), cell.findings]));
	const justifiedBy = ctx.actor.userId ?? null;
	await replaceFindings(
		tx,
		written.map((cell) => ({ ...cell, findings: findingsOf.get(keyOf(cell)) ?? [], justifiedBy })),
		ctx.now
	);
	const dependents = await listDependents(tx, written, judged.indicators);
	if (dependents.length > 0) await checkObservations(tx, ctx, dependents);
}

/**
 * Looks at cells that are stored, and at those whose rules speak of them, and brings their findings up to date. Part of the
 * transaction of a change, whose service has asked for leave: entry and import call it for what they wrote, a job for a period.
 */
export async function checkObservations(
	tx: Tx,
	ctx: Pick<Context, 'now' | 'actor'>,
	cells: readonly CellToCheck[]
): Promise<FindingCounts> {
	if (cells.length === 0) return { found: 0, resolved: 0 };
	const indicators = await listCheckedIndicators(tx);
	const counts = { found: 0, resolved: 0 };
	const justifications = new Map(cells.map((cell) => [keyOf(cell), cell.justification ?? null]));
	for (const chunk of chunksOf([...cells, ...(await listDependents(tx, cells, indicators))])) {
		const judged = await judgeChunk(tx, chunk, indicators);
		const stored = await replaceFindings(
			tx,
			judged.map((cell) => ({
				...cell,
				justification: justifications.get(keyOf(cell)) ?? null,
				justifiedBy: ctx.actor.userId ?? null
			})),
			ctx.now
		);
		counts.found += stored.found;
		counts.resolved += stored.resolved;
	}
	return counts;
}

async function judgeChunk(
	db: Db | Tx,
	cells: readonly CellToCheck[],
	indicators: readonly CheckedIndicator[]
): Promise<CheckedCell[]> {
	const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
	const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
	const codes = [...byCode.keys()];
	const known = cells.filter(({ indicatorId }) => byId.has(indicatorId));
	const wanted = new Set(known.map(({ indicatorId }) => indicatorId));
	for (const id of [...wanted]) {
		for (const code of codesSpokenOf(byId.get(id)!, codes)) wanted.add(byCode.get(code)!.id);
	}
	const spans = known.map(({ period }) => spanOf(parsePeriod(period)));
	const values = await listCheckValues(
		db,
		// The installation's own look: a region's rule may read what its departments add up to.
		systemScope('observation.read'),
		{
			unitIds: [...new Set(known.map(({ unitId }) => unitId))],
			indicatorIds: [...wanted],
			from: spans.reduce((least, { from }) => (from < least ? from : least), '9999-12-31'),
			to: spans.reduce((most, { to }) => (to > most ? to : most), '0001-01-01')
		}
	);
	const board = new Board(values, known);
	return known.map((cell) => {
		const indicator = byId.get(cell.indicatorId)!;
		const period = parsePeriod(cell.period);
		const read: ReadOperand = ({ code, age }) => {
			const of = code === undefined ? indicator : byCode.get(code);
			if (!of) return undefined;
			const at = age === 0 ? period : shiftPeriod(period, -1);
			return board.figures({ unitId: cell.unitId, indicatorId: of.id, period: at.code });
		};
		const own = board.own(cell);
		const figures = cell.figures ?? own ?? emptyFigures;
		const isEmpty = cell.figures === undefined && own === undefined;
		return {
			unitId: cell.unitId,
			indicatorId: cell.indicatorId,
			period: cell.period,
			revision: own?.revision ?? 0,
			findings: isEmpty
				? []
				: findFindings(
						{
							figures,
							frequency: indicator.frequency,
							decimals: indicator.decimals,
							history: board.history(cell, period),
							read
						},
						indicator.rules,
						codes
					)
		};
	});
}

const emptyFigures: CellFigures = { value: null, numerator: null, denominator: null, missingReason: null };

/** What is known of the cells around those that are looked at. */
class Board {
	private readonly reports = new Map<string, CheckValue>();
	private readonly derived = new Map<string, CheckValue>();
	private readonly typed = new Map<string, CellFigures>();

	constructor(values: readonly CheckValue[], cells: readonly CellToCheck[]) {
		for (const value of values)
			(value.status === null ? this.derived : this.reports).set(keyOf(value), value);
		for (const cell of cells) if (cell.figures) this.typed.set(keyOf(cell), cell.figures);
	}

	own(cell: CellKey): CheckValue | undefined {
		return this.reports.get(keyOf(cell));
	}

	/** What stands in a cell: what is being written, else what the unit reported (a draft too: it is its own), else what follows. */
	figures(cell: CellKey): CellFigures | undefined {
		const key = keyOf(cell);
		return this.typed.get(key) ?? this.reports.get(key) ?? this.derived.get(key);
	}

	/** Values that count, one place for each earlier period. */
	history(cell: CellKey, period: Period): (number | null)[] {
		const length = historyLength[period.kind];
		return Array.from({ length }, (_, at) => {
			const key = keyOf({ ...cell, period: shiftPeriod(period, at - length).code });
			const report = this.reports.get(key);
			const counts = report?.status === 'submitted' || report?.status === 'approved';
			return (counts ? report.value : this.derived.get(key)?.value) ?? null;
		});
	}
}

/** Cells that were not touched, whose rules speak of one that was: of its period, or of the one before theirs. */
async function listDependents(
	tx: Tx,
	cells: readonly CellKey[],
	indicators: readonly CheckedIndicator[]
): Promise<CellKey[]> {
	const codes = indicators.map(({ code }) => code);
	const codeOf = new Map(indicators.map(({ id, code }) => [id, code]));
	const dependents = new Map<string, { id: number; age: 0 | 1 }[]>();
	for (const { id, code: own, rules } of indicators) {
		for (const { expression } of rules) {
			const compiled = expression === null ? undefined : compiledRule(expression, codes);
			if (!compiled?.ok) continue;
			for (const { code = own, age } of compiled.rule.operands.values()) {
				if (code === own && age === 0) continue;
				dependents.set(code, [...(dependents.get(code) ?? []), { id, age }]);
			}
		}
	}
	const touched = new Set(cells.map(keyOf));
	const wanted = new Map<string, CellKey & { periodStart: string }>();
	for (const { unitId, indicatorId, period } of cells) {
		for (const { id, age } of dependents.get(codeOf.get(indicatorId) ?? '') ?? []) {
			const at = shiftPeriod(parsePeriod(period), age);
			const cell = { unitId, indicatorId: id, period: at.code };
			if (!touched.has(keyOf(cell))) wanted.set(keyOf(cell), { ...cell, periodStart: periodStart(at) });
		}
	}
	return listExistingCells(tx, [...wanted.values()]);
}

function codesSpokenOf({ rules }: CheckedIndicator, codes: readonly string[]): string[] {
	return rules.flatMap(({ expression }) => {
		const compiled = expression === null ? undefined : compiledRule(expression, codes);
		return compiled?.ok ? [...compiled.rule.operands.values()].flatMap(({ code }) => code ?? []) : [];
	});
}

function spanOf(period: Period): { from: string; to: string } {
	return {
		from: periodStart(shiftPeriod(period, -historyLength[period.kind])),
		to: periodStart(period)
	};
}

/** By unit, so that few units are read at once and each with all of its cells. */
function* chunksOf<Cell extends CellKey>(cells: readonly Cell[]): Generator<Cell[]> {
	const sorted = [...cells].sort((a, b) => a.unitId - b.unitId);
	for (let from = 0; from < sorted.length; from += chunkSize) yield sorted.slice(from, from + chunkSize);
}

function keyOf({ unitId, indicatorId, period }: CellKey): string {
	return `${unitId} ${indicatorId} ${period}`;
}
