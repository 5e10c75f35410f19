import { and, asc, count, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { Appeal, AppealCounts, AppealFilter, AppealRecusal } from '../../../domain/appeal/appeal';
import { openAppealStatuses } from '../../../domain/appeal/appeal-flow';
import { selectRows, type Db, type Tx } from '../client';
import {
	appUser,
	appeal,
	appealRecusal,
	assessment,
	framework,
	frameworkVersion,
	indicator,
	round,
	unit
} from '../schema';
import { withinScope } from './unit';

const filer = alias(appUser, 'filer');
const admitter = alias(appUser, 'admitter');
const decider = alias(appUser, 'decider');

const isOpen = inArray(appeal.status, [...openAppealStatuses]);
const isOverdue = (now: Date): SQL =>
	sql`(${isOpen} and ${appeal.dueAt} <= ${now.toISOString()}::timestamptz)`;

function select(db: Db | Tx, now: Date) {
	return db
		.select({
			appeal,
			unit: { id: unit.id, code: unit.code, en: unit.nameEn, zh: unit.nameZh, path: unit.path },
			indicator: {
				id: indicator.id,
				code: indicator.code,
				en: indicator.nameEn,
				zh: indicator.nameZh,
				isScored: indicator.isScored,
				decimals: indicator.decimals,
				measure: indicator.measure,
				labelEn: indicator.unitLabelEn,
				labelZh: indicator.unitLabelZh
			},
			round: { id: round.id, period: round.period, stage: round.stage },
			framework: { code: framework.code, en: framework.nameEn, zh: framework.nameZh },
			filedByName: filer.name,
			admittedByName: admitter.name,
			decidedByName: decider.name,
			isOverdue: sql<boolean>`${isOverdue(now)}`
		})
		.from(appeal)
		.innerJoin(unit, eq(unit.id, appeal.unitId))
		.innerJoin(indicator, eq(indicator.id, appeal.indicatorId))
		.innerJoin(round, eq(round.id, appeal.roundId))
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.leftJoin(filer, eq(filer.id, appeal.filedBy))
		.leftJoin(admitter, eq(admitter.id, appeal.admittedBy))
		.leftJoin(decider, eq(decider.id, appeal.decidedBy));
}

function toAppeal(row: Awaited<ReturnType<typeof select>>[number]): Appeal {
	const { appeal: stored, unit: of, indicator: on } = row;
	return {
		id: stored.id,
		unit: { id: of.id, code: of.code, name: { en: of.en, 'zh-CN': of.zh }, path: of.path },
		indicator: {
			id: on.id,
			code: on.code,
			name: { en: on.en, 'zh-CN': on.zh },
			isScored: on.isScored,
			decimals: on.decimals,
			measure: on.measure,
			unitLabel: { en: on.labelEn, 'zh-CN': on.labelZh }
		},
		round: {
			...row.round,
			frameworkCode: row.framework.code,
			frameworkName: { en: row.framework.en, 'zh-CN': row.framework.zh }
		},
		status: stored.status,
		claim: stored.claim,
		claimedValue: stored.claimedValue,
		filedBy: stored.filedBy,
		filedByName: row.filedByName,
		filedAt: stored.filedAt,
		dueAt: stored.dueAt,
		isOverdue: row.isOverdue,
		admittedByName: row.admittedByName,
		admittedAt: stored.admittedAt,
		admissionReason: stored.admissionReason,
		decidedByName: row.decidedByName,
		decidedAt: stored.decidedAt,
		decisionReason: stored.decisionReason,
		decidedValue: stored.decidedValue,
		difference: stored.difference,
		revision: stored.revision
	};
}

export interface AppealSearch extends AppealFilter {
	/** of exactly this unit */
	readonly unitId?: number | undefined;
	readonly limit: number;
	readonly offset: number;
}

/** Appeals of a scope: what waits for a decision first, by due day; then what is decided, newest first. */
export async function searchAppeals(
	db: Db | Tx,
	scope: Scope,
	now: Date,
	search: AppealSearch
): Promise<{ appeals: Appeal[]; total: number }> {
	const { state } = search;
	const where = and(
		withinScope(scope),
		state === 'open' ? isOpen : state === 'overdue' ? isOverdue(now) : state && eq(appeal.status, state),
		search.round === undefined ? undefined : eq(appeal.roundId, search.round),
		search.unitId === undefined ? undefined : eq(appeal.unitId, search.unitId)
	);
	const rows = await select(db, now)
		.where(where)
		.orderBy(desc(isOpen), sql`case when ${isOpen} then ${appeal.dueAt} end asc`, desc(appeal.id))
		.limit(search.limit)
		.offset(search.offset);
	const [counted] = await db
		.select({ total: count() })
		.from(appeal)
		.innerJoin(unit, eq(unit.id, appeal.unitId))
		.where(where);
	return { appeals: rows.map(toAppeal), total: counted?.total ?? 0 };
}

/** What in a scope wants a decision. */
export async function countAppeals(db: Db | Tx, scope: Scope, now: Date): Promise<AppealCounts> {
	const number = (where: SQL) => sql<number>`(count(*) filter (where ${where}))::int`;
	const [row] = await db
		.select({ open: number(isOpen), overdue: number(isOverdue(now)) })
		.from(appeal)
		.innerJoin(unit, eq(unit.id, appeal.unitId))
		.where(withinScope(scope));
	return row ?? { open: 0, overdue: 0 };
}

/** Open appeals that have to be decided before an instant, the most urgent first. */
export async function listAppealsDueBefore(db: Db, scope: Scope, now: Date, before: Date): Promise<Appeal[]> {
	const rows = await select(db, now)
		.where(and(withinScope(scope), isOpen, sql`${appeal.dueAt} <= ${before.toISOString()}::timestamptz`))
		.orderBy(asc(appeal.dueAt), asc(appeal.id));
	return rows.map(toAppeal);
}

/** One appeal of a scope. @param lock keeps others from changing it until the transaction ends */
export async function findAppeal(
	db: Db | Tx,
	scope: Scope,
	now: Date,
	id: number,
	lock = false
): Promise<Appeal | undefined> {
	const query = select(db, now).where(and(eq(appeal.id, id), withinScope(scope)));
	const [row] = await (lock ? query.for('update', { of: appeal }) : query);
	return row && toAppeal(row);
}

/** The open appeal against one figure, if there is one. */
export async function findOpenAppeal(
	db: Db | Tx,
	scope: Scope,
	of: { readonly roundId: number; readonly unitId: number; readonly indicatorId: number }
): Promise<number | undefined> {
	const [row] = await db
		.select({ id: appeal.id })
		.from(appeal)
		.innerJoin(unit, eq(unit.id, appeal.unitId))
		.where(
			and(
				eq(appeal.roundId, of.roundId),
				eq(appeal.unitId, of.unitId),
				eq(appeal.indicatorId, of.indicatorId),
				isOpen,
				withinScope(scope)
			)
		);
	return row?.id;
}

/** @returns its id; undefined where one against the same figure is open already */
export async function insertAppeal(tx: Tx, row: typeof appeal.$inferInsert): Promise<number | undefined> {
	const [inserted] = await tx.insert(appeal).values(row).onConflictDoNothing().returning({ id: appeal.id });
	return inserted?.id;
}

/** Moves an appeal on, if it still stands at the revision that was read. @returns false where somebody else came first */
export async function updateAppeal(
	tx: Tx,
	id: number,
	revision: number,
	change: Partial<typeof appeal.$inferInsert>
): Promise<boolean> {
	const rows = await tx
		.update(appeal)
		.set({ ...change, revision: revision + 1 })
		.where(and(eq(appeal.id, id), eq(appeal.revision, revision)))
		.returning({ id: appeal.id });
	return rows.length === 1;
}

/** Keeps the difference that a decision made. */
export async function setDifference(
	tx: Tx,
	id: number,
	difference: NonNullable<Appeal['difference']>
): Promise<void> {
	await tx.update(appeal).set({ difference }).where(eq(appeal.id, id));
}

/** Who stepped back from an appeal, in the order in which they did. */
export async function listRecusals(
	db: Db | Tx,
	appealId: number
): Promise<(AppealRecusal & { readonly userId: number })[]> {
	return db
		.select({
			userId: appealRecusal.userId,
			name: appUser.name,
			reason: appealRecusal.reason,
			recusedAt: appealRecusal.recusedAt
		})
		.from(appealRecusal)
		.innerJoin(appUser, eq(appUser.id, appealRecusal.userId))
		.where(eq(appealRecusal.appealId, appealId))
		.orderBy(asc(appealRecusal.recusedAt), asc(appealRecusal.userId));
}

/** @returns false where the person had stepped back already */
export async function insertRecusal(tx: Tx, row: typeof appealRecusal.$inferInsert): Promise<boolean> {
	const rows = await tx
		.insert(appealRecusal)
		.values(row)
		.onConflictDoNothing()
		.returning({ userId: appealRecusal.userId });
	return rows.length === 1;
}

/** Who was asked to score one cell of a round, and whether anybody was asked to score that indicator in it at all. */
export async function readScorers(
	db: Db | Tx,
	of: { readonly roundId: number; readonly unitId: number; readonly indicatorId: number }
): Promise<{ readonly userIds: readonly number[]; readonly isAssessed: boolean }> {
	const rows = await db
		.select({ userId: assessment.assessorId })
		.from(assessment)
		.where(
			and(
				eq(assessment.roundId, of.roundId),
				eq(assessment.unitId, of.unitId),
				eq(assessment.indicatorId, of.indicatorId)
			)
		);
	if (rows.length > 0) return { userIds: rows.map(({ userId }) => userId), isAssessed: true };
	const [any] = await selectRows<{ found: boolean }>(
		db,
		sql`select exists (select 1 from assessment where round_id = ${of.roundId} and indicator_id = ${of.indicatorId}) as found`
	);
	return { userIds: [], isAssessed: any?.found ?? false };
}
