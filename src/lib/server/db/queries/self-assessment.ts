import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { SelfAssessedCell, SelfScoreWrite } from '../../../domain/assessment/self-assessment';
import type { RoundStage, StageWindow } from '../../../domain/round/round';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import {
	appUser,
	frameworkNode,
	indicator,
	round,
	roundInput,
	roundUnit,
	selfAssessment,
	unit
} from '../schema';
import { listRubrics } from './assessment';
import { listStageWindows } from './round-progress';
import { withinScope } from './unit';

/** A scored indicator of a unit in a round with all that is stored of it. What of it to show is the caller's decision. */
export interface StoredSelfCell extends SelfAssessedCell {
	readonly status: 'draft' | 'submitted' | null;
	readonly submittedByName: string | null;
	readonly submittedAt: Date | null;
}

const submitter = alias(appUser, 'submitter');

/**
 * The scored indicators of a unit in a round, in the order of the framework, with what the unit says of itself and what assessors
 * came to; none where the unit is not in the round. Two statements.
 */
export async function listSelfCells(
	db: Db | Tx,
	scope: Scope,
	of: { readonly roundId: number; readonly unitId: number }
): Promise<StoredSelfCell[]> {
	const rows = await db
		.select({
			nodeCode: frameworkNode.code,
			indicator,
			own: selfAssessment,
			savedByName: appUser.name,
			submittedByName: submitter.name,
			reviewed: roundInput.value
		})
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.innerJoin(round, eq(round.id, roundUnit.roundId))
		.innerJoin(frameworkNode, eq(frameworkNode.frameworkVersionId, round.frameworkVersionId))
		.innerJoin(indicator, and(eq(indicator.id, frameworkNode.indicatorId), eq(indicator.isScored, true)))
		.leftJoin(
			selfAssessment,
			and(
				eq(selfAssessment.roundId, roundUnit.roundId),
				eq(selfAssessment.unitId, roundUnit.unitId),
				eq(selfAssessment.indicatorId, indicator.id)
			)
		)
		.leftJoin(appUser, eq(appUser.id, selfAssessment.savedBy))
		.leftJoin(submitter, eq(submitter.id, selfAssessment.submittedBy))
		.leftJoin(
			roundInput,
			and(
				eq(roundInput.roundId, roundUnit.roundId),
				eq(roundInput.unitId, roundUnit.unitId),
				eq(roundInput.nodeCode, frameworkNode.code)
			)
		)
		.where(and(eq(roundUnit.roundId, of.roundId), eq(roundUnit.unitId, of.unitId), withinScope(scope)))
		.orderBy(asc(frameworkNode.position));
	const rubrics = await listRubrics(
		db,
		rows.map((row) => row.indicator.id)
	);
	return rows.map(({ own, ...row }) => {
		const rubric = rubrics.get(row.indicator.id);
		return {
			indicatorId: row.indicator.id,
			nodeCode: row.nodeCode,
			code: row.indicator.code,
			name: { en: row.indicator.nameEn, 'zh-CN': row.indicator.nameZh },
			definition: { en: row.indicator.definitionEn, 'zh-CN': row.indicator.definitionZh },
			levels: rubric?.levels ?? [],
			score: own?.score ?? null,
			comment: own?.comment ?? '',
			revision: own?.revision ?? 0,
			status: own?.status ?? null,
			savedByName: row.savedByName,
			savedAt: own?.savedAt ?? null,
			submittedByName: row.submittedByName,
			submittedAt: own?.submittedAt ?? null,
			reviewed: row.reviewed
		};
	});
}

/**
 * Keeps others from writing the self-assessment of a unit until the transaction ends, so that of two who submit at once the second
 * finds it submitted. @returns false where the unit is not in the round
 */
export async function holdSelfAssessment(tx: Tx, roundId: number, unitId: number): Promise<boolean> {
	const rows = await tx
		.select({ unitId: roundUnit.unitId })
		.from(roundUnit)
		.where(and(eq(roundUnit.roundId, roundId), eq(roundUnit.unitId, unitId)))
		.for('update');
	return rows.length === 1;
}

