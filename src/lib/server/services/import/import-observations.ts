import { createHash } from 'node:crypto';
import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { findUnitByCode } from '../../db/queries/unit';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import {
	copyGrants,
	ensureRootUnit,
	insertImportRun,
	insertIndicators,
	insertUnits,
	listClosedCells,
	listConsequentialIndicators,
	listKnownIndicators,
	listUnitIds,
	storeCells,
	type StoreCounts
} from '../../db/queries/import';
import { decodeText, type LoadedMapping } from '../../importers/load-mapping';
import { mapRows, type ImportedCell, type MappedRows } from '../../importers/map-rows';
import { ProblemList } from '../../importers/problems';
import { readCsv } from '../../importers/read-csv';
import { applyChange } from '../round/apply-change';

export interface ImportRequest extends LoadedMapping {
	readonly fileName: string;
	readonly bytes: Uint8Array;
	/** code of a unit: whoever holds a role on it gets the same role on a root unit that this import makes */
	readonly grantsFrom?: string | undefined;
}

export interface ImportReport extends StoreCounts {
	readonly rows: number;
	readonly filtered: number;
	readonly duplicates: number;
	readonly unitsMade: number;
	readonly grantsMade: number;
	readonly indicatorsMade: readonly string[];
	readonly importRunId: number;
	readonly rootUnitId: number | undefined;
	/** codes of the periods that the file speaks of, in time order */
	readonly periods: readonly string[];
}

/**
 * Stores a file's values as observations by a declarative mapping, all or nothing, with one audit row for the file and a
 * revision for each value that it changes. A second import of the same file changes nothing.
 * `scope` is the operator's at the console, where making units and indicators is allowed; no page calls this.
 * @throws DomainError `importRefused`: one line a problem, file, row, column and remedy
 */
export async function importObservations(
	ctx: Context,
	scope: Scope,
	request: ImportRequest
): Promise<ImportReport> {
	requireImportScope(scope);
	const { mapping, fileName } = request;
	const text = decodeText(request.bytes, mapping.format.encoding, fileName);
	const { header, rows } = await readCsv(text, { delimiter: mapping.format.delimiter }).catch(
		(error: unknown) => {
			throw error instanceof DomainError
				? new DomainError(error.code, `${fileName}, ${error.message}`)
				: error;
		}
	);
	return ctx.db.transaction(async (tx) => {
		const made = request.indicators ? await insertIndicators(tx, request.indicators) : [];
		const known = await listKnownIndicators(tx, scope);
		const creation = mapping.unit.create;
		const unitIds = await listUnitIds(tx, scope, creation?.root.code);
		const problems = new ProblemList();
		const mapped = mapRows(mapping, fileName, header, rows, known, (code) => unitIds.has(code), problems);
		if (problems.count > 0) throw new DomainError('importRefused', problems.lines().join('\n'));
		const below = await makeUnits(tx, ctx, scope, request, mapped);
		await refuseClosedCells(tx, fileName, mapped.cells);
		const runId = await insertImportRun(tx, {
			fileName,
			fileSha256: createHash('sha256').update(request.bytes).digest('hex'),
			mapping,
			counts: { ...mapped.counts, cells: mapped.cells.length },
			startedBy: ctx.actor.userId ?? null,
			startedAt: ctx.now
		});
		const stored = await storeCells(tx, mapped.cells, {
			id: runId,
			source: mapping.source,
			reason: `import ${runId}: ${fileName}`,
			now: ctx.now
		});
		if (stored.inserted + stored.changed > 0)
			await followUp(tx, ctx, scope, mapped.cells, creation?.root.code);
		const report: ImportReport = {
			...mapped.counts,
			...stored,
			...below,
			indicatorsMade: made,
			importRunId: runId,
			periods: [...new Map(mapped.cells.map((c) => [c.period.code, c.periodStart]))]
				.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0))
				.map(([code]) => code)
		};
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'observation.import',
			entity: 'import_run',
			entityId: runId,
			unitId: below.rootUnitId,
			after: { fileName, ...report }
		});
		return report;
	});
}

function requireImportScope(scope: Scope): void {
	if (scope.permission !== 'observation.import') {
		throw new DomainError('forbidden', 'An import needs the permission "observation.import"');
	}
}

async function makeUnits(
	tx: Tx,
	ctx: Context,
	scope: Scope,
	request: ImportRequest,
	mapped: MappedRows
): Promise<{ unitsMade: number; grantsMade: number; rootUnitId: number | undefined }> {
	const creation = request.mapping.unit.create;
	if (!creation) return { unitsMade: 0, grantsMade: 0, rootUnitId: undefined };
	const root = await ensureRootUnit(tx, creation.root);
	const unitsMade = await insertUnits(tx, root, creation, mapped.units);
	if (request.grantsFrom && !(await findUnitByCode(tx, scope, request.grantsFrom))) {
		throw new DomainError(
			'importRefused',
			`--grants-from: there is no unit "${request.grantsFrom}". Name the code of a unit whose people are to see the imported ones.`
		);
	}
	const grantsMade = request.grantsFrom ? await copyGrants(tx, request.grantsFrom, root.id, ctx.now) : 0;
	return { unitsMade, grantsMade, rootUnitId: root.id };
}

/** Brings up to date what follows from the cells of a file, a bounded number of them at a time. */
async function followUp(
	tx: Tx,
	ctx: Context,
	scope: Scope,
	cells: readonly ImportedCell[],
	rootCode: string | undefined
): Promise<void> {
	const indicatorIds = await listConsequentialIndicators(tx, [...new Set(cells.map((c) => c.indicator))]);
	const unitIds = await listUnitIds(tx, scope, rootCode);
	const changes = cells.flatMap((cell) => {
		const indicatorId = indicatorIds.get(cell.indicator);
		const unitId = unitIds.get(cell.unit);
		return indicatorId === undefined || unitId === undefined
			? []
			: [{ unitId, indicatorId, period: cell.period.code }];
	});
	const most = 10_000;
	for (let from = 0; from < changes.length; from += most) {
		await applyChange(tx, ctx, changes.slice(from, from + most));
	}
}

/** An approved value reopens one at a time, with reason and expiry: never because a file says something else. */
async function refuseClosedCells(tx: Tx, fileName: string, cells: readonly ImportedCell[]): Promise<void> {
	const closed = await listClosedCells(tx, cells, 20);
	if (closed.length === 0) return;
	throw new DomainError(
		'importRefused',
		closed
			.map(
				(c) =>
					`${fileName}: ${c.unit}, ${c.indicator}, ${c.period} is approved with another value. Have it reopened, or leave it out of the file.`
			)
			.join('\n')
	);
}
