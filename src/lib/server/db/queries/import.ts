import { sql } from 'drizzle-orm';
import { selectRows, type Db, type Tx } from '../client';
import { indicator, roleGrant, unit } from '../schema';
import type { Scope } from '../../../domain/access/can';
import type { NamedUnit } from '../../importers/lookups';
import type { KnownIndicator } from '../../importers/map-rows';
import type { IndicatorFile, Mapping } from '../../importers/mapping';

export async function listKnownIndicators(db: Db | Tx, _scope: Scope): Promise<KnownIndicator[]> {
	const rows = await db
		.select({
			id: indicator.id,
			code: indicator.code,
			nameEn: indicator.nameEn,
			nameZh: indicator.nameZh,
			measure: indicator.measure,
			isRatio: indicator.isRatio,
			timeRule: indicator.timeRule,
			statistic: indicator.statistic,
			frequency: indicator.frequency,
			factor: indicator.factor,
			minimum: indicator.minimum,
			maximum: indicator.maximum,
			isScored: indicator.isScored,
			retiredAt: indicator.retiredAt
		})
		.from(indicator);
	return rows.map(({ measure, timeRule, isScored, retiredAt, nameEn, nameZh, ...row }) => ({
		...row,
		names: [nameEn, nameZh],
		isPercent: measure === 'percent',
		isCount: measure === 'count',
		isDistribution: timeRule === 'distribution',
		refusal: isScored ? 'scoredIndicator' : retiredAt ? 'retiredIndicator' : undefined
	}));
}

/** Every unit there is or was, as far as a file can name it. Two may have one code: boundaries changed. */
export async function listNamedUnits(db: Db | Tx, _scope: Scope): Promise<NamedUnit[]> {
	const rows = await db
		.select({
			id: unit.id,
			code: unit.code,
			path: unit.path,
			nameEn: unit.nameEn,
			nameZh: unit.nameZh,
			shortNameEn: unit.shortNameEn,
			shortNameZh: unit.shortNameZh,
			validFrom: unit.validFrom,
			validTo: unit.validTo
		})
		.from(unit)
		.orderBy(unit.validFrom);
	return rows;
}

/** Ids of units of today by code. */
export async function listUnitIds(tx: Tx, codes: readonly string[]): Promise<Map<string, number>> {
	const rows = await selectRows<{ code: string; id: number }>(
		tx,
		sql`select u.code, u.id from unit u join jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb) c on c = u.code
			where u.valid_to is null`
	);
	return new Map(rows.map((row) => [row.code, row.id]));
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

/** Indicators from whose reports something follows: a roll-up, a longer period, or a quarter that a round reads. */
export async function listConsequentialIndicators(tx: Tx, ids: readonly number[]): Promise<number[]> {
	if (ids.length === 0) return [];
	const rows = await selectRows<{ id: number }>(
		tx,
		sql`select i.id from indicator i where i.id in ${[...ids]} and (i.frequency <> 'year' or i.roll_up <> 'none' or exists (
				select 1 from framework_node n join round r on r.framework_version_id = n.framework_version_id
				where n.indicator_id = i.id and (r.period like '%-Q%' or r.stage not in ('draft', 'published', 'withdrawn'))))`
	);
	return rows.map(({ id }) => id);
}
