import { sql } from 'drizzle-orm';
import { selectRows, type Db, type Tx } from '../client';
import { importRun, indicator, roleGrant, unit } from '../schema';
import type { Scope } from '../../../domain/access/can';
import type { ImportedCell, KnownIndicator } from '../../importers/map-rows';
import type { IndicatorFile, Mapping } from '../../importers/mapping';

/** Rows per statement: large enough to be quick, small enough that a statement stays under a few megabytes. */
const chunkSize = 5_000;

export async function listKnownIndicators(
	db: Db,
	_scope: Scope
): Promise<Map<string, KnownIndicator & { id: number }>> {
	const rows = await db
		.select({
			id: indicator.id,
			code: indicator.code,
			measure: indicator.measure,
			factor: indicator.factor,
			minimum: indicator.minimum,
			maximum: indicator.maximum
		})
		.from(indicator);
	return new Map(rows.map((r) => [r.code, { ...r, isPercent: r.measure === 'percent' }]));
}

/** Ids of the units of today by code: all, or those below one root. */
export async function listUnitIds(db: Db, scope: Scope, rootCode?: string): Promise<Map<string, number>> {
	const within =
		scope.subtrees === 'everything'
			? sql`true`
			: sql.join(
					scope.subtrees.map((path) => sql`(u.path = ${path} or u.path like ${`${path}.%`})`),
					sql` or `
				);
	const rows = await selectRows<{ code: string; id: number }>(
		db,
		sql`select u.code, u.id from unit u ${rootCode === undefined ? sql`` : sql`join unit r on r.code = ${rootCode} and r.valid_to is null and (u.id = r.id or u.path like r.path || '.%')`}
			where u.valid_to is null and (${within})`
	);
	return new Map(rows.map((r) => [r.code, r.id]));
}

export async function insertIndicators(tx: Tx, entries: IndicatorFile): Promise<string[]> {
	const made = await tx
		.insert(indicator)
		.values(
			entries.map((e) => ({
				code: e.code,
				nameEn: e.name.en,
				nameZh: e.name['zh-CN'],
				definitionEn: e.definition.en,
				definitionZh: e.definition['zh-CN'],
				measure: e.measure,
				unitLabelEn: e.unitLabel?.en ?? '',
				unitLabelZh: e.unitLabel?.['zh-CN'] ?? '',
				direction: e.direction,
				frequency: e.frequency,
				timeRule: e.timeRule,
				rollUp: e.rollUp,
				isRatio: e.isRatio,
				factor: e.factor,
				numeratorEn: e.numerator?.en ?? null,
				numeratorZh: e.numerator?.['zh-CN'] ?? null,
				denominatorEn: e.denominator?.en ?? null,
				denominatorZh: e.denominator?.['zh-CN'] ?? null,
				sourceEn: e.source.en,
				sourceZh: e.source['zh-CN'],
				minimum: e.minimum ?? null,
				maximum: e.maximum ?? null,
				decimals: e.decimals
			}))
		)
		.onConflictDoNothing({ target: indicator.code })
		.returning({ code: indicator.code });
	return made.map((m) => m.code);
}

type UnitCreation = NonNullable<Mapping['unit']['create']>;

/** The root that a mapping creates its units under, made when absent. */
export async function ensureRootUnit(
	tx: Tx,
	root: UnitCreation['root']
): Promise<{ id: number; path: string; isNew: boolean }> {
	const [existing] = await selectRows<{ id: number; path: string }>(
		tx,
		sql`select id, path from unit where code = ${root.code} and valid_to is null`
	);
	if (existing) return { ...existing, isNew: false };
	const [made] = await selectRows<{ id: number; path: string }>(
		tx,
		sql`with next as (select nextval(pg_get_serial_sequence('unit', 'id'))::int as id)
			insert into unit (id, code, kind, level, path, name_en, name_zh, short_name_en, short_name_zh, time_zone)
			select id, ${root.code}, ${root.kind}, ${root.level}, id::text, ${root.name.en}, ${root.name['zh-CN']},
				${(root.shortName ?? root.name).en}, ${(root.shortName ?? root.name)['zh-CN']}, ${root.timeZone ?? 'Asia/Shanghai'}
			from next returning id, path`
	);
	return { ...made!, isNew: true };
}

