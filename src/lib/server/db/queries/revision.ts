import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Revision } from '../../../domain/indicator/series-figure';
import { selectRows, type Db } from '../client';
import { withinScope } from './unit';

/** Every change of one indicator's cells of a unit in some periods, newest first, with the names of those who made them. At most `limit`. */
export async function listRevisions(
	db: Db,
	scope: Scope,
	cell: { unitId: number; indicatorId: number; periods: readonly string[] },
	limit: number
): Promise<Revision[]> {
	if (cell.periods.length === 0) return [];
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select r.revision, r.period, r.before, r.after, r.reason, a.name as changed_by_name, r.changed_at
			from observation_revision r
			join "unit" on "unit".id = r.unit_id
			left join app_user a on a.id = r.changed_by
			where r.unit_id = ${cell.unitId} and r.indicator_id = ${cell.indicatorId}
				and r.period in ${textList(cell.periods)} and ${withinScope(scope) ?? sql`true`}
			order by r.changed_at desc, r.id desc limit ${limit}`
	);
	return rows.map((row) => ({
		revision: row['revision'] as number,
		period: row['period'] as string,
		before: row['before'] as Revision['before'],
		after: row['after'] as Revision['after'],
		reason: row['reason'] as string | null,
		changedByName: row['changed_by_name'] as string | null,
		changedAt: new Date(row['changed_at'] as string)
	}));
}

function textList(texts: readonly string[]): SQL {
	return sql`(${sql.join(
		texts.map((text) => sql`${text}`),
		sql`, `
	)})`;
}
