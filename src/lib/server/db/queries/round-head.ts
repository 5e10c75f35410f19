import { alias } from 'drizzle-orm/pg-core';
import { and, desc, eq, isNull, ne, notExists, type SQL } from 'drizzle-orm';
import { DomainError } from '../../../domain/errors';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { Db, Tx } from '../client';
import { framework, frameworkVersion, round, unit } from '../schema';

/**
 * All rounds but the withdrawn and those that a published correction has replaced, newest period first. Who asks may not be
 * allowed to know of each: pass every one through `scopeOfRound`.
 */
export async function listRoundHeads(db: Db | Tx): Promise<RoundHead[]> {
	const correction = alias(round, 'correction');
	return selectHeads(
		db,
		and(
			ne(round.stage, 'withdrawn'),
			notExists(
				db
					.select({ id: correction.id })
					.from(correction)
					.where(
						and(
							eq(correction.correctsRoundId, round.id),
							eq(correction.stage, 'published'),
							isNull(correction.withdrawnAt)
						)
					)
			)
		)
	);
}

/** Every round there is or was, newest period first. As above: who asks may not be allowed to know of each. */
export async function listAllRoundHeads(db: Db | Tx): Promise<RoundHead[]> {
	return selectHeads(db, undefined);
}

/** @throws DomainError `notFound` */
export async function getRoundHead(db: Db | Tx, id: number): Promise<RoundHead> {
	const [head] = await selectHeads(db, eq(round.id, id));
	if (!head) throw new DomainError('notFound', `There is no round ${id}`, { round: id });
	return head;
}

async function selectHeads(db: Db | Tx, where: SQL | undefined): Promise<RoundHead[]> {
	const rows = await selectHeadRows(db)
		.where(where)
		.orderBy(desc(round.periodStart), framework.id, desc(frameworkVersion.version), desc(round.id));
	return rows.map(toRoundHead);
}

/** Rounds with what their heads name, in no order yet. */
export function selectHeadRows(db: Db | Tx) {
	return db
		.select({
			round,
			version: frameworkVersion.version,
			appliesTo: frameworkVersion.appliesTo,
			frameworkCode: framework.code,
			frameworkNameEn: framework.nameEn,
			frameworkNameZh: framework.nameZh,
			rootCode: unit.code,
			rootNameEn: unit.nameEn,
			rootNameZh: unit.nameZh,
			rootPath: unit.path,
			isDemonstration: unit.isDemonstration
		})
		.from(round)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.innerJoin(unit, eq(unit.id, round.rootUnitId));
}

export function toRoundHead(row: Awaited<ReturnType<typeof selectHeadRows>>[number]): RoundHead {
	return {
		id: row.round.id,
		frameworkVersionId: row.round.frameworkVersionId,
		frameworkCode: row.frameworkCode,
		frameworkName: { en: row.frameworkNameEn, 'zh-CN': row.frameworkNameZh },
		frameworkVersion: row.version,
		appliesTo: row.appliesTo,
		period: row.round.period,
		stage: row.round.stage,
		audience: row.round.audience,
		rootUnitId: row.round.rootUnitId,
		rootCode: row.rootCode,
		rootName: { en: row.rootNameEn, 'zh-CN': row.rootNameZh },
		rootPath: row.rootPath,
		correctsRoundId: row.round.correctsRoundId,
		engineVersion: row.round.engineVersion,
		computedAt: row.round.computedAt,
		publishedAt: row.round.publishedAt,
		publishedHash: row.round.publishedHash,
		isDemonstration: row.isDemonstration
	};
}
