import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Finding, FindingDetails, ListedFinding } from '../../../domain/validation/finding';
import type { FindingKind, FindingState, Severity } from '../../../domain/validation/rule';
import type { Measure } from '../../../domain/indicator/indicator';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import type { CellKey } from './check-value';
import { withinScope } from './unit';

export interface CellFindings extends CellKey {
	readonly revision: number;
	readonly findings: readonly Finding[];
	/** what its owner said to them; null: nothing new */
	readonly justification: string | null;
	readonly justifiedBy: number | null;
}

export interface FindingCounts {
	readonly found: number;
	readonly resolved: number;
}

/**
 * Brings the findings of some cells up to date in one statement: what is found stands open, what was open and is found no more is
 * marked as resolved. What was said to a finding stays with it as long as the cell is the same; a changed cell has to be justified
 * anew.
 */
export async function replaceFindings(
	tx: Tx,
	cells: readonly CellFindings[],
	now: Date
): Promise<FindingCounts> {
	if (cells.length === 0) return { found: 0, resolved: 0 };
	const keys = cells.map(({ unitId, indicatorId, period }) => ({ u: unitId, i: indicatorId, p: period }));
	const found = cells.flatMap((cell) =>
		cell.findings.map(({ kind, rule, severity, details }) => ({
			u: cell.unitId,
			i: cell.indicatorId,
			p: cell.period,
			start: periodStart(parsePeriod(cell.period)),
			kind,
			rule: rule?.id ?? null,
			severity,
			details,
			revision: cell.revision,
			justification: cell.justification,
			by: cell.justification === null ? null : cell.justifiedBy
		}))
	);
	const at = sql`${now.toISOString()}::timestamptz`;
	const [row] = await selectRows<{ found: number; resolved: number }>(
		tx,
		sql`with found as materialized (select * from ${rowSet(
			found,
			'u int, i int, p text, start date, kind text, rule int, severity text, details jsonb, revision int, justification text, by int'
		)}), resolved as (
				update observation_finding f set resolved_at = ${at}
				from ${rowSet(keys, 'u int, i int, p text')}
				where f.resolved_at is null and f.unit_id = t.u and f.indicator_id = t.i and f.period = t.p
					and not exists (select 1 from found n where n.u = t.u and n.i = t.i and n.p = t.p and n.kind = f.kind
						and coalesce(n.rule, 0) = coalesce(f.rule_id, 0))
				returning f.id
			), stored as (
				insert into observation_finding as f (unit_id, indicator_id, period, period_start, kind, rule_id, severity, details,
					revision, justification, justified_by, justified_at, found_at)
				select u, i, p, start, kind, rule, severity, details, revision, justification, by,
					case when justification is not null then ${at} end, ${at}
				from found
				on conflict (unit_id, indicator_id, period, kind, coalesce(rule_id, 0)) where resolved_at is null
				do update set severity = excluded.severity, details = excluded.details, revision = excluded.revision,
					justification = ${kept('justification')}, justified_by = ${kept('justified_by')}, justified_at = ${kept('justified_at')}
				returning f.id
			) select (select count(*)::int from stored) as found, (select count(*)::int from resolved) as resolved`
	);
	return row ?? { found: 0, resolved: 0 };
}

function kept(column: 'justification' | 'justified_by' | 'justified_at'): SQL {
	const name = sql.raw(column);
	return sql`case when excluded.justification is not null then excluded.${name}
		when f.revision = excluded.revision then f.${name} end`;
}

export interface FindingSearch {
	/** path of the unit below which (and in which) it lies */
	readonly below?: string | undefined;
	readonly unitId?: number | undefined;
	readonly indicatorId?: number | undefined;
	readonly indicatorIds?: readonly number[] | undefined;
	readonly periods?: readonly string[] | undefined;
	readonly kind?: FindingKind | undefined;
	readonly severity?: Severity | undefined;
	readonly state?: FindingState | 'unresolved' | undefined;
	readonly limit: number;
	readonly offset: number;
}

