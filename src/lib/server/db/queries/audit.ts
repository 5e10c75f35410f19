import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { AuditAction, AuditLine } from '../../../domain/audit/audit-line';
import { selectRows, type Db } from '../client';
import { withinScope } from './unit';

export interface AuditFilter {
	readonly actions?: readonly AuditAction[] | undefined;
	readonly unitCode?: string | undefined;
	/** rows older than this one */
	readonly before?: number | undefined;
	/** rows newer than this one, the nearest first */
	readonly after?: number | undefined;
}

interface Row extends Record<string, unknown> {
	id: string | number;
	at: string;
	actor_name: string | null;
	action: string;
	before: unknown;
	after: unknown;
	unit_code: string | null;
	unit_en: string;
	unit_zh: string;
	indicator_code: string | null;
	indicator_en: string;
	indicator_zh: string;
	framework_code: string | null;
	framework_en: string;
	framework_zh: string;
	period: string | null;
}

/**
 * Audit rows of a scope, newest first, at most `limit`. Rows of no unit (sign-ins, publications) belong to the root of the tree,
 * so whoever may read only a part of it does not see them.
 */
export async function listAuditLines(
	db: Db,
	scope: Scope,
	filter: AuditFilter,
	limit: number
): Promise<AuditLine[]> {
	const isWhole = scope.subtrees === 'everything' || scope.subtrees.some((path) => !path.includes('.'));
	const within = withinScope(scope) ?? sql`true`;
	const conditions: SQL[] = [isWhole ? sql`(e.unit_id is null or ${within})` : sql`${within}`];
	if (filter.actions) conditions.push(sql`e.action in (${list(filter.actions)})`);
	if (filter.unitCode) conditions.push(sql`"unit".code = ${filter.unitCode}`);
	if (filter.before !== undefined) conditions.push(sql`e.id < ${filter.before}`);
	if (filter.after !== undefined) conditions.push(sql`e.id > ${filter.after}`);
	const order = filter.after === undefined ? sql`desc` : sql`asc`;
	const rows = await selectRows<Row>(
		db,
		sql`with page as (
				select e.*, "unit".code as unit_code, "unit".name_en as unit_en, "unit".name_zh as unit_zh
				from audit_entry e left join "unit" on "unit".id = e.unit_id
				where ${sql.join(conditions, sql` and `)}
				order by e.id ${order} limit ${limit}
			)
			select page.id, page.at, person.name as actor_name, page.action, page.before, page.after,
				page.unit_code, page.unit_en, page.unit_zh, i.code as indicator_code, i.name_en as indicator_en, i.name_zh as indicator_zh,
				f.code as framework_code, f.name_en as framework_en, f.name_zh as framework_zh,
				coalesce(r.period, case when page.entity = 'observation' then split_part(page.entity_id, '/', 3) end) as period
			from page
			left join app_user person on person.id = page.actor_id
			left join assessment a on page.entity = 'assessment' and a.id = case when page.entity = 'assessment' then page.entity_id::int end
			left join indicator i on i.id = a.indicator_id
				or (page.entity = 'observation' and i.code = split_part(page.entity_id, '/', 2))
				or i.id = case when page.entity = 'selfAssessment' then split_part(page.entity_id, '/', 3)::int end
			left join round r on r.id = coalesce(a.round_id, case page.entity when 'round' then page.entity_id::int
				when 'selfAssessment' then split_part(page.entity_id, '/', 1)::int end)
			left join framework_version v on v.id = r.framework_version_id
			left join framework f on f.id = v.framework_id
			order by page.id desc`
	);
	return rows.map(toLine);
}

function toLine(row: Row): AuditLine {
	return {
		id: Number(row.id),
		at: new Date(row.at),
		actorName: row.actor_name,
		action: row.action,
		unit:
			row.unit_code === null
				? null
				: { code: row.unit_code, name: { en: row.unit_en, 'zh-CN': row.unit_zh } },
		subject: {
			indicatorCode: row.indicator_code ?? undefined,
			indicatorName:
				row.indicator_code === null ? undefined : { en: row.indicator_en, 'zh-CN': row.indicator_zh },
			frameworkCode: row.framework_code ?? undefined,
			frameworkName:
				row.framework_code === null ? undefined : { en: row.framework_en, 'zh-CN': row.framework_zh },
			period: row.period ?? undefined
		},
		before: row.before,
		after: row.after
	};
}

function list(values: readonly string[]): SQL {
	return sql.join(
		values.map((value) => sql`${value}`),
		sql`, `
	);
}
