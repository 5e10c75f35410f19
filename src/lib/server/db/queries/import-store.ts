import { sql, type SQL } from 'drizzle-orm';
import { selectRows, type Tx } from '../client';
import {
	isChange,
	isShut,
	stageBeside,
	withinSpan,
	type Stage,
	type StageCounts,
	type StageSpan
} from './import-stage';

export interface StoringRun {
	readonly id: number;
	readonly source: string;
	/** stands on every revision */
	readonly reason: string;
	readonly by: number | undefined;
	readonly now: Date;
}

/** What a revision keeps of a cell, of the table that `alias` names. */
function stateOf(alias: 'o' | 's', status: SQL): SQL {
	const a = sql.raw(alias);
	return sql`jsonb_build_object('value', ${a}.value, 'numerator', ${a}.numerator, 'denominator', ${a}.denominator,
		'distribution', ${a}.distribution, 'missingReason', ${a}.missing_reason, 'note', ${a}.note, 'status', ${status})`;
}

/** Beside what it said: what an undoing needs to make the cell the same again. */
const provenance = sql`jsonb_build_object('source', o.source, 'importRunId', o.import_run_id, 'sourceRow', o.source_row,
	'returnReason', o.return_reason, 'draftEntry', o.draft_entry, 'enteredBy', o.entered_by, 'enteredAt', o.entered_at,
	'firstSubmittedAt', o.first_submitted_at, 'submittedAt', o.submitted_at, 'endorsedBy', o.endorsed_by,
	'endorsedAt', o.endorsed_at, 'approvedBy', o.approved_by, 'approvedAt', o.approved_at,
	'reopenedUntil', o.reopened_until, 'reopenReason', o.reopen_reason)`;

/**
 * Stores what the stage holds, in a fixed number of statements whatever its size: changed cells with a revision that holds what
 * was before, new ones with one that holds what is now; equal ones are left as they are.
 */
export async function storeStage(
	tx: Tx,
	stage: Stage,
	span: StageSpan,
	run: StoringRun
): Promise<StageCounts> {
	if (span.cells === 0) return { inserted: 0, changed: 0, unchanged: 0 };
	const now = run.now.toISOString();
	await tx.execute(sql`set local work_mem = '64MB'`);
	// Everybody locks cells in one order, so that two who write the same ones wait for each other instead of stopping each other.
	const [stored] = await selectRows<{ count: number }>(
		tx,
		sql`select count(*)::int as count from (select 1 from ${stageBeside(stage, span)}
			order by o.unit_id, o.indicator_id, o.period_start, o.period for update of o) held`
	);
	const known = stored?.count ?? 0;
	const changed = known === 0 ? 0 : await changeCells(tx, stage, span, run, now);
	const inserted = known === span.cells ? 0 : await insertCells(tx, stage, span, run, now, known > 0);
	return { inserted, changed, unchanged: span.cells - inserted - changed };
}

async function changeCells(
	tx: Tx,
	stage: Stage,
	span: StageSpan,
	run: StoringRun,
	now: string
): Promise<number> {
	const mayChange = sql`${isChange(stage)} and not ${isShut(now)}`;
	await tx.execute(sql`insert into observation_revision (unit_id, indicator_id, period, revision, before, after, reason,
			source, import_run_id, changed_by, changed_at)
		select o.unit_id, o.indicator_id, o.period, o.revision + 1, ${stateOf('o', sql`o.status`)} || ${provenance},
			${stateOf('s', sql`'submitted'::text`)}, ${run.reason}::text, ${run.source}::text, ${run.id}::int, ${run.by ?? null}::int, ${now}::timestamptz
		from ${stageBeside(stage, span)} where ${mayChange}`);
	const [row] = await selectRows<{ count: number }>(
		tx,
		sql`with written as (update observation o set value = s.value, numerator = s.numerator, denominator = s.denominator,
				distribution = s.distribution, missing_reason = s.missing_reason, note = s.note, status = 'submitted',
				return_reason = null, source = ${run.source}::text, import_run_id = ${run.id}::int, source_row = s.source_row,
				draft_entry = null, revision = o.revision + 1, entered_by = ${run.by ?? null}::int, entered_at = ${now}::timestamptz,
				first_submitted_at = coalesce(o.first_submitted_at, o.submitted_at, ${now}::timestamptz),
				submitted_at = ${now}::timestamptz, endorsed_by = null, endorsed_at = null, approved_by = null, approved_at = null,
				reopened_until = null, reopen_reason = null
			from ${sql.raw(stage.table)} s
			where o.unit_id = s.unit_id and o.indicator_id = s.indicator_id and o.period_start = s.period_start
				and o.period = s.period and ${withinSpan(span)}
				and ${mayChange} returning 1)
			select count(*)::int as count from written`
	);
	return row?.count ?? 0;
}

