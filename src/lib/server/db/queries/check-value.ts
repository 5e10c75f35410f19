import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { ObservationStatus } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { withinScope } from './unit';

export interface CellKey {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
}

/** What is stored of a cell: its unit's own report in whatever state, or a figure that follows from others. */
export interface CheckValue extends CellKey {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly missingReason: MissingReason | null;
	readonly hasDistribution: boolean;
	/** null: a figure that follows from others */
	readonly status: ObservationStatus | null;
	/** of the own report; 0 of a figure */
	readonly revision: number;
}

export interface CheckSpan {
	readonly unitIds: readonly number[] | 'all';
	readonly indicatorIds: readonly number[];
	/** first days of the first and the last period, ISO */
	readonly from: string;
	readonly to: string;
}

/** Everything that is stored of some indicators of some units within a span of time, in one statement. */
export async function listCheckValues(db: Db | Tx, scope: Scope, span: CheckSpan): Promise<CheckValue[]> {
	if (span.unitIds.length === 0 || span.indicatorIds.length === 0) return [];
	const ofUnits =
		span.unitIds === 'all'
			? sql`true`
			: sql`s.unit_id = any(array(select jsonb_array_elements_text(${JSON.stringify(span.unitIds)}::text::jsonb)::int))`;
	const indicators = JSON.stringify(span.indicatorIds);
	// Arrays that are computed once: the planner looks units up by the key, and opens only the years of the span.
	const where = sql`${ofUnits} and s.indicator_id = any(array(select jsonb_array_elements_text(${indicators}::text::jsonb)::int))
		and s.period_start between ${span.from}::date and ${span.to}::date`;
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select v.* from (
				select s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.missing_reason,
					s.distribution is not null as has_distribution, s.status, s.revision
				from observation s where ${where}
				union all
				select s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.missing_reason,
					s.distribution is not null, null, 0
				from figure s where ${where}
			) v join "unit" on "unit".id = v.unit_id where ${withinScope(scope) ?? sql`true`}`
	);
	return rows.map(toCheckValue);
}

function toCheckValue(row: Record<string, unknown>): CheckValue {
	return {
		unitId: row['unit_id'] as number,
		indicatorId: row['indicator_id'] as number,
		period: row['period'] as string,
		value: row['value'] as number | null,
		numerator: row['numerator'] as number | null,
		denominator: row['denominator'] as number | null,
		missingReason: row['missing_reason'] as MissingReason | null,
		hasDistribution: row['has_distribution'] as boolean,
		status: row['status'] as ObservationStatus | null,
		revision: row['revision'] as number
	};
}

/** A unit in a period, whatever its indicators. */
export interface UnitPeriod {
	readonly unitId: number;
	readonly period: string;
	/** ISO day on which the period begins */
	readonly periodStart: string;
}

/** What is stored of some indicators at some units and periods, and nothing around them: one statement, however many places. */
export async function listValuesAt(
	db: Db | Tx,
	scope: Scope,
	places: readonly UnitPeriod[],
	indicatorIds: readonly number[]
): Promise<CheckValue[]> {
	if (places.length === 0 || indicatorIds.length === 0) return [];
	const starts = places.map(({ periodStart }) => periodStart).sort();
	const of = sql`s.unit_id = p.u and s.period_start = p.d and s.period = p.p
		and s.indicator_id = any(array(select jsonb_array_elements_text(${JSON.stringify(indicatorIds)}::text::jsonb)::int))
		and s.period_start between ${starts[0]!}::date and ${starts.at(-1)!}::date`;
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with p as materialized (select t.u, t.p, t.d from ${rowSet(
			places.map(({ unitId, period, periodStart }) => ({ u: unitId, p: period, d: periodStart })),
			'u int, p text, d date'
		)} join "unit" on "unit".id = t.u where ${withinScope(scope) ?? sql`true`})
			select s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.missing_reason,
				s.distribution is not null as has_distribution, s.status, s.revision
			from p join observation s on ${of}
			union all
			select s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.missing_reason,
				s.distribution is not null, null, 0
			from p join figure s on ${of}`
	);
	return rows.map(toCheckValue);
}

/** Cells that were reported for a period below some roots, in the order of their keys; what lies after `after`, at most `limit`. */
export async function listReportedCells(
	db: Db | Tx,
	scope: Scope,
	at: {
		readonly period: string;
		readonly periodStart: string;
		readonly after: CellKey | undefined;
		readonly below?: string | undefined;
	},
	limit: number
): Promise<CellKey[]> {
	const { after, below } = at;
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select o.unit_id, o.indicator_id from observation o join "unit" on "unit".id = o.unit_id
			where o.period = ${at.period} and o.period_start = ${at.periodStart}::date and ${withinScope(scope) ?? sql`true`}
				${below === undefined ? sql`` : sql`and ("unit".path = ${below} or "unit".path like ${`${below}.%`})`}
				${after ? sql`and (o.unit_id, o.indicator_id) > (${after.unitId}::int, ${after.indicatorId}::int)` : sql``}
			order by o.unit_id, o.indicator_id limit ${limit}`
	);
	return rows.map((row) => ({
		unitId: row['unit_id'] as number,
		indicatorId: row['indicator_id'] as number,
		period: at.period
	}));
}

/** Which of some cells hold an own report. */
export async function listExistingCells(
	db: Db | Tx,
	cells: readonly (CellKey & { readonly periodStart: string })[]
): Promise<CellKey[]> {
	if (cells.length === 0) return [];
	const starts = cells.map(({ periodStart }) => periodStart).sort();
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select o.unit_id, o.indicator_id, o.period
			from ${rowSet(cells, '"unitId" int, "indicatorId" int, period text, "periodStart" date')}
			join observation o on o.unit_id = t."unitId" and o.indicator_id = t."indicatorId" and o.period_start = t."periodStart"
				and o.period = t.period
			where o.period_start between ${starts[0]!}::date and ${starts.at(-1)!}::date`
	);
	return rows.map((row) => ({
		unitId: row['unit_id'] as number,
		indicatorId: row['indicator_id'] as number,
		period: row['period'] as string
	}));
}
