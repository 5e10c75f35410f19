import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import { selectRows, type Db } from '../client';
import { withinScope } from './unit';

/** How much of a unit's data of one period is not there. */
export interface ReportGap {
	readonly unitId: number;
	readonly unitCode: string;
	readonly timeZone: string;
	readonly missing: number;
}

/**
 * Units of a round that lack something of a period: neither given in by themselves nor following from what lies below them. What was
 * given in without a value, with its reason, is an answer. Units that were closed by then are left out.
 */
export async function listReportGaps(
	db: Db,
	scope: Scope,
	about: {
		readonly roundId: number;
		readonly period: string;
		/** ISO days: first of the period, first after it */
		readonly starts: string;
		readonly ends: string;
		readonly indicatorIds: readonly number[];
	}
): Promise<ReportGap[]> {
	if (about.indicatorIds.length === 0) return [];
	const ofPeriod = (alias: string) => {
		const cell = sql.identifier(alias);
		return sql`${cell}.unit_id = any(array(select member.unit_id from round_unit member where member.round_id = ${about.roundId}))
			and ${cell}.period = ${about.period} and ${cell}.period_start = ${about.starts}::date
			and ${cell}.indicator_id in ${about.indicatorIds}`;
	};
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with present as (
				select o.unit_id, o.indicator_id from observation o where ${ofPeriod('o')} and o.status in ('submitted', 'approved')
				union
				select f.unit_id, f.indicator_id from figure f where ${ofPeriod('f')} and f.missing_reason is distinct from 'notReported'
			), counted as (select unit_id, count(*)::int as present from present group by unit_id)
			select "unit".id, "unit".code, "unit".time_zone, ${about.indicatorIds.length}::int - coalesce(counted.present, 0) as missing
			from round_unit ru join "unit" on "unit".id = ru.unit_id
			left join counted on counted.unit_id = ru.unit_id
			where ru.round_id = ${about.roundId} and coalesce(counted.present, 0) < ${about.indicatorIds.length}
				and ("unit".valid_to is null or "unit".valid_to >= ${about.ends}::date) and ${withinScope(scope) ?? sql`true`}
			order by "unit".id`
	);
	return rows.map((row) => ({
		unitId: row['id'] as number,
		unitCode: row['code'] as string,
		timeZone: row['time_zone'] as string,
		missing: row['missing'] as number
	}));
}
