import { demand } from '../../../domain/access/can';
import type { RoleProblem } from '../../../domain/import/column-role';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { findRememberedMapping, rememberMapping } from '../../db/queries/import-mapping';
import { moveImportRun } from '../../db/queries/import-run';
import { pathOfFile } from '../../files/store-file';
import { mappingOfChoice, readRoles } from '../../importers/column-roles';
import { mappingSchema, sourceOptionsOf, type Mapping } from '../../importers/mapping';
import { openRowSource } from '../../importers/open-row-source';
import { getOwnRun, movedOn, requireState } from './get-own-run';
import { fingerprintOf, formatOf, sharingUnits } from './mapping-memory';
import { passOn } from './work-on-import';

export interface PostedMapping {
	readonly runId: number;
	/** text of each column's role, in the order of the columns that were shown */
	readonly roles: readonly string[];
	readonly unit: string;
	readonly period: string;
	readonly source: string;
	readonly sheet?: string | undefined;
	readonly headerRow?: number | undefined;
}

/**
 * Takes what somebody says of a file's columns, remembers it for files of its kind, and has the file checked.
 * @returns what keeps it from making sense, or undefined
 * @throws DomainError `notFound`, `conflict`, `importRefused` (the file cannot be opened so)
 */
export async function chooseMapping(ctx: Context, posted: PostedMapping): Promise<RoleProblem | undefined> {
	demand(ctx.actor, 'observation.import');
	const { run, scope } = await getOwnRun(ctx, posted.runId);
	requireState(run, 'map');
	if (!run.fileKey) throw new DomainError('notFound', 'The file is no longer there');
	const source = await openRowSource(
		{ name: run.fileName, path: pathOfFile(run.fileKey) },
		{
			...(posted.sheet === undefined ? {} : { sheet: posted.sheet }),
			...(posted.headerRow === undefined ? {} : { headerRow: posted.headerRow })
		}
	);
	// What texts mean was said for this file, or for another of its kind.
	const before = [
		run.mapping,
		await findRememberedMapping(ctx.db, sharingUnits(scope), fingerprintOf(source))
	].map((known) => mappingSchema.safeParse(known).data);
	const unitCodes = before.find((known) => known?.unit.codes)?.unit.codes ?? {};
	const indicatorCodes = before.find((known) => known?.indicator?.codes)?.indicator?.codes ?? {};
	let found;
	try {
		found = mappingOfChoice({
			roles: readRoles(source.header, posted.roles),
			unit: posted.unit,
			period: posted.period,
			source: posted.source || run.fileName,
			format: formatOf(source),
			unitCodes,
			indicatorCodes
		});
	} finally {
		await source.close();
	}
	if ('problem' in found) return found.problem;
	await checkWith(ctx, run.id, found.mapping, {
		unitIds: sharingUnits(scope),
		fingerprint: fingerprintOf(source),
		name: run.fileName
	});
	return undefined;
}

/**
 * Takes what somebody says of texts that were not recognised (a unit's or an indicator's code; nothing: leave such rows out), and
 * has the file checked again.
 * @throws DomainError `notFound`, `conflict`
 */
export async function matchTexts(
	ctx: Context,
	posted: {
		readonly runId: number;
		readonly units: Readonly<Record<string, string>>;
		readonly indicators: Readonly<Record<string, string>>;
	}
): Promise<void> {
	demand(ctx.actor, 'observation.import');
	const { run, scope } = await getOwnRun(ctx, posted.runId);
	requireState(run, 'map');
	const mapping = mappingSchema.parse(run.mapping);
	if (!run.fileKey) throw new DomainError('notFound', 'The file is no longer there');
	const source = await openRowSource(
		{ name: run.fileName, path: pathOfFile(run.fileKey) },
		sourceOptionsOf(mapping)
	);
	await source.close();
	const matched = {
		...mapping,
		unit: { ...mapping.unit, codes: { ...mapping.unit.codes, ...posted.units } },
		...(mapping.indicator
			? { indicator: { ...mapping.indicator, codes: { ...mapping.indicator.codes, ...posted.indicators } } }
			: {})
	};
	await checkWith(ctx, run.id, matched, {
		unitIds: sharingUnits(scope),
		fingerprint: fingerprintOf(source),
		name: run.fileName
	});
}

async function checkWith(
	ctx: Context,
	runId: number,
	mapping: Mapping,
	memory: { unitIds: readonly number[]; fingerprint: string; name: string }
): Promise<void> {
	await ctx.db.transaction(async (tx) => {
		const isMoved = await moveImportRun(tx, runId, ['queued', 'checked', 'failed', 'cancelled'], {
			status: 'queued',
			mapping,
			isCancelWanted: false,
			rowsDone: 0,
			rowsTotal: null,
			failure: null,
			finishedAt: null
		});
		if (!isMoved) throw movedOn(runId);
		const [unitId] = memory.unitIds;
		if (unitId === undefined) return;
		await rememberMapping(tx, {
			name: memory.name,
			unitId,
			fingerprint: memory.fingerprint,
			mapping,
			savedBy: ctx.actor.userId ?? null,
			savedAt: ctx.now
		});
	});
	await passOn(ctx, { runId, task: 'check' });
}
