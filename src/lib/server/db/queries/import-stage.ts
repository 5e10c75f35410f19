import { randomBytes } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import type { ImportedCell } from '../../importers/map-rows';
import { selectRows, type CopyFrom, type Db, type Tx } from '../client';
import { copyRows } from '../copy-rows';
import { isAskedBy, type CollectingRound } from './collecting-round';

/**
 * The cells of one file on their way in: a table of its own without log or index, filled by `COPY` before the one transaction
 * that stores them, so that nobody waits while a file is read. It is dropped when the file is dealt with; those of a server that
 * was killed are dropped at the next start.
 */
export interface Stage {
	/** made by `createStage` alone: it stands in statements as it is */
	readonly table: string;
	/** whether notes are part of what the file says */
	readonly hasNotes: boolean;
}

const columns = [
	'source_row',
	'unit_id',
	'indicator_id',
	'period',
	'period_start',
	'value',
	'numerator',
	'denominator',
	'distribution',
	'missing_reason',
	'note'
] as const;

export async function createStage(db: Db, runId: number, hasNotes: boolean): Promise<Stage> {
	const table = `import_stage_${Math.trunc(runId)}_${randomBytes(4).toString('hex')}`;
	await db.execute(sql`create unlogged table ${sql.raw(table)} (source_row int, unit_id int, indicator_id int, period text,
		period_start date, value float8, numerator float8, denominator float8, distribution jsonb, missing_reason text, note text)
		with (autovacuum_enabled = false)`);
	return { table, hasNotes };
}

export async function dropStage(db: Db, stage: Stage): Promise<void> {
	await db.execute(sql`drop table if exists ${sql.raw(stage.table)}`);
}

/** Drops the stages of runs that nobody is at work on. */
export async function dropOrphanStages(tx: Tx): Promise<void> {
	const left = await selectRows<{ name: string }>(
		tx,
		sql`select c.relname as name from pg_class c
			left join import_run r on r.id = split_part(c.relname, '_', 3)::int and r.status in ('checking', 'storing')
			where c.relkind = 'r' and c.relname ~ '^import_stage_[0-9]{1,9}_[0-9a-f]{8}(_refused|_ruled)?$'
				and pg_table_is_visible(c.oid) and r.id is null`
	);
	for (const { name } of left) await tx.execute(sql`drop table if exists ${sql.raw(name)}`);
}

export function fillStage(copyFrom: CopyFrom, stage: Stage, cells: readonly ImportedCell[]): Promise<void> {
	return copyRows(copyFrom, stage.table, columns, rowsOf(cells));
}

function* rowsOf(cells: readonly ImportedCell[]) {
	for (const c of cells) {
		yield [
			c.row,
			c.unitId,
			c.indicatorId,
			c.period.code,
			c.periodStart,
			c.value,
			c.numerator,
			c.denominator,
			c.distribution,
			c.missingReason,
			c.note
		];
	}
}

/** Takes rows out of the stage: of a row with something wrong nothing is brought in. */
export async function dropRows(db: Db | Tx, stage: Stage, rows: readonly number[]): Promise<void> {
	if (rows.length === 0) return;
	await db.execute(sql`delete from ${sql.raw(stage.table)} s using jsonb_array_elements_text(${JSON.stringify(rows)}::text::jsonb) r
		where s.source_row = r::int`);
}

/** Gives the units and indicators that were made for this file (negative until then) the ids that they got. */
export async function resolveIds(
	tx: Tx,
	stage: Stage,
	ids: { readonly units: ReadonlyMap<number, number>; readonly indicators: ReadonlyMap<number, number> }
): Promise<void> {
	for (const [column, made] of [
		['unit_id', ids.units],
		['indicator_id', ids.indicators]
	] as const) {
		if (made.size === 0) continue;
		const pairs = JSON.stringify([...made].map(([from, to]) => ({ from, to })));
		await tx.execute(sql`update ${sql.raw(stage.table)} s set ${sql.raw(column)} = m."to"
			from jsonb_to_recordset(${pairs}::text::jsonb) as m("from" int, "to" int) where s.${sql.raw(column)} = m."from"`);
	}
}

export interface StageSpan {
	readonly cells: number;
	readonly firstDay: string | null;
	readonly lastDay: string | null;
}

/** How much the stage holds, and between which days: so that only partitions of these years are looked into. */
export async function measureStage(db: Db | Tx, stage: Stage): Promise<StageSpan> {
	await db.execute(sql`analyze ${sql.raw(stage.table)}`);
	const [row] = await selectRows<{ cells: number; first_day: string | null; last_day: string | null }>(
		db,
		sql`select count(*)::int as cells, min(period_start)::text as first_day, max(period_start)::text as last_day
			from ${sql.raw(stage.table)}`
	);
	return { cells: row?.cells ?? 0, firstDay: row?.first_day ?? null, lastDay: row?.last_day ?? null };
}

/** Cells of the stage beside what is stored of them. */
export function stageBeside(stage: Stage, span: StageSpan, join: 'join' | 'left join' = 'join'): SQL {
	return sql`${sql.raw(stage.table)} s ${sql.raw(join)} observation o on o.unit_id = s.unit_id
		and o.indicator_id = s.indicator_id and o.period_start = s.period_start and o.period = s.period
		and ${withinSpan(span)}`;
}

