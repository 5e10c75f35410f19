import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { FindingKind, Severity } from '../../../domain/validation/rule';
import { selectRows, type Db } from '../client';
import { withinScope } from './unit';

/** Who decided on a cell so far, and when. */
export interface CellState {
	readonly endorsedAt: Date | null;
	readonly endorsedByName: string | null;
	readonly approvedAt: Date | null;
	readonly approvedByName: string | null;
}

export async function findCellState(
	db: Db,
	scope: Scope,
	cell: { readonly unitId: number; readonly indicatorId: number; readonly period: string }
): Promise<CellState | undefined> {
	const [row] = await selectRows<Record<string, unknown>>(
		db,
		sql`select o.endorsed_at, o.approved_at, e.name as endorsed_by_name, a.name as approved_by_name
			from observation o join "unit" on "unit".id = o.unit_id
			left join app_user e on e.id = o.endorsed_by left join app_user a on a.id = o.approved_by
			where o.unit_id = ${cell.unitId} and o.indicator_id = ${cell.indicatorId} and o.period = ${cell.period}
				and o.period_start = ${periodStart(parsePeriod(cell.period))}::date and ${withinScope(scope) ?? sql`true`}`
	);
	const instant = (value: unknown) => (value === null ? null : new Date(value as string));
	return (
		row && {
			endorsedAt: instant(row['endorsed_at']),
			endorsedByName: row['endorsed_by_name'] as string | null,
			approvedAt: instant(row['approved_at']),
			approvedByName: row['approved_by_name'] as string | null
		}
	);
}

export interface CellEvidence {
	readonly id: number;
	readonly label: string;
	/** null: a file */
	readonly url: string | null;
}

/** What was put beside a cell to prove it, oldest first. At most `limit`. */
export async function listCellEvidence(
	db: Db,
	scope: Scope,
	cell: { readonly unitId: number; readonly key: string },
	limit: number
): Promise<CellEvidence[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select e.id, e.label, e.url from evidence e join "unit" on "unit".id = e.unit_id
			where e.subject = 'observation' and e.subject_key = ${cell.key} and e.unit_id = ${cell.unitId}
				and e.removed_at is null and ${withinScope(scope) ?? sql`true`} order by e.id limit ${limit}`
	);
	return rows.map((row) => ({
		id: Number(row['id']),
		label: row['label'] as string,
		url: row['url'] as string | null
	}));
}

export interface CellFinding {
	readonly id: number;
	readonly kind: FindingKind;
	readonly severity: Severity;
	/** what the rule says; undefined of the looks at the series */
	readonly message: LocalisedName | undefined;
	readonly justification: string | null;
}

/** What was found in a cell and is not settled. At most `limit`. */
export async function listCellFindings(
	db: Db,
	scope: Scope,
	cell: { readonly unitId: number; readonly indicatorId: number; readonly period: string },
	limit: number
): Promise<CellFinding[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select f.id, f.kind, f.severity, f.justification, r.message_en, r.message_zh
			from observation_finding f join "unit" on "unit".id = f.unit_id left join validation_rule r on r.id = f.rule_id
			where f.unit_id = ${cell.unitId} and f.indicator_id = ${cell.indicatorId} and f.period = ${cell.period}
				and f.resolved_at is null and ${withinScope(scope) ?? sql`true`} order by f.severity, f.id limit ${limit}`
	);
	return rows.map((row) => ({
		id: Number(row['id']),
		kind: row['kind'] as FindingKind,
		severity: row['severity'] as Severity,
		message:
			row['message_en'] === null
				? undefined
				: { en: row['message_en'] as string, 'zh-CN': row['message_zh'] as string },
		justification: row['justification'] as string | null
	}));
}
