import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { ModeratedCell, SideScore } from '../../../domain/assessment/moderation';
import type { CellScore } from '../../../domain/assessment/consistency';
import { rowSet } from '../json-rows';
import { selectRows, type Db, type Tx } from '../client';
import type { StoredRound } from './round';
import { withinScope } from './unit';

interface CellRow extends Record<string, unknown> {
	unitId: number;
	unitCode: string;
	unitEn: string;
	unitZh: string;
	unitPath: string;
	indicatorId: number;
	indicatorCode: string;
	indicatorEn: string;
	indicatorZh: string;
	spread: number;
	decisionId: number | null;
	origin: 'moderation' | 'appeal' | null;
	score: number | null;
	reason: string | null;
	byName: string | null;
	at: string | null;
	total: number;
	undecided: number;
}

export interface ModerationList {
	readonly cells: readonly ModeratedCell[];
	/** all of them, of which `cells` are the first */
	readonly total: number;
	readonly undecided: number;
}

/**
 * Cells of a round whose assessors have all submitted and lie farther apart than its limit: those without a decision first, then the
 * widest. At most `limit`; with `cell`, that one alone. Nothing is told of a cell in which somebody has still to score.
 */
export async function listModeratedCells(
	db: Db | Tx,
	scope: Scope,
	round: Pick<StoredRound, 'id' | 'spreadLimit'>,
	limit: number,
	cell?: { readonly unitId: number; readonly indicatorId: number }
): Promise<ModerationList> {
	const rows = await selectRows<CellRow>(
		db,
		sql`with wide as materialized (
			select a.unit_id, a.indicator_id, max(a.score) - min(a.score) as spread from assessment a
			join "unit" on "unit".id = a.unit_id
			where a.round_id = ${round.id} and ${withinScope(scope) ?? sql`true`}
				and ${cell ? sql`a.unit_id = ${cell.unitId} and a.indicator_id = ${cell.indicatorId}` : sql`true`}
			group by a.unit_id, a.indicator_id
			having bool_and(a.status in ('submitted', 'locked')) and max(a.score) - min(a.score) > ${round.spreadLimit}
		)
		select u.id as "unitId", u.code as "unitCode", u.name_en as "unitEn", u.name_zh as "unitZh", u.path as "unitPath",
			i.id as "indicatorId", i.code as "indicatorCode", i.name_en as "indicatorEn", i.name_zh as "indicatorZh", w.spread,
			d.id as "decisionId", d.origin, d.score, d.reason, p.name as "byName", d.decided_at::text as at,
			(count(*) over ())::int as total, (count(*) filter (where d.id is null) over ())::int as undecided
		from wide w join "unit" u on u.id = w.unit_id join indicator i on i.id = w.indicator_id
		left join lateral (select * from score_decision s where s.round_id = ${round.id} and s.unit_id = w.unit_id
			and s.indicator_id = w.indicator_id order by s.id desc limit 1) d on true
		left join app_user p on p.id = d.decided_by
		order by d.id is not null, w.spread desc, u.code, i.code limit ${limit}`
	);
	const scores = await listSideScores(db, round.id, rows);
	return {
		total: rows[0]?.total ?? 0,
		undecided: rows[0]?.undecided ?? 0,
		cells: rows.map((row) => ({
			unit: {
				id: row.unitId,
				code: row.unitCode,
				name: { en: row.unitEn, 'zh-CN': row.unitZh },
				path: row.unitPath
			},
			indicator: {
				id: row.indicatorId,
				code: row.indicatorCode,
				name: { en: row.indicatorEn, 'zh-CN': row.indicatorZh }
			},
			spread: row.spread,
			scores: scores.get(`${row.unitId} ${row.indicatorId}`) ?? [],
			decision:
				row.decisionId === null
					? undefined
					: {
							id: row.decisionId,
							origin: row.origin!,
							score: row.score!,
							reason: row.reason!,
							byName: row.byName!,
							at: new Date(row.at!)
						}
		}))
	};
}

async function listSideScores(
	db: Db | Tx,
	roundId: number,
	cells: readonly { readonly unitId: number; readonly indicatorId: number }[]
): Promise<Map<string, SideScore[]>> {
	const byCell = new Map<string, SideScore[]>();
	if (cells.length === 0) return byCell;
	const keys = cells.map(({ unitId, indicatorId }) => ({ unitId, indicatorId }));
	const rows = await selectRows<{
		unitId: number;
		indicatorId: number;
		assessorId: number;
		name: string;
		score: number;
		comment: string;
	}>(
		db,
		sql`select a.unit_id as "unitId", a.indicator_id as "indicatorId", p.id as "assessorId", p.name, a.score, a.comment
			from ${rowSet(keys, '"unitId" int, "indicatorId" int')}
			join assessment a on a.round_id = ${roundId} and a.unit_id = t."unitId" and a.indicator_id = t."indicatorId"
			join app_user p on p.id = a.assessor_id order by a.score desc, a.id`
	);
	for (const { unitId, indicatorId, ...score } of rows) {
		const key = `${unitId} ${indicatorId}`;
		byCell.set(key, [...(byCell.get(key) ?? []), score]);
	}
	return byCell;
}

/** Every score of a round's cells in which all assessors have submitted, in the order of cells, with who gave it. */
export async function listCompleteScores(db: Db | Tx, scope: Scope, roundId: number): Promise<CellScore[]> {
	return selectRows<Pick<CellScore, keyof CellScore>>(
		db,
		sql`with complete as materialized (
			select a.unit_id, a.indicator_id from assessment a join "unit" on "unit".id = a.unit_id
			where a.round_id = ${roundId} and ${withinScope(scope) ?? sql`true`}
			group by a.unit_id, a.indicator_id having bool_and(a.status in ('submitted', 'locked'))
		)
		select a.unit_id || ' ' || a.indicator_id as cell, a.assessor_id as "assessorId", p.name, a.score
		from complete c join assessment a on a.round_id = ${roundId} and a.unit_id = c.unit_id
			and a.indicator_id = c.indicator_id
		join app_user p on p.id = a.assessor_id order by a.unit_id, a.indicator_id, a.assessor_id`
	);
}
