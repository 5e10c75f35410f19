import { sql, type SQL } from 'drizzle-orm';
import type { UndoPreview } from '../../../domain/import/import-page';
import { selectRows, type Db, type Tx } from '../client';

/** A run to be undone, and between which days its cells lie. */
export interface UndoneRun {
	readonly id: number;
	readonly firstDay: string | null;
	readonly lastDay: string | null;
}

/** The cells that a run stored and that are as it left them: nobody has written, endorsed or approved them since. */
function untouched({ id, firstDay, lastDay }: UndoneRun): SQL {
	return sql`o.import_run_id = ${id}::int and o.status = 'submitted' and o.endorsed_at is null
		and o.period_start between ${firstDay}::date and ${lastDay}::date`;
}

const ofRun = (run: UndoneRun): SQL => sql`observation o join observation_revision r on r.unit_id = o.unit_id
	and r.indicator_id = o.indicator_id and r.period = o.period and r.revision = o.revision and r.import_run_id = ${run.id}::int`;

export async function countUndoable(db: Db | Tx, run: UndoneRun): Promise<UndoPreview> {
	const [row] = await selectRows<{ restored: number; withdrawn: number }>(
		db,
		sql`select count(*) filter (where r.before is not null)::int as restored,
			count(*) filter (where r.before is null)::int as withdrawn from ${ofRun(run)} where ${untouched(run)}`
	);
	return row ?? { restored: 0, withdrawn: 0 };
}

export interface KeptCell {
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
	readonly row: number | null;
}

/** Cells that the run stored and somebody changed since: an undoing leaves them as they are. At most `limit`. */
export async function listKeptCells(
	db: Db | Tx,
	run: UndoneRun,
	stored: number,
	limit: number
): Promise<KeptCell[]> {
	const { restored, withdrawn } = await countUndoable(db, run);
	if (restored + withdrawn >= stored) return [];
	return selectRows<KeptCell & Record<string, unknown>>(
		db,
		sql`select u.code as unit, i.code as indicator, r.period, o.source_row as row
			from observation_revision r
			join observation o on o.unit_id = r.unit_id and o.indicator_id = r.indicator_id and o.period = r.period
				and o.period_start between ${run.firstDay}::date and ${run.lastDay}::date
			join unit u on u.id = r.unit_id join indicator i on i.id = r.indicator_id
			where r.import_run_id = ${run.id} and r.reason like 'import %'
				and not (o.revision = r.revision and ${untouched(run)})
			order by u.code, i.code, r.period limit ${limit}`
	);
}

/**
 * Makes the cells of a run what they were: a revision for each, and then the cell itself. What the run had made new is withdrawn:
 * it stays as an empty draft with its history. @returns how many of each
 */
export async function undoCells(
	tx: Tx,
	run: UndoneRun,
	by: { readonly userId: number | undefined; readonly now: Date; readonly reason: string }
): Promise<UndoPreview> {
	const now = by.now.toISOString();
	// Cells first locked in the one order of all writers.
	await tx.execute(sql`select count(*) from (select 1 from ${ofRun(run)} where ${untouched(run)}
		order by o.unit_id, o.indicator_id, o.period_start, o.period for update of o) held`);
	const counts = await countUndoable(tx, run);
	const empty = sql`jsonb_build_object('value', null, 'numerator', null, 'denominator', null, 'distribution', null,
		'missingReason', null, 'note', null, 'status', 'draft')`;
	await tx.execute(sql`insert into observation_revision (unit_id, indicator_id, period, revision, before, after, reason, source,
			import_run_id, changed_by, changed_at)
		select o.unit_id, o.indicator_id, o.period, o.revision + 1, r.after, coalesce(r.before, ${empty}), ${by.reason}::text,
			coalesce(r.before->>'source', o.source), ${run.id}::int, ${by.userId ?? null}::int, ${now}::timestamptz
		from ${ofRun(run)} where ${untouched(run)}`);
	const number = (key: string): SQL => sql`(r.before->>${sql.raw(`'${key}'`)})::float8`;
	const text = (key: string): SQL => sql`r.before->>${sql.raw(`'${key}'`)}`;
	const integer = (key: string): SQL => sql`(r.before->>${sql.raw(`'${key}'`)})::int`;
	const instant = (key: string): SQL => sql`(r.before->>${sql.raw(`'${key}'`)})::timestamptz`;
	const json = (key: string): SQL => sql`nullif(r.before->${sql.raw(`'${key}'`)}, 'null'::jsonb)`;
	await tx.execute(sql`update observation o set value = ${number('value')}, numerator = ${number('numerator')},
			denominator = ${number('denominator')}, distribution = ${json('distribution')}, missing_reason = ${text('missingReason')},
			note = ${text('note')}, status = coalesce(${text('status')}, 'draft'), return_reason = ${text('returnReason')},
			source = coalesce(${text('source')}, o.source), import_run_id = ${integer('importRunId')},
			source_row = ${integer('sourceRow')}, draft_entry = ${json('draftEntry')}, entered_by = ${integer('enteredBy')},
			entered_at = coalesce(${instant('enteredAt')}, ${now}::timestamptz), first_submitted_at = ${instant('firstSubmittedAt')},
			submitted_at = ${instant('submittedAt')}, endorsed_by = ${integer('endorsedBy')}, endorsed_at = ${instant('endorsedAt')},
			approved_by = ${integer('approvedBy')}, approved_at = ${instant('approvedAt')},
			reopened_until = ${instant('reopenedUntil')}, reopen_reason = ${text('reopenReason')}, revision = o.revision + 1
		from observation_revision r
		where r.unit_id = o.unit_id and r.indicator_id = o.indicator_id and r.period = o.period and r.revision = o.revision
			and r.import_run_id = ${run.id}::int and r.reason like 'import %' and ${untouched(run)}`);
	return counts;
}

/** Hands on what an undoing changed of some indicators, so many cells at a time. */
export async function eachUndoneCell(
	tx: Tx,
	wanted: { readonly run: UndoneRun; readonly reason: string; readonly size: number },
	work: (cells: readonly { unitId: number; indicatorId: number; period: string }[]) => Promise<void>
): Promise<void> {
	const id = sql.raw(String(Math.trunc(wanted.run.id)));
	await tx.execute(sql`declare undone_cells no scroll cursor for
		select r.unit_id, r.indicator_id, r.period from observation_revision r where r.import_run_id = ${id} and r.reason like 'undo %'
		order by r.indicator_id, r.period, r.unit_id`);
	for (;;) {
		const rows = await selectRows<{ unit_id: number; indicator_id: number; period: string }>(
			tx,
			sql`fetch ${sql.raw(String(Math.trunc(wanted.size)))} from undone_cells`
		);
		if (rows.length === 0) break;
		await work(
			rows.map((row) => ({ unitId: row.unit_id, indicatorId: row.indicator_id, period: row.period }))
		);
	}
	await tx.execute(sql`close undone_cells`);
}