/** @param isPartly whether some cells of the stage are stored already */
async function insertCells(
	tx: Tx,
	stage: Stage,
	span: StageSpan,
	run: StoringRun,
	now: string,
	isPartly: boolean
): Promise<number> {
	const absent = isPartly
		? sql`where not exists (select 1 from observation o where o.unit_id = s.unit_id and o.indicator_id = s.indicator_id
			and o.period_start = s.period_start and o.period = s.period and ${withinSpan(span)})`
		: sql``;
	const [row] = await selectRows<{ count: number }>(
		tx,
		sql`with made as (insert into observation as s (unit_id, indicator_id, period, period_start, value, numerator, denominator,
				distribution, missing_reason, status, source, import_run_id, source_row, note, entered_by, entered_at,
				first_submitted_at, submitted_at)
			select s.unit_id, s.indicator_id, s.period, s.period_start, s.value, s.numerator, s.denominator, s.distribution,
				s.missing_reason, 'submitted', ${run.source}::text, ${run.id}::int, s.source_row, s.note, ${run.by ?? null}::int,
				${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
			from ${sql.raw(stage.table)} s ${absent}
			returning s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.distribution, s.missing_reason, s.note),
		told as (insert into observation_revision (unit_id, indicator_id, period, revision, before, after, reason, source,
				import_run_id, changed_by, changed_at)
			select s.unit_id, s.indicator_id, s.period, 1, null, ${stateOf('s', sql`'submitted'::text`)}, ${run.reason}::text,
				${run.source}::text, ${run.id}::int, ${run.by ?? null}::int, ${now}::timestamptz
			from made s returning 1)
		select count(*)::int as count from told`
	);
	return row?.count ?? 0;
}

export interface StoredCellKey {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
}

/** Hands on what the run stored of some indicators, so many cells at a time. */
export async function eachStoredCell(
	tx: Tx,
	stage: Stage,
	span: StageSpan,
	wanted: { readonly runId: number; readonly indicatorIds: readonly number[]; readonly size: number },
	work: (cells: readonly StoredCellKey[]) => Promise<void>
): Promise<void> {
	if (span.cells === 0 || wanted.indicatorIds.length === 0) return;
	await tx.execute(sql`declare import_cells no scroll cursor for
		select o.unit_id, o.indicator_id, o.period from ${stageBeside(stage, span)}
		where o.import_run_id = ${sql.raw(String(Math.trunc(wanted.runId)))} and o.indicator_id in (${sql.raw(wanted.indicatorIds.map(Math.trunc).join(','))})
		order by o.indicator_id, o.period_start, o.unit_id`);
	for (;;) {
		const rows = await selectRows<{ unit_id: number; indicator_id: number; period: string }>(
			tx,
			sql`fetch ${sql.raw(String(Math.trunc(wanted.size)))} from import_cells`
		);
		if (rows.length === 0) break;
		await work(
			rows.map((row) => ({ unitId: row.unit_id, indicatorId: row.indicator_id, period: row.period }))
		);
	}
	await tx.execute(sql`close import_cells`);
}
