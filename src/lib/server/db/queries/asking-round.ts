import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { RoundStage } from '../../../domain/round/round';
import type { Db, Tx } from '../client';
import { frameworkNode, indicator, round, roundUnit, unit } from '../schema';
import { toIndicator } from './series';
import { withinScope } from './unit';

export interface AskingRoundHead {
	readonly id: number;
	readonly period: string;
	readonly stage: RoundStage;
	readonly frameworkVersionId: number;
}

const mostRounds = 200;

/** Rounds with units of a scope: those under way first, then the published ones, both newest first. */
export async function listAskingRoundHeads(db: Db | Tx, scope: Scope): Promise<AskingRoundHead[]> {
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

export interface MeasuredIndicator extends Indicator {
	readonly retiredAt: Date | null;
}

/** Measured indicators of some framework versions, each in the order of its nodes. */
export async function listMeasuredOfVersions(
	db: Db | Tx,
	versionIds: readonly number[]
): Promise<Map<number, MeasuredIndicator[]>> {
	if (versionIds.length === 0) return new Map();
	const rows = await db
		.select({ versionId: frameworkNode.frameworkVersionId, indicator })
		.from(frameworkNode)
		.innerJoin(indicator, eq(indicator.id, frameworkNode.indicatorId))
		.where(and(inArray(frameworkNode.frameworkVersionId, [...versionIds]), eq(indicator.isScored, false)))
		.orderBy(frameworkNode.frameworkVersionId, frameworkNode.position);
	const byVersion = new Map<number, MeasuredIndicator[]>();
	for (const { versionId, indicator: row } of rows) {
		const measured = { ...toIndicator(row), retiredAt: row.retiredAt };
		byVersion.set(versionId, [...(byVersion.get(versionId) ?? []), measured]);
	}
	return byVersion;
}
