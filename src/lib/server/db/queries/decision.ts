import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { FlowStep } from '../../../domain/indicator/observation-flow';
import type { Entry } from '../../../domain/indicator/read-entry';
import type { CellRef, DecidedCell } from '../../../domain/indicator/review-cell';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { selectRows, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { approvalSetters, approvalSteps, toEntry, toShownUnit } from './review';
import { withinScope } from './unit';

const refTypes = '"unitId" int, "indicatorId" int, period text, "periodStart" date, revision int';

const withStarts = (refs: readonly CellRef[]) =>
	refs.map(({ unitId, indicatorId, period, revision }) => ({
		unitId,
		indicatorId,
		period,
		periodStart: periodStart(parsePeriod(period)),
		revision
	}));

/** The cells that are named, and constants on the partition key so that other years are not opened. */
function isNamed(refs: readonly { readonly periodStart: string }[]): SQL {
	const starts = refs.map((ref) => ref.periodStart).sort();
	return sql`o.unit_id = t."unitId" and o.indicator_id = t."indicatorId" and o.period = t.period
		and o.period_start = t."periodStart" and o.period_start between ${starts[0]}::date and ${starts.at(-1)}::date`;
}

/**
 * Cells on which a decision falls, kept from everybody else until the transaction ends. In the order in which whoever enters data
 * locks them, so that the two wait for each other instead of stopping each other. What lies outside of the scope is left out.
 */
export async function lockDecidedCells(
	tx: Tx,
	scope: Scope,
	refs: readonly CellRef[]
): Promise<DecidedCell[]> {
	if (refs.length === 0) return [];
	const named = withStarts(refs);
	const rows = await selectRows<Record<string, unknown>>(
		tx,
		sql`with ${approvalSetters} select o.unit_id, "unit".code as unit_code, "unit".name_en as unit_en, "unit".name_zh as unit_zh,
				"unit".path as unit_path, o.indicator_id, i.code as indicator_code, o.period, o.period_start::text as period_start,
				o.revision, o.status, o.endorsed_at is not null as is_endorsed, o.reopened_until, o.draft_entry, o.value, o.numerator,
				o.denominator, o.distribution, o.missing_reason, o.note, o.entered_by, ${approvalSteps} as steps
			from ${rowSet(named, refTypes)} join observation o on ${isNamed(named)}
			join "unit" on "unit".id = o.unit_id join indicator i on i.id = o.indicator_id
			where ${withinScope(scope) ?? sql`true`}
			order by o.unit_id, o.indicator_id, o.period for update of o`
	);
	return rows.map((row) => ({
		unit: toShownUnit(row),
		indicatorId: row['indicator_id'] as number,
		indicatorCode: row['indicator_code'] as string,
		period: row['period'] as string,
		periodStart: row['period_start'] as string,
		revision: row['revision'] as number,
		status: row['status'] as DecidedCell['status'],
		isEndorsed: row['is_endorsed'] === true,
		reopenedUntil: row['reopened_until'] === null ? null : new Date(row['reopened_until'] as string),
		hasDraft: row['draft_entry'] !== null,
		entry: toEntry(row),
		draft: row['draft_entry'] as Entry | null,
		steps: row['steps'] === 2 ? 2 : 1,
		enteredBy: row['entered_by'] as number | null
	}));
}

export interface Decision {
	readonly step: Extract<FlowStep, 'endorse' | 'sendBack' | 'approve' | 'return' | 'reopen'>;
	readonly by: number | undefined;
	readonly at: Date;
	readonly reason: string | null;
	/** of a reopening */
	readonly until: Date | null;
}

/** Writes one decision into cells that are locked, in one statement. */
export async function updateDecidedCells(
	tx: Tx,
	cells: readonly DecidedCell[],
	decision: Decision
): Promise<void> {
	if (cells.length === 0) return;
	const named = cells.map(({ unit, indicatorId, period, periodStart: start, revision }) => ({
		unitId: unit.id,
		indicatorId,
		period,
		periodStart: start,
		revision
	}));
	await tx.execute(sql`update observation o set revision = o.revision + 1, ${changesOf(decision)}
		from ${rowSet(named, refTypes)} where ${isNamed(named)} and o.revision = t.revision`);
}

function changesOf({ step, by, at, reason, until }: Decision): SQL {
	const who = sql`${by ?? null}::int`;
	const when = sql`${at.toISOString()}::timestamptz`;
	switch (step) {
		case 'endorse':
			return sql`endorsed_by = ${who}, endorsed_at = ${when}`;
		case 'approve':
			return sql`status = 'approved', approved_by = ${who}, approved_at = ${when}, return_reason = null`;
		case 'sendBack':
		case 'return':
			// When it was first given in stays: by that it is late or not.
			return sql`status = 'returned', return_reason = ${reason}, endorsed_by = null, endorsed_at = null,
				first_submitted_at = coalesce(o.first_submitted_at, o.submitted_at)`;
		case 'reopen':
			return sql`reopened_until = ${until?.toISOString() ?? null}::timestamptz, reopen_reason = ${reason}`;
	}
}

/** Puts another value in the place of one that is locked, approved by whoever corrects it. When it first came in stays. */
export async function updateCorrectedCell(
	tx: Tx,
	{ unit, indicatorId, period, periodStart: start, revision }: DecidedCell,
	entry: Entry,
	{ by, at }: Pick<Decision, 'by' | 'at'>
): Promise<void> {
	const who = sql`${by ?? null}::int`;
	const when = sql`${at.toISOString()}::timestamptz`;
	const distribution = entry.distribution === null ? null : JSON.stringify(entry.distribution);
	await tx.execute(sql`update observation set revision = revision + 1, value = ${entry.value}::float8,
			numerator = ${entry.numerator}::float8, denominator = ${entry.denominator}::float8,
			distribution = ${distribution}::text::jsonb, missing_reason = null, note = null, status = 'approved', source = 'review',
			import_run_id = null, source_row = null, entered_by = ${who}, entered_at = ${when}, approved_by = ${who},
			approved_at = ${when}, return_reason = null, reopened_until = null, reopen_reason = null, draft_entry = null,
			first_submitted_at = coalesce(first_submitted_at, submitted_at)
		where unit_id = ${unit.id} and indicator_id = ${indicatorId} and period = ${period} and period_start = ${start}::date
			and revision = ${revision}`);
}
