import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Scope, UnitPath } from '../../../domain/access/can';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import type { Db } from '../client';
import { result, roundUnit, unit } from '../schema';
import { withinScope } from './unit';

/** Place in the list of a round's scores: node, then unit. */
export type ScorePlace = readonly [nodeCode: string, unitId: number];

export interface ScoreRow {
	readonly place: ScorePlace;
	readonly unit: string;
	readonly node: string;
	readonly score: number | null;
	readonly rank: number | null;
	readonly peerGroup: string | null;
	readonly coverage: number;
	readonly grade: string | null;
	readonly missingReason: MissingReason | null;
}

/** Scores of a round in the order of its primary key, from the one after `after` on. */
export async function listScorePage(
	db: Db,
	scope: Scope,
	roundId: number,
	filter: {
		readonly units?: readonly string[] | undefined;
		readonly nodes?: readonly string[] | undefined;
		readonly subtree?: UnitPath | undefined;
	},
	after: ScorePlace | undefined,
	limit: number
): Promise<ScoreRow[]> {
	const rows = await db
		.select({
			unitId: result.unitId,
			unit: unit.code,
			node: result.nodeCode,
			score: result.score,
			rank: result.rank,
			peerGroup: roundUnit.peerGroup,
			coverage: result.coverage,
			grade: result.grade,
			missingReason: result.missingReason
		})
		.from(result)
		.innerJoin(unit, eq(unit.id, result.unitId))
		.leftJoin(roundUnit, and(eq(roundUnit.roundId, result.roundId), eq(roundUnit.unitId, result.unitId)))
		.where(
			and(
				eq(result.roundId, roundId),
				withinScope(scope),
				filter.units && inArray(unit.code, [...filter.units]),
				filter.nodes && inArray(result.nodeCode, [...filter.nodes]),
				filter.subtree === undefined
					? undefined
					: or(eq(unit.path, filter.subtree), sql`${unit.path} like ${`${filter.subtree}.%`}`),
				after && sql`(${result.nodeCode}, ${result.unitId}) > (${after[0]}, ${after[1]}::int)`
			)
		)
		.orderBy(asc(result.nodeCode), asc(result.unitId))
		.limit(limit);
	return rows.map(({ unitId, ...row }) => ({ place: [row.node, unitId], ...row }));
}