/** A unit that a file names. */
export interface Newcomer {
	readonly name: string;
	/** ISO day on which its first period begins: it takes part in rounds from then on */
	readonly since: string;
}

/** Units below `root`, one for each code that is not there yet. @returns how many were made */
export async function insertUnits(
	tx: Tx,
	root: { id: number; path: string },
	creation: UnitCreation,
	newcomers: ReadonlyMap<string, Newcomer>
): Promise<number> {
	const entries = JSON.stringify([...newcomers].map(([code, unit]) => ({ code, ...unit })));
	const made = await selectRows(
		tx,
		sql`with entry as (
				select nextval(pg_get_serial_sequence('unit', 'id'))::int as id, e.code, e.name, e.since
				from jsonb_to_recordset(${entries}::text::jsonb) as e(code text, name text, since date)
				where not exists (select 1 from unit u where u.code = e.code and u.valid_to is null)
			)
			insert into unit (id, code, kind, level, parent_id, path, name_en, name_zh, short_name_en, short_name_zh, sector, time_zone, valid_from)
			select entry.id, entry.code, ${creation.kind}, ${creation.level}, ${root.id}::int, ${root.path}::text || '.' || entry.id,
				entry.name, entry.name, entry.code, entry.code, ${creation.sector ?? null}::text, ${creation.root.timeZone ?? 'Asia/Shanghai'}, entry.since
			from entry returning code`
	);
	return made.length;
}

/** Gives on the unit `toUnitId` each role that is held on the unit with code `fromCode`. @returns how many grants */
export async function copyGrants(tx: Tx, fromCode: string, toUnitId: number, now: Date): Promise<number> {
	const made = await tx
		.insert(roleGrant)
		.select(
			tx
				.select({
					id: sql<number>`nextval(pg_get_serial_sequence('role_grant', 'id'))::int`.as('id'),
					userId: roleGrant.userId,
					role: roleGrant.role,
					unitId: sql<number>`${toUnitId}::int`.as('unit_id'),
					grantedBy: sql<number | null>`null::int`.as('granted_by'),
					grantedAt: sql<Date>`${now.toISOString()}::timestamptz`.as('granted_at'),
					revokedAt: sql<Date | null>`null::timestamptz`.as('revoked_at')
				})
				.from(roleGrant)
				.innerJoin(
					unit,
					sql`${unit.id} = ${roleGrant.unitId} and ${unit.code} = ${fromCode} and ${unit.validTo} is null`
				)
				.where(sql`${roleGrant.revokedAt} is null`)
		)
		.onConflictDoNothing()
		.returning({ id: roleGrant.id });
	return made.length;
}

export async function insertImportRun(tx: Tx, run: typeof importRun.$inferInsert): Promise<number> {
	const [made] = await tx.insert(importRun).values(run).returning({ id: importRun.id });
	return made!.id;
}

export interface StoreCounts {
	inserted: number;
	changed: number;
	unchanged: number;
}

/** A cell that may not be changed by an import, as (unit, indicator, period). */
export interface ClosedCell {
	readonly [key: string]: unknown;
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
}

function recordset(cells: readonly ImportedCell[]) {
	const json = JSON.stringify(
		cells.map((c) => ({
			unit: c.unit,
			indicator: c.indicator,
			period: c.period.code,
			start: c.periodStart,
			value: c.value,
			numerator: c.numerator,
			denominator: c.denominator,
			reason: c.missingReason,
			note: c.note
		}))
	);
	return sql`jsonb_to_recordset(${json}::text::jsonb) as c(unit text, indicator text, period text, start date,
		value float8, numerator float8, denominator float8, reason text, note text)
		join unit u on u.code = c.unit and u.valid_to is null
		join indicator i on i.code = c.indicator
		left join observation o on o.unit_id = u.id and o.indicator_id = i.id and o.period_start = c.start and o.period = c.period`;
}