/** Findings that match, errors first and the newest period first, and how many match in all. */
export async function searchFindings(
	db: Db | Tx,
	scope: Scope,
	search: FindingSearch
): Promise<{ findings: ListedFinding[]; total: number }> {
	const where = sql.join([withinScope(scope) ?? sql`true`, ...conditionsOf(search)], sql` and `);
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select f.id, f.kind, f.rule_id, f.severity, f.details, f.period, f.found_at, f.resolved_at, f.justification,
				f.justified_at, who.name as justified_by_name, "unit".code as unit_code, "unit".path, "unit".name_en, "unit".name_zh,
				i.code as indicator_code, i.name_en as indicator_en, i.name_zh as indicator_zh, i.measure, i.decimals,
				r.code as rule_code, r.message_en, r.message_zh, count(*) over ()::int as total
			from observation_finding f
			join "unit" on "unit".id = f.unit_id
			join indicator i on i.id = f.indicator_id
			left join validation_rule r on r.id = f.rule_id
			left join app_user who on who.id = f.justified_by
			where ${where}
			order by (f.severity <> 'error'), f.period_start desc, f.period desc, "unit".code, i.code, f.id
			limit ${search.limit} offset ${search.offset}`
	);
	if (rows.length === 0 && search.offset > 0) {
		const [counted] = await selectRows<{ total: number }>(
			db,
			sql`select count(*)::int as total from observation_finding f join "unit" on "unit".id = f.unit_id where ${where}`
		);
		return { findings: [], total: counted?.total ?? 0 };
	}
	return { findings: rows.map(toListed), total: (rows[0]?.['total'] as number | undefined) ?? 0 };
}

function conditionsOf(search: FindingSearch): SQL[] {
	const { below, unitId, indicatorId, indicatorIds, periods, kind, severity, state } = search;
	return [
		...(below === undefined ? [] : [sql`("unit".path = ${below} or "unit".path like ${`${below}.%`})`]),
		...(unitId === undefined ? [] : [sql`f.unit_id = ${unitId}`]),
		...(indicatorId === undefined ? [] : [sql`f.indicator_id = ${indicatorId}`]),
		...(indicatorIds === undefined
			? []
			: [
					sql`f.indicator_id = any(array(select jsonb_array_elements_text(${JSON.stringify(indicatorIds)}::text::jsonb)::int))`
				]),
		...(periods === undefined ? [] : [sql`f.period in ${[...periods]}`]),
		...(kind === undefined ? [] : [sql`f.kind = ${kind}`]),
		...(severity === undefined ? [] : [sql`f.severity = ${severity}`]),
		...(state === undefined ? [] : [stateConditions[state]])
	];
}

const stateConditions: Record<FindingState | 'unresolved', SQL> = {
	unresolved: sql`f.resolved_at is null`,
	open: sql`f.resolved_at is null and f.justification is null`,
	justified: sql`f.resolved_at is null and f.justification is not null`,
	resolved: sql`f.resolved_at is not null`
};

function toListed(row: Record<string, unknown>): ListedFinding {
	const date = (value: unknown): Date | null => (value === null ? null : new Date(value as string));
	return {
		id: Number(row['id']),
		kind: row['kind'] as FindingKind,
		severity: row['severity'] as Severity,
		details: row['details'] as FindingDetails,
		unit: {
			code: row['unit_code'] as string,
			path: row['path'] as string,
			name: { en: row['name_en'] as string, 'zh-CN': row['name_zh'] as string }
		},
		indicator: {
			code: row['indicator_code'] as string,
			name: { en: row['indicator_en'] as string, 'zh-CN': row['indicator_zh'] as string },
			measure: row['measure'] as Measure,
			decimals: row['decimals'] as number
		},
		period: row['period'] as string,
		rule:
			row['rule_code'] === null
				? null
				: {
						id: row['rule_id'] as number,
						code: row['rule_code'] as string,
						message: { en: row['message_en'] as string, 'zh-CN': row['message_zh'] as string }
					},
		foundAt: new Date(row['found_at'] as string),
		resolvedAt: date(row['resolved_at']),
		justification: row['justification'] as string | null,
		justifiedByName: row['justified_by_name'] as string | null,
		justifiedAt: date(row['justified_at'])
	};
}

const mostOfCells = 1000;

/** What stands open or justified against some cells of a unit. */
export async function listUnresolvedFindings(
	db: Db | Tx,
	scope: Scope,
	cells: {
		readonly unitId: number;
		readonly indicatorIds: readonly number[];
		readonly periods: readonly string[];
	}
): Promise<ListedFinding[]> {
	if (cells.indicatorIds.length === 0 || cells.periods.length === 0) return [];
	const { findings } = await searchFindings(db, scope, {
		...cells,
		state: 'unresolved',
		limit: mostOfCells,
		offset: 0
	});
	return findings;
}

export interface OpenFinding {
	readonly unitId: number;
	readonly unitCode: string;
	readonly indicatorCode: string;
	readonly period: string;
	readonly severity: Severity;
	readonly justification: string | null;
}

/** An open finding with the place of its unit; undefined where there is none within the scope. */
export async function findOpenFinding(tx: Tx, scope: Scope, id: number): Promise<OpenFinding | undefined> {
	const [row] = await selectRows<Record<string, unknown>>(
		tx,
		sql`select f.unit_id, "unit".code, i.code as indicator_code, f.period, f.severity, f.justification
			from observation_finding f join "unit" on "unit".id = f.unit_id join indicator i on i.id = f.indicator_id
			where f.id = ${id} and f.resolved_at is null and ${withinScope(scope) ?? sql`true`} for update of f`
	);
	return (
		row && {
			unitId: row['unit_id'] as number,
			unitCode: row['code'] as string,
			indicatorCode: row['indicator_code'] as string,
			period: row['period'] as string,
			severity: row['severity'] as Severity,
			justification: row['justification'] as string | null
		}
	);
}

export async function updateJustification(
	tx: Tx,
	id: number,
	said: { readonly text: string; readonly by: number | undefined; readonly at: Date }
): Promise<void> {
	await tx.execute(sql`update observation_finding set justification = ${said.text}, justified_by = ${said.by ?? null}::int,
		justified_at = ${said.at.toISOString()}::timestamptz where id = ${id}`);
}

/** @returns how many */
export async function resolveFindingsOfRule(tx: Tx, ruleId: number, now: Date): Promise<number> {
	const rows = await selectRows(
		tx,
		sql`update observation_finding set resolved_at = ${now.toISOString()}::timestamptz
			where rule_id = ${ruleId} and resolved_at is null returning id`
	);
	return rows.length;
}

/** Periods of which something was found, newest first: at most some years of them. */
export async function listFindingPeriods(db: Db, scope: Scope): Promise<string[]> {
	const rows = await selectRows<{ period: string }>(
		db,
		sql`select f.period from observation_finding f join "unit" on "unit".id = f.unit_id
			where ${withinScope(scope) ?? sql`true`} group by f.period, f.period_start
			order by f.period_start desc, f.period desc limit 60`
	);
	return rows.map(({ period }) => period);
}
