import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { GroupMembers } from '../../../domain/ranking/filter';
import type { NodeScore, RankableUnit } from '../../../domain/ranking/standing';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import {
	adjustment,
	groupSet,
	peerGroup,
	result,
	round,
	roundUnit,
	unit,
	unitPeerGroup,
	unitPlacement
} from '../schema';
import { placedAtEnd, toUnit, withinScope } from './unit';

/** First day after a round's period. */
const roundEnd = sql`(${round.periodStart} + case when ${round.period} like '%-Q%' then interval '3 months'
	when ${round.period} like '%-H%' then interval '6 months' when length(${round.period}) = 4 then interval '1 year'
	else interval '1 month' end)::date`;

/** The units of a round with the group that each is compared in, and the unit above at the end of its period, by code. */
export async function listRoundUnits(db: Db | Tx, scope: Scope, roundId: number): Promise<RankableUnit[]> {
	const parent = alias(unit, 'parent');
	const rows = await db
		.select({
			unit,
			peerGroup: roundUnit.peerGroup,
			parentCode: parent.code,
			parentEn: parent.shortNameEn,
			parentZh: parent.shortNameZh,
			parentColumn: parent.tileColumn,
			parentRow: parent.tileRow,
			parentAbbreviation: parent.abbreviation
		})
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.innerJoin(round, eq(round.id, roundUnit.roundId))
		.leftJoin(unitPlacement, and(eq(unitPlacement.unitId, unit.id), placedAtEnd(roundEnd)))
		.leftJoin(parent, sql`${parent.id} = coalesce(${unitPlacement.parentId}, ${unit.parentId})`)
		.where(and(eq(roundUnit.roundId, roundId), withinScope(scope)))
		.orderBy(asc(unit.code));
	return rows.map((row) => ({
		...toUnit(row.unit),
		peerGroup: row.peerGroup,
		parentCode: row.parentCode,
		parentTile:
			row.parentColumn === null || row.parentRow === null
				? null
				: { column: row.parentColumn, row: row.parentRow },
		parentAbbreviation: row.parentAbbreviation,
		parentName:
			row.parentEn === null || row.parentZh === null ? null : { en: row.parentEn, 'zh-CN': row.parentZh }
	}));
}

/** Which units of a round are in which groups of all group sets, by set and group: one row a group. */
export async function listGroupsOfRound(db: Db | Tx, roundId: number): Promise<GroupMembers[]> {
	const rows = await db
		.select({
			groupSet,
			peerGroup,
			unitIds: sql<number[]>`json_agg(${unitPeerGroup.unitId})`
		})
		.from(roundUnit)
		.innerJoin(unitPeerGroup, eq(unitPeerGroup.unitId, roundUnit.unitId))
		.innerJoin(peerGroup, eq(peerGroup.id, unitPeerGroup.peerGroupId))
		.innerJoin(groupSet, eq(groupSet.id, peerGroup.groupSetId))
		.where(eq(roundUnit.roundId, roundId))
		.groupBy(groupSet.id, peerGroup.id)
		.orderBy(asc(groupSet.code), asc(peerGroup.id));
	return rows.map((row) => ({
		groupSet: { code: row.groupSet.code, name: { en: row.groupSet.nameEn, 'zh-CN': row.groupSet.nameZh } },
		group: { code: row.peerGroup.code, name: { en: row.peerGroup.nameEn, 'zh-CN': row.peerGroup.nameZh } },
		unitIds: row.unitIds
	}));
}

/** The group that each unit was compared in, in one round. */
export async function listPeerGroupsOfRound(
	db: Db | Tx,
	roundId: number
): Promise<Map<number, string | null>> {
	const rows = await db
		.select({ unitId: roundUnit.unitId, peerGroup: roundUnit.peerGroup })
		.from(roundUnit)
		.where(eq(roundUnit.roundId, roundId));
	return new Map(rows.map((row) => [row.unitId, row.peerGroup]));
}

/** More units than this are not named in a statement: it then reads all of the round. */
const maximumNamedUnits = 400;

/**
 * Scores of some nodes in some rounds, for the units named or for all within the scope: one statement, whatever their number.
 * The scope must allow every one of the rounds.
 */
export async function listNodeScores(
	db: Db | Tx,
	scope: Scope,
	roundIds: readonly number[],
	nodeCodes: readonly string[],
	unitIds?: readonly number[]
): Promise<NodeScore[]> {
	if (roundIds.length === 0 || nodeCodes.length === 0 || unitIds?.length === 0) return [];
	const named = unitIds && unitIds.length <= maximumNamedUnits ? unitIds : undefined;
	const within = withinScope(scope);
	const query = db
		.select({
			roundId: result.roundId,
			nodeCode: result.nodeCode,
			unitId: result.unitId,
			score: result.score,
			rank: result.rank,
			coverage: result.coverage,
			missingReason: result.missingReason,
			grade: result.grade
		})
		.from(result)
		.$dynamic();
	const where = and(
		inArray(result.roundId, [...roundIds]),
		inArray(result.nodeCode, [...nodeCodes]),
		named && inArray(result.unitId, [...named])
	);
	if (!within) return query.where(where);
	return query.innerJoin(unit, eq(unit.id, result.unitId)).where(and(where, within));
}

/** Places of all units within the scope at one node of a round. */
export async function listRanks(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	nodeCode: string
): Promise<Pick<NodeScore, 'unitId' | 'rank'>[]> {
	return db
		.select({ unitId: result.unitId, rank: result.rank })
		.from(result)
		.innerJoin(unit, eq(unit.id, result.unitId))
		.where(and(eq(result.roundId, roundId), eq(result.nodeCode, nodeCode), withinScope(scope)));
}

/** Scores of some nodes of one unit in one round, with the group that it was compared in. */
export async function listNodeScoresOfUnit(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	unitId: number,
	nodeCodes: readonly string[]
): Promise<NodeScore[]> {
	const scores = await listNodeScores(db, scope, [roundId], nodeCodes, [unitId]);
	const [place] = await db
		.select({ peerGroup: roundUnit.peerGroup })
		.from(roundUnit)
		.where(and(eq(roundUnit.roundId, roundId), eq(roundUnit.unitId, unitId)));
	return scores.map((score) => ({ ...score, peerGroup: place?.peerGroup ?? null }));
}

/** One bonus, penalty or veto of a unit, as it was recorded. */
export interface RecordedAdjustment {
	readonly ruleCode: string;
	readonly amount: number;
	readonly ground: LocalisedName;
}

export async function listAdjustmentsOfUnit(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	unitId: number
): Promise<RecordedAdjustment[]> {
	const rows = await db
		.select({
			ruleCode: adjustment.ruleCode,
			amount: adjustment.amount,
			groundEn: adjustment.groundEn,
			groundZh: adjustment.groundZh
		})
		.from(adjustment)
		.innerJoin(unit, eq(unit.id, adjustment.unitId))
		.where(
			and(
				eq(adjustment.roundId, roundId),
				eq(adjustment.unitId, unitId),
				eq(adjustment.status, 'confirmed'),
				withinScope(scope)
			)
		)
		.orderBy(asc(adjustment.id));
	return rows.map((row) => ({
		ruleCode: row.ruleCode,
		amount: row.amount,
		ground: { en: row.groundEn, 'zh-CN': row.groundZh }
	}));
}
