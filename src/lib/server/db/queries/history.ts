import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { contentOfRecord, type CellChange, type CellHistory } from '../../../domain/indicator/known-state';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import type { Db } from '../client';
import { appUser, importRun, indicator, observation, observationRevision, unit } from '../schema';
import { toIndicator } from './series';
import { withinScope } from './unit';

export interface HistoryCells {
	readonly unitId: number;
	/** undefined: all */
	readonly indicatorId?: number | undefined;
	readonly period: string;
}

/** More changes than this of one form or cell are not read: the newest are. */
export const mostChanges = 2000;

/** What is stored of a unit's cells of a period and every change of them, by indicator: two statements whatever their number. */
export async function listCellHistories(
	db: Db,
	scope: Scope,
	cells: HistoryCells
): Promise<ReadonlyMap<number, CellHistory>> {
	const { unitId, indicatorId, period } = cells;
	const start = periodStart(parsePeriod(period));
	const rows = await db
		.select({ observation, byName: appUser.name, importFile: importRun.fileName })
		.from(observation)
		.innerJoin(unit, eq(unit.id, observation.unitId))
		.leftJoin(appUser, eq(appUser.id, observation.enteredBy))
		.leftJoin(importRun, eq(importRun.id, observation.importRunId))
		.where(
			and(
				eq(observation.unitId, unitId),
				indicatorId === undefined ? undefined : eq(observation.indicatorId, indicatorId),
				eq(observation.periodStart, sql`${start}::date`),
				eq(observation.period, period),
				withinScope(scope)
			)
		)
		.limit(2000);
	const changed = await listCellChanges(db, scope, cells, { limit: mostChanges });
	const histories = new Map<number, { current: CellHistory['current']; changes: CellChange[] }>();
	const of = (id: number): { current: CellHistory['current']; changes: CellChange[] } => {
		const known = histories.get(id) ?? { current: undefined, changes: [] };
		histories.set(id, known);
		return known;
	};
	for (const { observation: row, byName, importFile } of rows) {
		of(row.indicatorId).current = {
			value: row.value,
			numerator: row.numerator,
			denominator: row.denominator,
			distribution: row.distribution,
			missingReason: row.missingReason,
			note: row.note,
			status: row.status,
			source: row.source,
			importFile,
			importRow: row.sourceRow,
			revision: row.revision,
			byName,
			enteredAt: row.enteredAt,
			firstSubmittedAt: row.firstSubmittedAt ?? row.submittedAt,
			submittedAt: row.submittedAt
		};
	}
	for (const { indicatorId: id, change } of changed.reverse()) {
		const { current, changes } = of(id);
		// The row of the file is kept with the value that came from it, not with each change.
		const importRow = current?.revision === change.revision ? current.importRow : null;
		changes.push({ ...change, importRow });
	}
	return histories;
}

/** A change with its place in the list of all of them. */
export interface ListedChange {
	readonly id: number;
	readonly indicatorId: number;
	readonly change: Omit<CellChange, 'importRow'>;
}

/** Changes of a unit's cells of a period, newest first, from the one after `after` on. */
export async function listCellChanges(
	db: Db,
	scope: Scope,
	{ unitId, indicatorId, period }: HistoryCells,
	page: { readonly after?: number | undefined; readonly limit: number }
): Promise<ListedChange[]> {
	const place = sql`(${observationRevision.changedAt}, ${observationRevision.id})`;
	const rows = await db
		.select({ row: observationRevision, byName: appUser.name, importFile: importRun.fileName })
		.from(observationRevision)
		.innerJoin(unit, eq(unit.id, observationRevision.unitId))
		.leftJoin(appUser, eq(appUser.id, observationRevision.changedBy))
		.leftJoin(importRun, eq(importRun.id, observationRevision.importRunId))
		.where(
			and(
				eq(observationRevision.unitId, unitId),
				indicatorId === undefined ? undefined : eq(observationRevision.indicatorId, indicatorId),
				eq(observationRevision.period, period),
				page.after === undefined
					? undefined
					: sql`${place} < (select r.changed_at, r.id from observation_revision r where r.id = ${page.after})`,
				withinScope(scope)
			)
		)
		.orderBy(desc(observationRevision.changedAt), desc(observationRevision.id))
		.limit(page.limit);
	return rows.map(({ row, byName, importFile }) => ({
		id: row.id,
		indicatorId: row.indicatorId,
		change: {
			revision: row.revision,
			before: contentOfRecord(row.before),
			after: contentOfRecord(row.after),
			reason: row.reason,
			source: row.source,
			importFile,
			byName,
			at: row.changedAt
		}
	}));
}

/** Periods of which a unit ever stored something (of one indicator, where it is named), newest first. At most `limit`. */
export async function listStoredPeriods(
	db: Db,
	scope: Scope,
	of: { readonly unitId: number; readonly indicatorId?: number | undefined },
	limit: number
): Promise<string[]> {
	const rows = await db
		.select({ period: observation.period })
		.from(observation)
		.innerJoin(unit, eq(unit.id, observation.unitId))
		.where(
			and(
				eq(observation.unitId, of.unitId),
				of.indicatorId === undefined ? undefined : eq(observation.indicatorId, of.indicatorId),
				withinScope(scope)
			)
		)
		.groupBy(observation.period, observation.periodStart)
		.orderBy(desc(observation.periodStart), desc(observation.period))
		.limit(limit);
	return rows.map(({ period }) => period);
}

/** Indicators of some ids, by code. */
export async function listIndicatorsByIds(db: Db, ids: readonly number[]): Promise<Indicator[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.select()
		.from(indicator)
		.where(inArray(indicator.id, [...ids]))
		.orderBy(asc(indicator.code));
	return rows.map(toIndicator);
}
