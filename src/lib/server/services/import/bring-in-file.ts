import type { Scope } from '../../../domain/access/can';
import { isWithin } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listConsequentialIndicators, listKnownIndicators, listNamedUnits } from '../../db/queries/import';
import { moveImportRun, noteProgress, replaceProblems } from '../../db/queries/import-run';
import {
	countStage,
	createStage,
	dropRows,
	dropStage,
	fillStage,
	listStagedIndicators,
	measureStage,
	refuseCells,
	resolveIds,
	type Stage,
	type StageCounts,
	type StageSpan
} from '../../db/queries/import-stage';
import { eachStoredCell, storeStage } from '../../db/queries/import-store';
import { ImportLookups, plannedIndicators } from '../../importers/lookups';
import { RowMapper, type ImportedCell, type MapCounts } from '../../importers/map-rows';
import { problemOf } from '../../importers/problem-text';
import { sourceOptionsOf, type IndicatorFile, type Mapping } from '../../importers/mapping';
import { openRowSource } from '../../importers/open-row-source';
import { ProblemList } from '../../importers/problems';
import type { RowSource, SourceFile } from '../../importers/row-source';
import { applyChange } from '../round/apply-change';
import { makeThings, type MadeThings } from './make-things';
import { readCollectingRounds } from './read-collecting-rounds';
import { unitFinder, readPeriodText } from './recognise-texts';

export interface FileToBringIn {
	readonly runId: number;
	readonly file: SourceFile;
	readonly mapping: Mapping;
	/** indicators to make where they are not there, and whose roles hold on a root unit that is made: the operator's alone */
	readonly indicators?: IndicatorFile | undefined;
	readonly grantsFrom?: string | undefined;
	/** `check` stores nothing but the run and its problems */
	readonly intent: 'check' | 'store';
	readonly isGoodRowsOnly: boolean;
}

export interface BroughtIn extends MapCounts, StageCounts, MadeThings {
	readonly isStored: boolean;
	/** things that are wrong; a row may have several */
	readonly rejected: number;
	readonly firstDay: string | null;
	readonly lastDay: string | null;
	/** codes of the periods that the file speaks of, in time order */
	readonly periods: readonly string[];
	readonly problems: ProblemList;
}

/** Somebody wanted it to stop. Nothing was stored. */
export class ImportCancelled extends Error {
	override readonly name = 'ImportCancelled';
}

/** Problems that are kept of a run; the rest is counted. */
export const mostProblems = 10_000;
/** Cells that go to the database at a time: small enough that requests get their turn between two of them. */
const stepSize = { server: 20_000, embedded: 4_000 } as const;
/** Cells whose consequences are computed at a time. */
const changeSize = 10_000;

/**
 * Reads a file through a mapping into a stage, looks what would become of it, and stores it in one transaction: all of it, or its
 * good rows where that was chosen, or nothing. The same file a second time changes nothing.
 * `scope` is that of whoever asked, which the caller has demanded; the operator's is everything.
 * @throws DomainError `importRefused` for a file that cannot be read, `conflict` when somebody wrote the same cells meanwhile;
 *   ImportCancelled
 */
export async function bringInFile(ctx: Context, scope: Scope, wish: FileToBringIn): Promise<BroughtIn> {
	requireImportScope(scope);
	const { mapping, runId } = wish;
	const isOperator = scope.subtrees === 'everything';
	const known = await listKnownIndicators(ctx.db, scope);
	const planned = isOperator && wish.indicators ? plannedIndicators(wish.indicators, known) : [];
	const units = await listNamedUnits(ctx.db, scope);
	const mayImport = (path: string): boolean =>
		scope.subtrees === 'everything' || scope.subtrees.some((root) => isWithin(path, root));
	const lookups = new ImportLookups({
		mapping,
		units,
		indicators: [...known, ...planned],
		mayImport,
		now: ctx.now,
		isOperator,
		matchUnit: unitFinder(units.filter(({ path }) => mayImport(path))),
		readPeriod: (text) => readPeriodText(text, mapping.period)
	});
	if (mapping.unit.create && !isOperator) {
		throw new DomainError('forbidden', 'Only the command line makes units from a file');
	}
	const problems = new ProblemList(mostProblems);
	const source = await openRowSource(wish.file, sourceOptionsOf(mapping));
	const stage = await createStage(ctx.db, runId, mapping.value?.noteColumn !== undefined);
	try {
		const mapper = new RowMapper(mapping, wish.file.name, source.header, lookups, problems, source.headerRow);
		await readIntoStage(ctx, runId, source, mapper, stage);
		await dropRows(ctx.db, stage, [...mapper.withdrawn]);
		const outcome = { ctx, scope, wish, stage, problems, mapper, lookups, planned };
		return wish.intent === 'check' ? await checkStage(outcome) : await storeAll(outcome);
	} finally {
		await source.close();
		await dropStage(ctx.db, stage);
	}
}

