import { sql } from 'drizzle-orm';
import type { Entry } from '../../../domain/indicator/read-entry';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { selectRows, type Tx } from '../client';
import { rowSet } from '../json-rows';

/** What is to stand in a cell. */
export interface ObservationWrite {
	readonly indicatorId: number;
	readonly entry: Entry;
	readonly status: 'draft' | 'submitted';
	/** why it was sent back, as long as the correction is not submitted */
	readonly returnReason: string | null;
	/** the revision that this one replaces; 0: there is none */
	readonly replaces: number;
	/** a draft over an approved value: it lies beside it, and what was approved stays as it is */
	readonly isOverApproved: boolean;
}

/** Whose cells they are, and who writes them when. */
export interface ObservationWriter {
	readonly unitId: number;
	readonly period: string;
	readonly enteredBy: number | undefined;
	readonly at: Date;
}

/** Columns that a new value replaces. What earlier decisions said of a value does not hold for another one. */
const replaced = [
	...[
		'value',
		'numerator',
		'denominator',
		'distribution',
		'missing_reason',
		'note',
		'status',
		'return_reason'
	],
	...['source', 'import_run_id', 'source_row', 'entered_by', 'entered_at', 'submitted_at'],
	...['endorsed_by', 'endorsed_at', 'approved_by', 'approved_at', 'reopened_until', 'reopen_reason']
];
const replacements = replaced.map(
	(column) =>
		`${column} = case when excluded.draft_entry is null then excluded.${column} else o.${column} end`
);

/**
 * Writes cells of a unit and a period in one statement, however many; each indicator at most once.
 * @returns ids of the indicators that were written: one that is missing somebody else has written since, and it stands as it was
 */
export async function writeObservations(
	tx: Tx,
	writer: ObservationWriter,
	writes: readonly ObservationWrite[]
): Promise<ReadonlySet<number>> {
	if (writes.length === 0) return new Set();
	const at = sql`${writer.at.toISOString()}::timestamptz`;
	const submittedAt = sql`case when t.status = 'submitted' then ${at} end`;
	const rows = await selectRows<{ indicator_id: number }>(
		tx,
		sql`insert into observation as o (unit_id, indicator_id, period, period_start, value, numerator, denominator, distribution,
				missing_reason, note, status, return_reason, source, draft_entry, revision, entered_by, entered_at, submitted_at,
				first_submitted_at)
			select ${writer.unitId}::int, t.indicator, ${writer.period}::text, ${periodStart(parsePeriod(writer.period))}::date,
				t.value, t.numerator, t.denominator, nullif(t.distribution, 'null'::jsonb), t.reason, t.note, t.status, t.returned,
				'form', nullif(t.beside, 'null'::jsonb), t.replaces + 1, ${writer.enteredBy ?? null}::int, ${at}, ${submittedAt},
				${submittedAt}
			from ${rowSet(
				writes.map(({ indicatorId, entry, status, returnReason, replaces, isOverApproved }) => ({
					indicator: indicatorId,
					value: entry.value,
					numerator: entry.numerator,
					denominator: entry.denominator,
					distribution: entry.distribution,
					reason: entry.missingReason,
					note: entry.note,
					status,
					returned: returnReason,
					beside: isOverApproved ? entry : null,
					replaces
				})),
				`indicator int, value float8, numerator float8, denominator float8, distribution jsonb, reason text, note text,
				status text, returned text, beside jsonb, replaces int`
			)}
			on conflict (unit_id, indicator_id, period_start, period) do update set ${sql.raw(replacements.join(', '))},
				draft_entry = excluded.draft_entry, revision = excluded.revision,
				first_submitted_at = case when excluded.draft_entry is null
					then coalesce(o.first_submitted_at, o.submitted_at, excluded.first_submitted_at) else o.first_submitted_at end
			where o.revision = excluded.revision - 1
			returning o.indicator_id`
	);
	return new Set(rows.map(({ indicator_id }) => indicator_id));
}
