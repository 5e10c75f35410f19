import type { Scope } from '../../../domain/access/can';
import { isWithin } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listConsequentialIndicators, listKnownIndicators, listNamedUnits } from '../../db/queries/import';
import { moveImportRun, replaceProblems } from '../../db/queries/import-run';
import {
	countStage,
	createStage,
	dropRows,
	dropStage,
	listStagedIndicators,
	measureStage,
	resolveIds,
	type StageCounts,
	type StageSpan
} from '../../db/queries/import-stage';
import { eachStoredCell, storeStage } from '../../db/queries/import-store';
import { ImportLookups, plannedIndicators } from '../../importers/lookups';
import { RowMapper, type MapCounts } from '../../importers/map-rows';
import { sourceOptionsOf, type IndicatorFile, type Mapping } from '../../importers/mapping';
import { openRowSource } from '../../importers/open-row-source';
import { ProblemList } from '../../importers/problems';
import type { SourceFile } from '../../importers/row-source';
import { applyChange } from '../round/apply-change';
import { mostProblems, refuseStaged, type JudgedStage } from './judge-stage';
import { makeThings, type MadeThings } from './make-things';
import { readIntoStage } from './read-into-stage';
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
	/** rules of severity warning that do not hold: nothing is rejected for them */
	readonly warned: number;
	readonly firstDay: string | null;
	readonly lastDay: string | null;
	/** codes of the periods that the file speaks of, in time order */
	readonly periods: readonly string[];
	readonly problems: ProblemList;
	readonly warnings: ProblemList;
}

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
	const warnings = new ProblemList(mostProblems);
	const source = await openRowSource(wish.file, sourceOptionsOf(mapping));
	const stage = await createStage(ctx.db, runId, mapping.value?.noteColumn !== undefined);
	try {
		const mapper = new RowMapper(mapping, wish.file.name, source.header, lookups, problems, source.headerRow);
		await readIntoStage(ctx, runId, source, mapper, stage);
		await dropRows(ctx.db, stage, [...mapper.withdrawn]);
		const unitCodes = new Map(units.map(({ id, code }) => [id, code]));
		for (const [code, { id }] of lookups.newcomers) unitCodes.set(id, code);
		const fileName = wish.file.name;
		const staged = {
			ctx,
			scope,
			wish,
			fileName,
			stage,
			problems,
			warnings,
			mapper,
			lookups,
			planned,
			unitCodes
		};
		return wish.intent === 'check' ? await checkStage(staged) : await storeAll(staged);
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

interface Staged extends JudgedStage {
	readonly wish: FileToBringIn;
	readonly mapper: RowMapper;
	readonly lookups: ImportLookups;
	readonly planned: readonly { readonly id: number; readonly code: string }[];
}

const nothingMade: MadeThings = { unitsMade: 0, grantsMade: 0, indicatorsMade: [], rootUnitId: undefined };

function summary(staged: Staged, span: StageSpan, counts: StageCounts, made: MadeThings, isStored: boolean) {
	return {
		...staged.mapper.counts,
		...counts,
		...made,
		isStored,
		rejected: staged.problems.count,
		warned: staged.warnings.count,
		firstDay: span.firstDay,
		lastDay: span.lastDay,
		periods: staged.mapper.periods,
		problems: staged.problems,
		warnings: staged.warnings
	};
}

async function checkStage(staged: Staged): Promise<BroughtIn> {
	const { ctx, stage } = staged;
	const left = await refuseStaged(staged, ctx.db);
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
	const { ctx, scope, stage, wish, lookups, planned, problems } = staged;
	const { made, unitIds, indicatorIds } = await makeThings(tx, ctx, scope, wish, lookups, planned);
	await resolveIds(tx, stage, { units: unitIds, indicators: indicatorIds });
	for (const [planned, made] of unitIds) staged.unitCodes.set(made, staged.unitCodes.get(planned) ?? '');
	const left = await refuseStaged(staged, tx);
	if (isRefused()) throw new Refused();
	const by = ctx.actor.userId;
	const counts = await storeStage(tx, stage, left, {
		id: wish.runId,
		source: wish.mapping.source,
		reason: `import ${wish.runId}: ${wish.file.name}`,
		by,
		now: ctx.now
	});
	if (counts.inserted + counts.changed > 0) {
		const indicatorIds = await listStagedIndicators(tx, stage);
		const wanted = {
			runId: wish.runId,
			indicatorIds: await listConsequentialIndicators(tx, indicatorIds),
			size: changeSize
		};
		await eachStoredCell(tx, stage, left, wanted, (cells) => applyChange(tx, ctx, cells));
	}
	const outcome = summary(staged, left, counts, made, true);
	await closeRun(tx, ctx, wish, outcome);
	await replaceProblems(tx, wish.runId, [...problems.kept, ...staged.warnings.kept]);
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
	const { rows, filtered, duplicates, cells, rejectedRows, rejected, warned } = outcome;
	const { inserted, changed, unchanged, unitsMade, grantsMade } = outcome;
	return {
		rows,
		filtered,
		duplicates,
		cells,
		rejectedRows,
		rejected,
		warned,
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