/** The years that hold the cells: as text of the statement, so that the planner leaves out the partitions of all others. */
export function withinSpan({ firstDay, lastDay }: StageSpan): SQL {
	const days = [firstDay, lastDay].filter((day) => /^\d{4}-\d\d-\d\d$/.test(day ?? ''));
	return days.length === 2 ? sql.raw(`o.period_start between '${days[0]}' and '${days[1]}'`) : sql`false`;
}

/** Whether the file says something else than what is stored. */
export function saysOther(stage: Stage): SQL {
	const note = stage.hasNotes ? sql`or coalesce(o.note, '') <> coalesce(s.note, '')` : sql``;
	return sql`((o.value, o.numerator, o.denominator, o.missing_reason) is distinct from (s.value, s.numerator, s.denominator, s.missing_reason)
		or o.distribution is distinct from s.distribution ${note})`;
}

/** Whether a file may not change it: approved and not reopened. */
export function isShut(now: string): SQL {
	return sql`(o.status = 'approved' and coalesce(o.reopened_until <= ${now}::timestamptz, true))`;
}

/** Whether the cell becomes another one: drafts are handed in by it even when they say the same. */
export function isChange(stage: Stage): SQL {
	return sql`(o.status = 'draft' or ${saysOther(stage)})`;
}

export interface StageCounts {
	readonly inserted: number;
	readonly changed: number;
	readonly unchanged: number;
}

/** What would become of the cells of the stage. */
export async function countStage(db: Db | Tx, stage: Stage, span: StageSpan): Promise<StageCounts> {
	if (span.cells === 0) return { inserted: 0, changed: 0, unchanged: 0 };
	const [row] = await selectRows<{ stored: number; changed: number }>(
		db,
		sql`select count(*)::int as stored, count(*) filter (where ${isChange(stage)})::int as changed from ${stageBeside(stage, span)}`
	);
	const { stored = 0, changed = 0 } = row ?? {};
	return { inserted: span.cells - stored, changed, unchanged: stored - changed };
}

export interface RefusedCell {
	readonly row: number;
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
	readonly reason: string | null;
	readonly refusal: 'approved' | 'returned' | 'periodClosed';
}

/**
 * Cells of the stage that may not be stored: approved with another value; sent back, and the file says the same again without a
 * word; of a round under way that takes no more data (but what was sent back). Their rows are taken out of the stage.
 * @returns the first `limit` by row, and how many there are
 */
export async function refuseCells(
	db: Db | Tx,
	stage: Stage,
	span: StageSpan,
	rules: { readonly now: Date; readonly rounds: readonly CollectingRound[]; readonly limit: number }
): Promise<{ refused: RefusedCell[]; cells: number; rows: number }> {
	if (span.cells === 0) return { refused: [], cells: 0, rows: 0 };
	const now = rules.now.toISOString();
	const shut = rules.rounds.filter(({ isOpen }) => !isOpen);
	const open = rules.rounds.filter(({ isOpen }) => isOpen);
	const closed =
		shut.length === 0
			? sql`false`
			: sql`(coalesce(o.status, 'none') not in ('returned', 'approved') and (o.unit_id is null or ${isChange(stage)})
				and ${isAskedBy(shut)} and not ${isAskedBy(open)})`;
	const refusal = sql`case when ${isShut(now)} and ${saysOther(stage)} then 'approved'
		when o.status = 'returned' and not ${saysOther(stage)} then 'returned'
		when ${closed} then 'periodClosed' end`;
	const list = sql.raw(`${stage.table}_refused`);
	await db.execute(sql`create unlogged table ${list} as
		select * from (select s.source_row, s.unit_id, s.indicator_id, s.period, o.return_reason, ${refusal} as refusal
			from ${stageBeside(stage, span, shut.length === 0 ? 'join' : 'left join')}) cell where refusal is not null`);
	try {
		const [counted] = await selectRows<{ cells: number; rows: number }>(
			db,
			sql`select count(*)::int as cells, count(distinct source_row)::int as rows from ${list}`
		);
		if (!counted || counted.cells === 0) return { refused: [], cells: 0, rows: 0 };
		const refused = await selectRows<RefusedCell & Record<string, unknown>>(
			db,
			sql`select f.source_row as row, u.code as unit, i.code as indicator, f.period, f.return_reason as reason, f.refusal
				from ${list} f join unit u on u.id = f.unit_id join indicator i on i.id = f.indicator_id
				order by f.source_row, i.code limit ${rules.limit}`
		);
		await db.execute(
			sql`delete from ${sql.raw(stage.table)} s using ${list} f where f.source_row = s.source_row`
		);
		return { refused, ...counted };
	} finally {
		await db.execute(sql`drop table if exists ${list}`).catch(() => undefined);
	}
}

/** Ids of the indicators that the stage has cells of. */
export async function listStagedIndicators(db: Db | Tx, stage: Stage): Promise<number[]> {
	const rows = await selectRows<{ id: number }>(
		db,
		sql`select distinct indicator_id as id from ${sql.raw(stage.table)}`
	);
	return rows.map(({ id }) => id);
}
