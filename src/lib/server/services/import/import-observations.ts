import { createHash } from 'node:crypto';
import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { findUnitByCode } from '../../db/queries/unit';
import { insertImportRun, moveImportRun, replaceProblems } from '../../db/queries/import-run';
import type { IndicatorFile, Mapping } from '../../importers/mapping';
import { openBytes } from '../../importers/byte-source';
import { sourceLimits, type SourceFile } from '../../importers/row-source';
import { holdingRun } from './hold-run';
import { bringInFile, countsOf, type BroughtIn } from './bring-in-file';

export interface ImportRequest {
	readonly mapping: Mapping;
	readonly indicators?: IndicatorFile | undefined;
	readonly file: SourceFile;
	/** look what would become of it, and store nothing but that */
	readonly isDryRun?: boolean | undefined;
	/** leave rows out that have something wrong, instead of refusing the file */
	readonly isGoodRowsOnly?: boolean | undefined;
	/** code of a unit: whoever holds a role on it gets the same role on a root unit that this import makes */
	readonly grantsFrom?: string | undefined;
}

export interface ImportReport extends BroughtIn {
	readonly importRunId: number;
}

/**
 * Stores a file's values as observations by a declarative mapping, with one audit row for the file and a revision for each value
 * that is new or another; all or nothing unless its good rows were asked for. A second import of the same file changes nothing.
 * `scope` is the operator's at the console, where making units and indicators is allowed; no page calls this.
 * @throws DomainError `importRefused`: one line a problem, file, row, column and remedy
 */
export async function importObservations(
	ctx: Context,
	scope: Scope,
	request: ImportRequest
): Promise<ImportReport> {
	if (scope.permission !== 'observation.import') {
		throw new DomainError('forbidden', 'An import needs the permission "observation.import"');
	}
	await checkGrants(ctx, scope, request);
	const intent = request.isDryRun ? 'check' : 'store';
	const fileSha256 = await hashOf(request.file);
	const runId = await ctx.db.transaction((tx) =>
		insertImportRun(tx, {
			fileName: request.file.name,
			fileSha256,
			mapping: request.mapping,
			counts: {},
			status: intent === 'check' ? 'checking' : 'storing',
			isGoodRowsOnly: request.isGoodRowsOnly ?? false,
			startedBy: ctx.actor.userId ?? null,
			startedAt: ctx.now
		})
	);
	try {
		const file = {
			runId,
			file: request.file,
			mapping: request.mapping,
			indicators: request.indicators,
			grantsFrom: request.grantsFrom,
			intent,
			isGoodRowsOnly: request.isGoodRowsOnly ?? false
		} as const;
		const outcome = (await holdingRun(ctx, runId, () => bringInFile(ctx, scope, file)))!;
		if (!outcome.isStored) await close(ctx, runId, intent, outcome);
		if (intent === 'store' && !outcome.isStored) {
			throw new DomainError('importRefused', outcome.problems.lines().join('\n'));
		}
		return { ...outcome, importRunId: runId };
	} catch (error) {
		const failure = error instanceof DomainError ? error.message.split('\n', 1)[0]! : 'unexpected';
		await ctx.db.transaction((tx) =>
			moveImportRun(tx, runId, ['checking', 'storing'], {
				status: 'failed',
				failure,
				finishedAt: new Date()
			})
		);
		throw error;
	}
}

/** What is wished for beside the values is looked at before the file is, in a dry run too. */
async function checkGrants(
	ctx: Context,
	scope: Scope,
	{ grantsFrom, mapping }: ImportRequest
): Promise<void> {
	if (grantsFrom === undefined) return;
	if (!mapping.unit.create) {
		throw new DomainError(
			'importRefused',
			'--grants-from: the mapping makes no units on which roles could be given. Leave it out, or say "create" under "unit" in the mapping.'
		);
	}
	if (!(await findUnitByCode(ctx.db, scope, grantsFrom))) {
		throw new DomainError(
			'importRefused',
			`--grants-from: there is no unit "${grantsFrom}". Name the code of a unit whose people are to see the imported ones.`
		);
	}
}

/** A dry run, or a file that was refused: what was found stays to be read. */
async function close(
	ctx: Context,
	runId: number,
	intent: 'check' | 'store',
	outcome: BroughtIn
): Promise<void> {
	await ctx.db.transaction(async (tx) => {
		await moveImportRun(tx, runId, ['checking', 'storing'], {
			status: intent === 'check' ? 'checked' : 'failed',
			failure: intent === 'check' ? null : (outcome.problems.lines()[0] ?? null),
			counts: countsOf(outcome),
			rowsDone: outcome.rows,
			rowsTotal: outcome.rows,
			finishedAt: new Date()
		});
		await replaceProblems(tx, runId, [...outcome.problems.kept, ...outcome.warnings.kept]);
	});
}

/** Read as the table will be: a file that is not there is refused in the same words. @throws DomainError `importRefused` */
async function hashOf(file: SourceFile): Promise<string> {
	const hash = createHash('sha256');
	const source = await openBytes(file, sourceLimits);
	for await (const chunk of source.chunks()) hash.update(chunk);
	return hash.digest('hex');
}
