import { and, asc, eq, exists, gt, inArray, isNotNull, notInArray, or, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import {
	roundPeriodsAsking,
	type EntryRound,
	type EntryUnit,
	type StoredObservation
} from '../../../domain/indicator/entry-sheet';
import type { Entry } from '../../../domain/indicator/read-entry';
import type { StageWindow } from '../../../domain/round/round';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import type { Db, Tx } from '../client';
import {
	appUser,
	framework,
	frameworkVersion,
	observation,
	observationRevision,
	round,
	roundStageWindow,
	roundUnit,
	unit
} from '../schema';
import { withinScope } from './unit';

/**
 * The rounds under way that a unit takes part in, oldest period first: a handful. With them those that are published and whose
 * period holds one of `correctedPeriods`: cells that came back or were opened again are corrected, though the round stays as it is.
 */
export async function listEntryRounds(
	db: Db | Tx,
	scope: Scope,
	unitId: number,
	correctedPeriods: readonly string[] = []
): Promise<EntryRound[]> {
	const asking = [...new Set(correctedPeriods.map(parsePeriod).flatMap(roundPeriodsAsking))];
	const rows = await db
		.select({
			id: round.id,
			frameworkVersionId: round.frameworkVersionId,
			frameworkCode: framework.code,
			nameEn: framework.nameEn,
			nameZh: framework.nameZh,
			version: frameworkVersion.version,
			period: round.period,
			stage: round.stage
		})
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.innerJoin(round, eq(round.id, roundUnit.roundId))
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.where(
			and(
				eq(roundUnit.unitId, unitId),
				or(
					notInArray(round.stage, ['draft', 'published', 'withdrawn']),
					asking.length > 0 ? and(eq(round.stage, 'published'), inArray(round.period, asking)) : undefined
				),
				withinScope(scope)
			)
		)
		.orderBy(asc(round.periodStart), asc(round.id));
	const windows = await listStageWindows(
		db,
		rows.map(({ id }) => id)
	);
	return rows.map(({ nameEn, nameZh, ...row }) => ({
		...row,
		frameworkName: { en: nameEn, 'zh-CN': nameZh },
		windows: windows.get(row.id) ?? []
	}));
}

/** Periods of a unit in which something was sent back or opened again, and waits for its people. */
export async function listCorrectedPeriods(
	db: Db | Tx,
	scope: Scope,
	unitId: number,
	now: Date
): Promise<string[]> {
	const rows = await db
		.selectDistinct({ period: observation.period })
		.from(observation)
		.innerJoin(unit, eq(unit.id, observation.unitId))
		.where(
			and(
				eq(observation.unitId, unitId),
				or(
					eq(observation.status, 'returned'),
					isNotNull(observation.returnReason),
					and(eq(observation.status, 'approved'), gt(observation.reopenedUntil, now))
				),
				withinScope(scope)
			)
		)
		.limit(100);
	return rows.map(({ period }) => period);
}

/** The timetables of some rounds. */
export async function listStageWindows(
	db: Db | Tx,
	roundIds: readonly number[]
): Promise<ReadonlyMap<number, readonly StageWindow[]>> {
	if (roundIds.length === 0) return new Map();
	const rows = await db
		.select()
		.from(roundStageWindow)
		.where(inArray(roundStageWindow.roundId, [...roundIds]))
		.orderBy(roundStageWindow.opensAt);
	const byRound = new Map<number, StageWindow[]>();
	for (const { roundId, ...window } of rows) byRound.set(roundId, [...(byRound.get(roundId) ?? []), window]);
	return byRound;
}

export interface CellsOfUnit {
	readonly unitId: number;
	readonly indicatorIds: readonly number[];
	readonly periods: readonly string[];
}

/**
 * What is stored in some cells of a unit; `lock` keeps others from writing them until the transaction ends. A reopening whose time
 * is over at `now` is none any more.
 */
export async function listObservations(
	db: Db | Tx,
	scope: Scope,
	cells: CellsOfUnit,
	options: { readonly lock?: boolean; readonly now?: Date } = {}
): Promise<StoredObservation[]> {
	if (cells.indicatorIds.length === 0 || cells.periods.length === 0) return [];
	const starts = [...new Set(cells.periods.map((code) => periodStart(parsePeriod(code))))];
	const query = db
		.select({ observation, enteredByName: appUser.name })
		.from(observation)
		.innerJoin(unit, eq(unit.id, observation.unitId))
		.leftJoin(appUser, eq(appUser.id, observation.enteredBy))
		.where(
			and(
				eq(observation.unitId, cells.unitId),
				inArray(observation.indicatorId, [...cells.indicatorIds]),
				inArray(observation.periodStart, starts),
				inArray(observation.period, [...cells.periods]),
				withinScope(scope)
			)
		)
		.orderBy(asc(observation.indicatorId), asc(observation.period));
	// Everybody locks in one order, so that two who submit the same unit wait for each other instead of stopping each other.
	const rows = await (options.lock ? query.for('update', { of: observation }) : query);
	return rows.map(({ observation: row, enteredByName }) => ({
		indicatorId: row.indicatorId,
		period: row.period,
		entry: {
			value: row.value,
			numerator: row.numerator,
			denominator: row.denominator,
			distribution: row.distribution,
			missingReason: row.missingReason,
			note: row.note
		},
		status: row.status,
		returnReason: row.returnReason,
		revision: row.revision,
		source: row.source,
		enteredByName,
		enteredAt: row.enteredAt,
		submittedAt: row.submittedAt,
		firstSubmittedAt: row.firstSubmittedAt ?? row.submittedAt,
		draft: row.draftEntry as Entry | null,
		...reopening(row, options.now)
	}));
}

function reopening(
	row: typeof observation.$inferSelect,
	now: Date | undefined
): Pick<StoredObservation, 'reopenedUntil' | 'reopenReason'> {
	const isOver = row.reopenedUntil !== null && now !== undefined && row.reopenedUntil <= now;
	return isOver
		? { reopenedUntil: null, reopenReason: null }
		: { reopenedUntil: row.reopenedUntil, reopenReason: row.reopenReason };
}

export interface RevisionWrite {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	readonly revision: number;
	readonly before: unknown;
	readonly after: unknown;
	readonly reason?: string | null;
	/** code of the form, file or system that it came by */
	readonly source?: string | null;
	readonly changedBy: number | undefined;
	readonly changedAt: Date;
}

export async function insertRevisions(tx: Tx, revisions: readonly RevisionWrite[]): Promise<void> {
	if (revisions.length === 0) return;
	await tx
		.insert(observationRevision)
		.values(
			revisions.map((row) => ({ ...row, changedBy: row.changedBy ?? null, before: row.before ?? null }))
		);
}

/** IANA name of the zone in which a unit's days begin and end. */
export async function getUnitTimeZone(db: Db | Tx, unitId: number): Promise<string> {
	const [row] = await db.select({ timeZone: unit.timeZone }).from(unit).where(eq(unit.id, unitId));
	return row?.timeZone ?? 'Asia/Shanghai';
}

/**
 * Units in which somebody enters data, regions before their departments, by code; closed ones as long as a round under way has
 * them. At most `limit`.
 */
export async function listEntryUnits(db: Db, scope: Scope, limit: number): Promise<EntryUnit[]> {
	const rows = await db
		.select({ code: unit.code, en: unit.nameEn, zh: unit.nameZh, kind: unit.kind, path: unit.path })
		.from(unit)
		.where(
			and(
				withinScope(scope),
				or(
					sql`coalesce(${unit.validTo} > current_date, true)`,
					exists(
						db
							.select({ id: round.id })
							.from(roundUnit)
							.innerJoin(round, eq(round.id, roundUnit.roundId))
							.where(
								and(
									eq(roundUnit.unitId, unit.id),
									notInArray(round.stage, ['draft', 'published', 'withdrawn'])
								)
							)
					)
				)
			)
		)
		.orderBy(asc(unit.code))
		.limit(limit);
	return rows.map(({ en, zh, ...row }) => ({ ...row, name: { en, 'zh-CN': zh } }));
}
