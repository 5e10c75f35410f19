import type { Scope } from '../../../domain/access/can';
import {
	judgeTogether,
	type BrokenRule,
	type WishedFigures
} from '../../../domain/validation/judge-together';
import { makeRuleBook, type RuleBook } from '../../../domain/validation/rule-book';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import {
	dropRuledCells,
	listRuledCells,
	setRuledCellsAside,
	type RuledCell,
	type RuledCells
} from '../../db/queries/import-rule-cells';
import {
	dropRows,
	measureStage,
	refuseCells,
	type Stage,
	type StageSpan
} from '../../db/queries/import-stage';
import { listCheckedIndicators } from '../../db/queries/rule';
import type { RowMapper } from '../../importers/map-rows';
import { problemOf } from '../../importers/problem-text';
import type { ProblemList } from '../../importers/problems';
import { brokenDetails } from '../../../domain/validation/broken-details';
import { readRuleValues } from '../validation/read-rule-values';
import { readCollectingRounds } from './read-collecting-rounds';

/** A file whose cells lie in their stage, and what was found wrong with it so far. */
export interface JudgedStage {
	readonly ctx: Context;
	readonly scope: Scope;
	readonly fileName: string;
	readonly stage: Stage;
	readonly problems: ProblemList;
	/** what rules of severity warning have against cells that may be stored all the same */
	readonly warnings: ProblemList;
	readonly mapper: Pick<RowMapper, 'counts'>;
	/** code by id, also of units that are still to be made */
	readonly unitCodes: Map<number, string>;
}

/** Problems, and warnings, that are kept of a run; the rest is counted. */
export const mostProblems = 10_000;
/** Cells that rules are asked about at a time: bounds how much is held at once. */
const batchSize = 10_000;

/**
 * Takes the rows out of the stage that may not be stored: for what stands there already, and for rules of severity error that
 * would not hold. Part of the bringing in of a file, which has asked for leave.
 * @returns how much is left, and between which days
 */
export async function refuseStaged(staged: JudgedStage, db: Context['db'] | Tx): Promise<StageSpan> {
	const { ctx, stage, problems, mapper, fileName, scope } = staged;
	let span = await measureStage(db, stage);
	const rounds = scope.subtrees === 'everything' ? [] : await readCollectingRounds(db, ctx.now);
	const { refused, rows } = await refuseCells(db, stage, span, { now: ctx.now, rounds, limit: mostProblems });
	mapper.counts.rejectedRows += rows;
	for (const { row, refusal, unit, indicator, period, reason } of refused) {
		const details = { unit, indicator, period, reason: reason ?? '' };
		problems.add(problemOf(fileName, refusal, details, { row }));
	}
	if (rows > 0) span = await measureStage(db, stage);
	return (await refuseByRules(staged, db, span)) > 0 ? measureStage(db, stage) : span;
}

/** @returns how many rows were taken out */
async function refuseByRules(staged: JudgedStage, db: Context['db'] | Tx, span: StageSpan): Promise<number> {
	const book = makeRuleBook(await listCheckedIndicators(db));
	if (book.involved.size === 0) return 0;
	const ruled = await setRuledCellsAside(db, staged.stage, span, [...book.involved]);
	const rows = new Set<number>();
	try {
		for (const { from, to } of batchesOf(ruled)) {
			await refuseBatch(staged, db, book, await listRuledCells(db, ruled, from, to), rows);
			// A large file lets others have their turn.
			await new Promise((turn) => setImmediate(turn));
		}
	} finally {
		// Where the transaction has failed, the table goes with it.
		await dropRuledCells(db, ruled).catch(() => undefined);
	}
	const all = [...rows];
	for (let at = 0; at < all.length; at += batchSize) {
		await dropRows(db, staged.stage, all.slice(at, at + batchSize));
	}
	staged.mapper.counts.rejectedRows += all.length;
	return all.length;
}

/** Whole units, for rules speak of one; so many that their cells are not many more than a batch. */
function* batchesOf({ units }: RuledCells): Generator<{ from: number; to: number }> {
	let from: number | undefined;
	let cells = 0;
	for (const [at, unit] of units.entries()) {
		from ??= unit.unitId;
		cells += unit.cells;
		if (cells < batchSize && at < units.length - 1) continue;
		yield { from, to: unit.unitId };
		from = undefined;
		cells = 0;
	}
}

async function refuseBatch(
	staged: JudgedStage,
	db: Context['db'] | Tx,
	book: RuleBook,
	cells: readonly RuledCell[],
	rows: Set<number>
): Promise<void> {
	const wished = cells.map((cell) => ({ ...cell, group: cell.row, isGiven: true }));
	const { refused, warned } = judgeTogether(wished, await readRuleValues(db, cells, book), book);
	for (const broken of refused) {
		rows.add(broken.cell.row);
		note(staged, staged.problems, broken, book);
	}
	for (const broken of warned) note(staged, staged.warnings, broken, book);
}

function note(
	{ fileName, unitCodes }: JudgedStage,
	list: ProblemList,
	broken: BrokenRule<WishedFigures & { readonly row: number }>,
	book: RuleBook
): void {
	const { cell, rule, elsewhere } = broken;
	const code = rule.severity === 'warning' ? 'ruleWarning' : elsewhere ? 'ruleBrokenElsewhere' : 'ruleBroken';
	const details = {
		unit: unitCodes.get(cell.unitId) ?? '',
		indicator: book.codeOf.get(cell.indicatorId) ?? '',
		period: cell.period,
		...brokenDetails(broken)
	};
	list.add(problemOf(fileName, code, details, { row: cell.row }));
}