function requireImportScope(scope: Scope): void {
	if (scope.permission !== 'observation.import') {
		throw new DomainError('forbidden', 'An import needs the permission "observation.import"');
	}
}

/** Maps on while the batch before is on its way to the database. */
async function readIntoStage(
	ctx: Context,
	runId: number,
	source: RowSource,
	mapper: RowMapper,
	stage: Stage
): Promise<void> {
	if (!mapper.isReadable) return;
	const size = ctx.engine === 'pglite' ? stepSize.embedded : stepSize.server;
	let waiting: ImportedCell[] = [];
	let onItsWay: Promise<void> = Promise.resolve();
	let told = 0;
	const send = async (): Promise<void> => {
		await onItsWay;
		const cells = waiting;
		waiting = [];
		onItsWay = fillStage(ctx.copyFrom, stage, cells);
		// Its failure is heard where it is awaited; it must not end the process before.
		onItsWay.catch(() => undefined);
	};
	try {
		for await (const batch of source.rows()) {
			for (const cell of mapper.map(batch)) waiting.push(cell);
			if (waiting.length >= size) await send();
			if (mapper.counts.rows - told >= size) {
				told = mapper.counts.rows;
				await breathe(ctx, runId, told);
			}
		}
	} finally {
		await onItsWay;
	}
	if (waiting.length > 0) await send();
	await onItsWay;
	await breathe(ctx, runId, mapper.counts.rows);
}

/** Says how far it is, lets others have their turn, and stops where that is wanted. */
async function breathe(ctx: Context, runId: number, done: number): Promise<void> {
	if (await noteProgress(ctx.db, runId, { done, total: null })) throw new ImportCancelled();
	await new Promise((turn) => setImmediate(turn));
}

interface Staged {
	readonly ctx: Context;
	readonly scope: Scope;
	readonly wish: FileToBringIn;
	readonly stage: Stage;
	readonly problems: ProblemList;
	readonly mapper: RowMapper;
	readonly lookups: ImportLookups;
	readonly planned: readonly { readonly id: number; readonly code: string }[];
}

const nothingMade: MadeThings = { unitsMade: 0, grantsMade: 0, indicatorsMade: [], rootUnitId: undefined };

async function refuseStaged(staged: Staged, db: Context['db'] | Tx, span: StageSpan): Promise<void> {
	const { ctx, stage, problems, mapper, wish, scope } = staged;
	const rounds = scope.subtrees === 'everything' ? [] : await readCollectingRounds(db, scope, ctx.now);
	const { refused, rows } = await refuseCells(db, stage, span, { now: ctx.now, rounds, limit: mostProblems });
	mapper.counts.rejectedRows += rows;
	for (const { row, refusal, unit, indicator, period, reason } of refused) {
		const details = { unit, indicator, period, reason: reason ?? '' };
		problems.add(problemOf(wish.file.name, refusal, details, { row }));
	}
}

function summary(staged: Staged, span: StageSpan, counts: StageCounts, made: MadeThings, isStored: boolean) {
	return {
		...staged.mapper.counts,
		...counts,
		...made,
		isStored,
		rejected: staged.problems.count,
		firstDay: span.firstDay,
		lastDay: span.lastDay,
		periods: staged.mapper.periods,
		problems: staged.problems
	};
}