const differs = sql`(o.value, o.numerator, o.denominator, o.missing_reason) is distinct from (c.value, c.numerator, c.denominator, c.reason)`;

/** Approved cells that the import would change: these reopen one at a time, by hand. At most `limit`. */
export async function listClosedCells(
	tx: Tx,
	cells: readonly ImportedCell[],
	limit: number
): Promise<ClosedCell[]> {
	const closed: ClosedCell[] = [];
	for (let i = 0; i < cells.length && closed.length < limit; i += chunkSize) {
		closed.push(
			...(await selectRows<{ unit: string; indicator: string; period: string }>(
				tx,
				sql`select c.unit, c.indicator, c.period from ${recordset(cells.slice(i, i + chunkSize))}
					where o.status = 'approved' and ${differs} limit ${limit}`
			))
		);
	}
	return closed;
}

/** Stores cells set-wise: new ones, and changed ones with a revision each; equal ones are left as they are. */
export async function storeCells(
	tx: Tx,
	cells: readonly ImportedCell[],
	run: { id: number; source: string; reason: string; now: Date }
): Promise<StoreCounts> {
	const now = run.now.toISOString();
	const counts: StoreCounts = { inserted: 0, changed: 0, unchanged: 0 };
	for (let i = 0; i < cells.length; i += chunkSize) {
		const chunk = cells.slice(i, i + chunkSize);
		const revised = await selectRows(
			tx,
			sql`insert into observation_revision (unit_id, indicator_id, period, revision, before, after, reason, changed_at)
				select u.id, i.id, c.period, o.revision + 1,
					jsonb_build_object('value', o.value, 'numerator', o.numerator, 'denominator', o.denominator, 'missingReason', o.missing_reason, 'status', o.status),
					jsonb_build_object('value', c.value, 'numerator', c.numerator, 'denominator', c.denominator, 'missingReason', c.reason, 'status', 'submitted'),
					${run.reason}::text, ${now}::timestamptz
				from ${recordset(chunk)} where o.unit_id is not null and ${differs} returning id`
		);
		const written = await selectRows(
			tx,
			sql`insert into observation (unit_id, indicator_id, period, period_start, value, numerator, denominator, missing_reason,
					status, source, import_run_id, note, entered_at, submitted_at)
				select u.id, i.id, c.period, c.start, c.value, c.numerator, c.denominator, c.reason, 'submitted', ${run.source}::text,
					${run.id}::int, c.note, ${now}::timestamptz, ${now}::timestamptz
				from ${recordset(chunk)} where o.unit_id is null or ${differs}
				on conflict (unit_id, indicator_id, period_start, period) do update set
					value = excluded.value, numerator = excluded.numerator, denominator = excluded.denominator,
					distribution = null, missing_reason = excluded.missing_reason, status = 'submitted', return_reason = null,
					source = excluded.source, import_run_id = excluded.import_run_id, note = excluded.note,
					revision = observation.revision + 1, entered_by = null, entered_at = excluded.entered_at,
					submitted_at = excluded.submitted_at
				returning unit_id`
		);
		counts.changed += revised.length;
		counts.inserted += written.length - revised.length;
		counts.unchanged += chunk.length - written.length;
	}
	return counts;
}

/** Indicators from whose reports something follows: a roll-up, a longer period, or a quarter that a round reads. */
export async function listConsequentialIndicators(
	tx: Tx,
	codes: readonly string[]
): Promise<Map<string, number>> {
	const rows = await selectRows<{ code: string; id: number }>(
		tx,
		sql`select i.code, i.id from indicator i join jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb) c on c = i.code
			where i.frequency <> 'year' or i.roll_up <> 'none' or exists (
				select 1 from framework_node n join round r on r.framework_version_id = n.framework_version_id
				where n.indicator_id = i.id and (r.period like '%-Q%' or r.stage not in ('draft', 'published', 'withdrawn')))`
	);
	return new Map(rows.map((r) => [r.code, r.id]));
}
