import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Frequency } from '../../../domain/indicator/indicator';
import type { RoundStage } from '../../../domain/round/round';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { frameworkNode, indicator, round, roundUnit, unit } from '../schema';
import { withinScope } from './unit';

export interface ReviewRound {
	readonly id: number;
	readonly period: string;
	readonly stage: RoundStage;
	readonly frameworkVersionId: number;
}

const mostRounds = 200;

/** Rounds with units of a scope: those under way first, then the published ones, both newest first. */
export async function listReviewRounds(db: Db | Tx, scope: Scope): Promise<ReviewRound[]> {
	return db
		.select({
			id: round.id,
			period: round.period,
			stage: round.stage,
			frameworkVersionId: round.frameworkVersionId
		})
		.from(round)
		.where(
			and(
				notInArray(round.stage, ['draft', 'withdrawn']),
				sql`exists (${db
					.select({ one: sql`1` })
					.from(roundUnit)
					.innerJoin(unit, eq(unit.id, roundUnit.unitId))
					.where(and(eq(roundUnit.roundId, round.id), withinScope(scope)))})`
			)
		)
		.orderBy(sql`${round.stage} = 'published'`, desc(round.periodStart), desc(round.id))
		.limit(mostRounds);
}

export interface MeasuredIndicator {
	readonly id: number;
	readonly frameworkVersionId: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly frequency: Frequency;
}

/** The measured indicators of some framework versions that are still collected, by code. */
export async function listMeasuredIndicators(
	db: Db | Tx,
	frameworkVersionIds: readonly number[]
): Promise<MeasuredIndicator[]> {
	if (frameworkVersionIds.length === 0) return [];
	const rows = await db
		.select({
			id: indicator.id,
			frameworkVersionId: frameworkNode.frameworkVersionId,
			code: indicator.code,
			en: indicator.nameEn,
			zh: indicator.nameZh,
			frequency: indicator.frequency
		})
		.from(frameworkNode)
		.innerJoin(indicator, eq(indicator.id, frameworkNode.indicatorId))
		.where(
			and(
				inArray(frameworkNode.frameworkVersionId, [...new Set(frameworkVersionIds)]),
				eq(indicator.isScored, false),
				sql`${indicator.retiredAt} is null`
			)
		)
		.orderBy(indicator.code);
	return rows.map(({ en, zh, ...row }) => ({ ...row, name: { en, 'zh-CN': zh } }));
}
