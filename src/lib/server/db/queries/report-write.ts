import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Histogram, ObservationStatus } from '../../../domain/indicator/indicator';
import type { Entry } from '../../../domain/indicator/read-entry';
import type { StoredReport } from '../../../domain/indicator/sent-report';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import { selectRows, type Db, type Tx } from '../client';
import { withinScope } from './unit';

/** Cells of a statement: large enough to be quick, small enough for a few megabytes. */
const chunkSize = 5_000;

export interface ReportUnit {
	readonly id: number;
	readonly code: string;
	readonly path: string;
	readonly timeZone: string;
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** Units of today by their codes; of several with one code the one that began last. */
export async function listReportUnits(
	db: Db | Tx,
	scope: Scope,
	codes: readonly string[]
): Promise<Map<string, ReportUnit>> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select distinct on ("unit".code) "unit".id, "unit".code, "unit".path, "unit".time_zone,
				"unit".valid_from::text as valid_from, "unit".valid_to::text as valid_to
			from "unit" join jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb) c on c = "unit".code
			where ${withinScope(scope) ?? sql`true`}
			order by "unit".code, "unit".valid_from desc`
	);
	return new Map(
		rows.map((row) => [
			row['code'] as string,
			{
				id: row['id'] as number,
				code: row['code'] as string,
				path: row['path'] as string,
				timeZone: row['time_zone'] as string,
				validFrom: row['valid_from'] as string,
				validTo: row['valid_to'] as string | null
			}
		])
	);
}

export interface ReportKey {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	/** ISO day on which the period begins */
	readonly periodStart: string;
}

export const reportKey = (cell: Pick<ReportKey, 'unitId' | 'indicatorId' | 'period'>): string =>
	`${cell.unitId} ${cell.indicatorId} ${cell.period}`;

function keysOf(cells: readonly ReportKey[]): SQL {
	const json = JSON.stringify(
		cells.map((c) => ({ u: c.unitId, i: c.indicatorId, p: c.period, s: c.periodStart }))
	);
	return sql`jsonb_to_recordset(${json}::text::jsonb) as c(u int, i int, p text, s date)`;
}

/** What is stored in some cells, by `reportKey`, kept from others until the transaction ends. */
export async function lockReports(
	tx: Tx,
	scope: Scope,
	cells: readonly ReportKey[]
): Promise<Map<string, StoredReport>> {
	const found = new Map<string, StoredReport>();
	for (let from = 0; from < cells.length; from += chunkSize) {
		const rows = await selectRows<Record<string, unknown>>(
			tx,
			sql`select o.unit_id, o.indicator_id, o.period, o.value, o.numerator, o.denominator, o.distribution, o.missing_reason,
					o.note, o.status, o.revision, o.return_reason, o.reopened_until, o.draft_entry
				from observation o
				join ${keysOf(cells.slice(from, from + chunkSize))}
					on o.unit_id = c.u and o.indicator_id = c.i and o.period_start = c.s and o.period = c.p
				join "unit" on "unit".id = o.unit_id
				where ${withinScope(scope) ?? sql`true`}
				order by o.unit_id, o.indicator_id, o.period_start, o.period for update of o`
		);
		for (const row of rows) {
			const key = reportKey({
				unitId: row['unit_id'] as number,
				indicatorId: row['indicator_id'] as number,
				period: row['period'] as string
			});
			found.set(key, {
				entry: {
					value: row['value'] as number | null,
					numerator: row['numerator'] as number | null,
					denominator: row['denominator'] as number | null,
					distribution: row['distribution'] as Histogram | null,
					missingReason: row['missing_reason'] as MissingReason | null,
					note: row['note'] as string | null
				},
				status: row['status'] as ObservationStatus,
				revision: row['revision'] as number,
				draft: row['draft_entry'] as Entry | null,
				returnReason: row['return_reason'] as string | null,
				reopenedUntil: row['reopened_until'] === null ? null : new Date(row['reopened_until'] as string)
			});
		}
	}
	return found;
}

export interface ReportWrite extends ReportKey {
	readonly entry: Entry;
	readonly status: 'draft' | 'submitted';
	/** the revision that this one replaces; 0: there is none */
	readonly replaces: number;
	/** a draft over an approved value: it lies beside it, and what was approved stays as it is */
	readonly isBeside: boolean;
	/** what was there and what is now, as the revision tells it */
	readonly before: unknown;
	readonly after: unknown;
	readonly reason: string | null;
}

/** What a new value puts in the place of each column; what earlier decisions said of a value does not hold for another one. */
const replaced: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		[
			...['value', 'numerator', 'denominator', 'distribution', 'missing_reason', 'note', 'status', 'source'],
			...['entered_by', 'entered_at', 'submitted_at']
		].map((column) => [column, `excluded.${column}`])
	),
	first_submitted_at: 'coalesce(o.first_submitted_at, o.submitted_at)',
	return_reason: `case when excluded.status = 'draft' then o.return_reason end`,
	...Object.fromEntries(
		[
			...['import_run_id', 'source_row', 'endorsed_by', 'endorsed_at', 'approved_by', 'approved_at'],
			...['reopened_until', 'reopen_reason']
		].map((column) => [column, 'null'])
	)
};
const replacements = Object.entries(replaced)
	.map(
		([column, value]) =>
			`${column} = case when excluded.draft_entry is null then ${value} else o.${column} end`
	)
	.join(', ');

/**
 * Writes cells set-wise, each with its revision: two statements for five thousand.
 * @returns how many were written; fewer than asked for: somebody else came first, and the transaction must not stand
 */
export async function writeReports(
	tx: Tx,
	writes: readonly ReportWrite[],
	run: { readonly source: string; readonly by: number | undefined; readonly at: Date }
): Promise<number> {
	let written = 0;
	const at = run.at.toISOString();
	const by = run.by ?? null;
	for (let from = 0; from < writes.length; from += chunkSize) {
		const chunk = writes.slice(from, from + chunkSize);
		const json = JSON.stringify(
			chunk.map(({ entry, ...w }) => ({
				u: w.unitId,
				i: w.indicatorId,
				p: w.period,
				s: w.periodStart,
				v: entry.value,
				n: entry.numerator,
				d: entry.denominator,
				h: entry.distribution,
				m: entry.missingReason,
				t: entry.note,
				st: w.status,
				r: w.replaces,
				b: w.before ?? null,
				a: w.after,
				x: w.isBeside ? entry : null,
				y: w.reason
			}))
		);
		const record = sql`jsonb_to_recordset(${json}::text::jsonb) as c(u int, i int, p text, s date, v float8, n float8, d float8,
			h jsonb, m text, t text, st text, r int, b jsonb, a jsonb, x jsonb, y text)`;
		const stored = await selectRows(
			tx,
			sql`insert into observation as o (unit_id, indicator_id, period, period_start, value, numerator, denominator,
					distribution, missing_reason, note, status, source, draft_entry, revision, entered_by, entered_at, submitted_at)
				select u, i, p, s, v, n, d, nullif(h, 'null'::jsonb), m, t, st, ${run.source}::text, nullif(x, 'null'::jsonb), r + 1, ${by}::int,
					${at}::timestamptz, case when st = 'submitted' then ${at}::timestamptz end
				from ${record} order by u, i, s, p
				on conflict (unit_id, indicator_id, period_start, period) do update set
					${sql.raw(replacements)}, draft_entry = excluded.draft_entry, revision = excluded.revision
				where o.revision = excluded.revision - 1
				returning o.unit_id`
		);
		await selectRows(
			tx,
			sql`insert into observation_revision (unit_id, indicator_id, period, revision, before, after, reason, source, changed_by, changed_at)
				select u, i, p, r + 1, nullif(b, 'null'::jsonb), a, y, ${run.source}::text, ${by}::int, ${at}::timestamptz
				from ${record} returning id`
		);
		written += stored.length;
	}
	return written;
}