async function checkStage(staged: Staged): Promise<BroughtIn> {
	const { ctx, stage } = staged;
	const span = await measureStage(ctx.db, stage);
	await refuseStaged(staged, ctx.db, span);
	const left = await measureStage(ctx.db, stage);
	return summary(staged, left, await countStage(ctx.db, stage, left), nothingMade, false);
}

async function storeAll(staged: Staged): Promise<BroughtIn> {
	const { ctx, stage, wish, problems } = staged;
	const isRefused = (): boolean => problems.count > 0 && !wish.isGoodRowsOnly;
	const refused = async (): Promise<BroughtIn> => {
		const span = await measureStage(ctx.db, stage);
		return summary(staged, span, { inserted: 0, changed: 0, unchanged: 0 }, nothingMade, false);
	};
	if (isRefused()) return refused();
	try {
		return await ctx.db.transaction((tx) => storeWithin(tx, staged, isRefused));
	} catch (error) {
		if (error instanceof Refused) return refused();
		if (isDuplicateKey(error)) {
			throw new DomainError(
				'conflict',
				`${wish.file.name}: somebody stored the same cells meanwhile. Nothing was stored; import it again.`
			);
		}
		throw error;
	}
}

/** Ends the transaction in which something was found that may not be stored. */
class Refused extends Error {}

async function storeWithin(tx: Tx, staged: Staged, isRefused: () => boolean): Promise<BroughtIn> {
	const { ctx, scope, stage, wish, lookups, mapper, planned, problems } = staged;
	const { made, unitIds, indicatorIds } = await makeThings(tx, ctx, scope, wish, lookups, planned);
	await resolveIds(tx, stage, { units: unitIds, indicators: indicatorIds });
	const span = await measureStage(tx, stage);
	await refuseStaged(staged, tx, span);
	if (isRefused()) throw new Refused();
	const left = mapper.counts.rejectedRows > 0 ? await measureStage(tx, stage) : span;
	const by = ctx.actor.userId;
	const counts = await storeStage(tx, stage, left, {
		id: wish.runId,
		source: wish.mapping.source,
		reason: `import ${wish.runId}: ${wish.file.name}`,
		by,
		now: ctx.now
	});
	if (counts.inserted + counts.changed > 0) {
		const staged = await listStagedIndicators(tx, stage);
		const wanted = {
			runId: wish.runId,
			indicatorIds: await listConsequentialIndicators(tx, staged),
			size: changeSize
		};
		await eachStoredCell(tx, stage, left, wanted, (cells) => applyChange(tx, ctx, cells));
	}
	const outcome = summary(staged, left, counts, made, true);
	await closeRun(tx, ctx, wish, outcome);
	await replaceProblems(tx, wish.runId, problems.kept);
	return outcome;
}

/** What happened, in the transaction in which it happened: both stay or neither does. */
async function closeRun(tx: Tx, ctx: Context, wish: FileToBringIn, outcome: BroughtIn): Promise<void> {
	await moveImportRun(tx, wish.runId, ['storing'], {
		status: 'done',
		counts: countsOf(outcome),
		rowsDone: outcome.rows,
		rowsTotal: outcome.rows,
		firstDay: outcome.firstDay,
		lastDay: outcome.lastDay,
		finishedAt: new Date()
	});
	await appendAudit(tx, {
		actorId: ctx.actor.userId,
		at: ctx.now,
		action: 'observation.import',
		entity: 'import_run',
		entityId: wish.runId,
		unitId: outcome.rootUnitId,
		after: { fileName: wish.file.name, ...countsOf(outcome), indicatorsMade: outcome.indicatorsMade }
	});
}

/** The figures of a run, as they are kept. */
export function countsOf(outcome: BroughtIn): Record<string, number> {
	const { rows, filtered, duplicates, cells, rejectedRows, rejected, inserted, changed, unchanged } = outcome;
	const { unitsMade, grantsMade } = outcome;
	return {
		rows,
		filtered,
		duplicates,
		cells,
		rejectedRows,
		rejected,
		inserted,
		changed,
		unchanged,
		unitsMade,
		grantsMade
	};
}

function isDuplicateKey(error: unknown): boolean {
	const cause = error as { code?: string; cause?: { code?: string } };
	return cause.code === '23505' || cause.cause?.code === '23505';
}
