import { and, inArray, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Histogram } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import { selectRows, type Db } from '../client';
import { rowSet } from '../json-rows';
import { unit } from '../schema';
import { withinScope } from './unit';

/** A row of a template or an export. */
export interface TemplateRow {
	readonly unit: string;
	readonly unitEn: string;
	readonly unitZh: string;
	readonly indicator: string;
	readonly indicatorEn: string;
	readonly indicatorZh: string;
	readonly period: string;
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly note: string | null;
}

const names = sql`"unit".code as unit, "unit".name_en as "unitEn", "unit".name_zh as "unitZh", i.code as indicator,
	i.name_en as "indicatorEn", i.name_zh as "indicatorZh"`;

/** A period that a round asks for of the indicators of one frequency. */
export interface AskedPeriod {
	readonly round: number;
	readonly frequency: string;
	readonly period: string;
	/** ISO day on which it begins */
	readonly start: string;
}

/**
 * The cells that rounds under way ask the units of a scope for and that nobody has handed in, by unit and indicator.
 * @param wanted.below path of a unit: it and those below it alone
 */
export async function listDueCells(
	db: Db,
	scope: Scope,
	{
		asked,
		below,
		limit
	}: { readonly asked: readonly AskedPeriod[]; readonly below: string | undefined; readonly limit: number }
): Promise<TemplateRow[]> {
	if (asked.length === 0) return [];
	const within = and(withinScope(scope), below === undefined ? undefined : inSubtree(below)) ?? sql`true`;
	return selectRows<TemplateRow & Record<string, unknown>>(
		db,
		sql`select ${names}, due.period, null as value, null as numerator, null as denominator, null as distribution,
				null as "missingReason", null as note
			from (select ru.unit_id, n.indicator_id, t.period, t.start, min(n.position) as position
				from ${rowSet(asked, 'round int, frequency text, period text, start date')}
				join round r on r.id = t.round
				join round_unit ru on ru.round_id = r.id
				join framework_node n on n.framework_version_id = r.framework_version_id
				join indicator a on a.id = n.indicator_id and not a.is_scored and a.retired_at is null and a.frequency = t.frequency
				group by 1, 2, 3, 4) due
			join "unit" on "unit".id = due.unit_id
			join indicator i on i.id = due.indicator_id
			left join observation o on o.unit_id = due.unit_id and o.indicator_id = due.indicator_id
				and o.period_start = due.start and o.period = due.period
			where coalesce(o.status, 'draft') in ('draft', 'returned') and ${within}
			order by "unit".code, due.position, due.start limit ${limit}`
	);
}

/** What is stored of some units in some periods and counts, so many rows at a time, by unit, indicator and time. */
export async function listStoredCells(
	db: Db,
	scope: Scope,
	wanted: {
		readonly unitIds: readonly number[];
		readonly period: string | undefined;
		readonly limit: number;
		readonly offset: number;
	}
): Promise<TemplateRow[]> {
	if (wanted.unitIds.length === 0) return [];
	const where: SQL | undefined = and(inArray(unit.id, [...wanted.unitIds]), withinScope(scope));
	const period = wanted.period === undefined ? sql`true` : sql`o.period = ${wanted.period}`;
	return selectRows<TemplateRow & Record<string, unknown>>(
		db,
		sql`select ${names}, o.period, o.value, o.numerator, o.denominator, o.distribution, o.missing_reason as "missingReason", o.note
			from observation o join "unit" on "unit".id = o.unit_id join indicator i on i.id = o.indicator_id
			where o.status in ('submitted', 'approved') and ${period} and ${where ?? sql`true`}
			order by "unit".code, o.unit_id, i.code, o.period_start, o.period limit ${wanted.limit} offset ${wanted.offset}`
	);
}

/** Ids of the units below one, itself included. */
export async function listSubtreeIds(db: Db, scope: Scope, path: string): Promise<number[]> {
	const rows = await db
		.select({ id: unit.id })
		.from(unit)
		.where(and(inSubtree(path), withinScope(scope)));
	return rows.map(({ id }) => id);
}

function inSubtree(path: string): SQL {
	return sql`(${unit.path} = ${path} or ${unit.path} like ${`${path}.%`})`;
}
