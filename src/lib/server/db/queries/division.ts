import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { LocalisedName, UnitFlag, UnitKind, UnitLevel } from '../../../domain/unit/unit';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { withinScope } from './unit';

export interface KnownUnit {
	readonly id: number;
	readonly code: string;
	readonly kind: UnitKind;
	readonly level: UnitLevel;
	readonly parentId: number | null;
	readonly parentCode: string | null;
	readonly nameEn: string;
	readonly nameZh: string;
	readonly flag: UnitFlag | null;
}

/** The open units of some codes. */
export async function listOpenUnitsByCode(
	db: Db | Tx,
	_scope: Scope,
	codes: readonly string[]
): Promise<KnownUnit[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select u.id, u.code, u.kind, u.level, u.parent_id, p.code as parent_code, u.name_en, u.name_zh, u.flag
			from unit u left join unit p on p.id = u.parent_id
			where u.valid_to is null
				and u.code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb))`
	);
	return rows.map((row) => ({
		id: row['id'] as number,
		code: row['code'] as string,
		kind: row['kind'] as UnitKind,
		level: row['level'] as UnitLevel,
		parentId: row['parent_id'] as number | null,
		parentCode: row['parent_code'] as string | null,
		nameEn: row['name_en'] as string,
		nameZh: row['name_zh'] as string,
		flag: row['flag'] as UnitFlag | null
	}));
}

export interface NewDivision {
	readonly code: string;
	readonly level: UnitLevel;
	readonly parentCode: string;
	readonly nameEn: string;
	readonly nameZh: string;
	readonly shortEn: string;
	readonly shortZh: string;
	readonly flag: UnitFlag | null;
	readonly tileColumn: number | null;
	readonly tileRow: number | null;
	readonly abbreviation: string | null;
}

/** New regions of one level, all below open units that are there by their codes: one statement. @returns how many */
export async function insertDivisions(tx: Tx, divisions: readonly NewDivision[]): Promise<number> {
	if (divisions.length === 0) return 0;
	const made = await selectRows(
		tx,
		sql`with entry as (
				select nextval(pg_get_serial_sequence('unit', 'id'))::int as id, t.*, p.id as parent_id, p.path as parent_path,
					p.time_zone
				from ${rowSet(
					divisions,
					`code text, level text, "parentCode" text, "nameEn" text, "nameZh" text, "shortEn" text, "shortZh" text,
					flag text, "tileColumn" smallint, "tileRow" smallint, abbreviation text`
				)} join unit p on p.code = t."parentCode" and p.valid_to is null
			)
			insert into unit (id, code, kind, level, parent_id, path, name_en, name_zh, short_name_en, short_name_zh, time_zone,
				flag, is_ranked, tile_column, tile_row, abbreviation)
			select id, code, 'region', level, parent_id, parent_path || '.' || id, "nameEn", "nameZh", "shortEn", "shortZh", time_zone,
				flag, flag is null, "tileColumn", "tileRow", abbreviation
			from entry returning code`
	);
	return made.length;
}

/** What a newer list says of a unit that is there. */
export interface ChangedDivision {
	readonly id: number;
	readonly code: string;
	readonly oldZh: string;
	readonly nameZh: string;
	readonly shortZh: string;
	readonly nameEn: string;
	readonly shortEn: string;
	/** what its English name is where nobody has written one: the romanisation of the old Chinese name */
	readonly oldEn: string;
	readonly oldShortEn: string;
	readonly flag: UnitFlag | null;
}

/** What a newer list says of units that are there: one statement. An English name that nobody wrote follows the Chinese one. */
export async function updateDivisions(tx: Tx, changes: readonly ChangedDivision[]): Promise<void> {
	if (changes.length === 0) return;
	await tx.execute(sql`update unit set
			name_en = case when unit.name_en in (unit.name_zh, t."oldEn") then t."nameEn" else unit.name_en end,
			short_name_en = case when unit.short_name_en in (unit.short_name_zh, unit.name_zh, t."oldShortEn") then t."shortEn"
				else unit.short_name_en end,
			name_zh = t."nameZh", short_name_zh = t."shortZh", flag = coalesce(t.flag, unit.flag),
			is_ranked = unit.is_ranked and t.flag is null, revision = unit.revision + 1
		from ${rowSet(
			changes,
			`id int, "nameZh" text, "shortZh" text, "nameEn" text, "shortEn" text, "oldEn" text, "oldShortEn" text, flag text`
		)} where unit.id = t.id`);
}

/** Tops of trees of regions within a scope, by code: what divisions can be put below. */
export async function listDivisionRoots(
	db: Db,
	scope: Scope
): Promise<{ readonly code: string; readonly name: LocalisedName }[]> {
	const rows = await selectRows<{ code: string; en: string; zh: string }>(
		db,
		sql`select "unit".code, "unit".short_name_en as en, "unit".short_name_zh as zh from "unit"
			where "unit".parent_id is null and "unit".valid_to is null and "unit".kind = 'region' and ${withinScope(scope) ?? sql`true`}
			order by "unit".code limit 50`
	);
	return rows.map(({ code, en, zh }) => ({ code, name: { en, 'zh-CN': zh } }));
}

/** Of some units, those below which departments stand: these alone make their figures. */
export async function listWithDepartments(
	db: Db | Tx,
	_scope: Scope,
	ids: readonly number[]
): Promise<Set<number>> {
	const rows = await selectRows<{ id: number }>(
		db,
		sql`select distinct p.parent_id as id from unit_placement p join unit u on u.id = p.unit_id and u.kind = 'department'
			where p.parent_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::int)`
	);
	return new Set(rows.map(({ id }) => id));
}