/** The units that a round asks to assess themselves and that have not submitted; none where it scores nothing. */
export async function listUnitsToAssess(
	db: Db | Tx,
	roundId: number
): Promise<{ readonly id: number; readonly code: string }[]> {
	return selectRows<{ id: number; code: string }>(
		db,
		sql`select u.id, u.code from round_unit ru join round r on r.id = ru.round_id join "unit" u on u.id = ru.unit_id
			where ru.round_id = ${roundId} and exists (select 1 from framework_node n join indicator i on i.id = n.indicator_id
				where n.framework_version_id = r.framework_version_id and i.is_scored)
			and not exists (select 1 from self_assessment s where s.round_id = ru.round_id and s.unit_id = ru.unit_id
				and s.status = 'submitted')
			order by ru.unit_id`
	);
}

/** Rounds under way in which units may be to assess themselves, with their timetables. Two statements. */
export async function listSelfRounds(db: Db | Tx): Promise<
	{
		readonly id: number;
		readonly period: string;
		readonly stage: RoundStage;
		readonly windows: readonly StageWindow[];
	}[]
> {
	const rows = await db
		.select({ id: round.id, period: round.period, stage: round.stage })
		.from(round)
		.where(inArray(round.stage, ['collecting', 'selfAssessment']))
		.orderBy(asc(round.id));
	const windows = await listStageWindows(
		db,
		rows.map(({ id }) => id)
	);
	return rows.map((row) => ({ ...row, windows: windows.filter(({ roundId }) => roundId === row.id) }));
}

/** Stores drafts in one statement. @returns how many were stored: of one that was saved elsewhere since, or submitted, nothing is */
export async function writeSelfScores(
	tx: Tx,
	of: { readonly roundId: number; readonly unitId: number },
	writes: readonly SelfScoreWrite[],
	by: number | undefined,
	at: Date
): Promise<number> {
	if (writes.length === 0) return 0;
	const written = await selectRows<{ id: number }>(
		tx,
		sql`insert into self_assessment as s (round_id, unit_id, indicator_id, score, comment, revision, saved_by, saved_at)
			select ${of.roundId}::int, ${of.unitId}::int, t."indicatorId", t.score, t.comment, t.replaces + 1,
				${by ?? null}::int, ${at.toISOString()}::timestamptz
			from ${rowSet(writes, `"indicatorId" int, score double precision, comment text, replaces int`)}
			on conflict (round_id, unit_id, indicator_id) do update set score = excluded.score, comment = excluded.comment,
				revision = excluded.revision, saved_by = excluded.saved_by, saved_at = excluded.saved_at
			where s.status = 'draft' and s.revision = excluded.revision - 1
			returning s.indicator_id as id`
	);
	return written.length;
}

/** Gives the drafts of a unit away. @returns how many there were */
export async function submitSelfScores(
	tx: Tx,
	of: { readonly roundId: number; readonly unitId: number },
	by: number | undefined,
	at: Date
): Promise<number> {
	const rows = await tx
		.update(selfAssessment)
		.set({ status: 'submitted', submittedBy: by ?? null, submittedAt: at })
		.where(
			and(
				eq(selfAssessment.roundId, of.roundId),
				eq(selfAssessment.unitId, of.unitId),
				eq(selfAssessment.status, 'draft')
			)
		)
		.returning({ id: selfAssessment.indicatorId });
	return rows.length;
}

/** What a unit submitted of itself at some indicators of a round, points and words; nothing of drafts. */
export async function listSubmittedSelfScores(
	db: Db | Tx,
	scope: Scope,
	of: { readonly roundId: number; readonly unitId: number; readonly indicatorIds: readonly number[] }
): Promise<{ readonly indicatorId: number; readonly score: number; readonly comment: string }[]> {
	if (of.indicatorIds.length === 0) return [];
	const rows = await db
		.select({
			indicatorId: selfAssessment.indicatorId,
			score: selfAssessment.score,
			comment: selfAssessment.comment
		})
		.from(selfAssessment)
		.innerJoin(unit, eq(unit.id, selfAssessment.unitId))
		.where(
			and(
				eq(selfAssessment.roundId, of.roundId),
				eq(selfAssessment.unitId, of.unitId),
				inArray(selfAssessment.indicatorId, [...of.indicatorIds]),
				eq(selfAssessment.status, 'submitted'),
				withinScope(scope)
			)
		);
	return rows.flatMap(({ score, ...row }) => (score === null ? [] : { ...row, score }));
}
