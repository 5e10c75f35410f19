import { alias } from 'drizzle-orm/pg-core';
import { and, desc, eq, isNull, ne, notExists } from 'drizzle-orm';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { Db, Tx } from '../client';
import { framework, frameworkVersion, round, unit } from '../schema';

/**
 * All rounds but the withdrawn and those that a published correction has replaced, newest period first. Who asks may not be
 * allowed to know of each: pass every one through `scopeOfRound`.
 */
export async function listRoundHeads(db: Db | Tx): Promise<RoundHead[]> {
	const correction = alias(round, 'correction');
	const rows = await db
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
		.innerJoin(unit, eq(unit.id, round.rootUnitId))
		.where(
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
		)
		.orderBy(desc(round.periodStart), framework.id, desc(frameworkVersion.version), desc(round.id));
	return rows.map((row) => ({
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
	}));
}
