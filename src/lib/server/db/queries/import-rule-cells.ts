import { sql } from 'drizzle-orm';
import type { CellFigures } from '../../../domain/validation/apply-rule';
import { selectRows, type Db, type Tx } from '../client';
import { isChange, stageBeside, type Stage, type StageSpan } from './import-stage';

/** Cells of a stage that rules can have something against: a table of its own beside the stage, by unit. */
export interface RuledCells {
	readonly table: string;
	/** ids of its units, ascending, and how many cells each has */
	readonly units: readonly { readonly unitId: number; readonly cells: number }[];
}

export interface RuledCell {
	readonly row: number;
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	readonly figures: CellFigures;
}

/**
 * Sets aside the cells of some indicators that are new or say something else than what is stored: what the file repeats breaks
 * nothing that was not broken. In two statements, whatever the size of the file.
 */
export async function setRuledCellsAside(
	db: Db | Tx,
	stage: Stage,
	span: StageSpan,
	indicatorIds: readonly number[]
): Promise<RuledCells> {
	const table = `${stage.table}_ruled`;
	if (span.cells === 0 || indicatorIds.length === 0) return { table, units: [] };
	const name = sql.raw(table);
	const ids = sql.raw(indicatorIds.map(Math.trunc).join(','));
	await db.execute(sql`create unlogged table ${name} as
		select s.source_row, s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.missing_reason,
			s.distribution is not null as has_distribution
		from ${stageBeside(stage, span, 'left join')} where s.indicator_id in (${ids}) and (o.unit_id is null or ${isChange(stage)})`);
	const units = await selectRows<{ unitId: number; cells: number }>(
		db,
		sql`select unit_id as "unitId", count(*)::int as cells from ${name} group by unit_id order by unit_id`
	);
	if (units.length > 1) {
		await db.execute(sql`create index on ${name} (unit_id)`);
		await db.execute(sql`analyze ${name}`);
	}
	return { table, units };
}

export async function dropRuledCells(db: Db | Tx, { table }: RuledCells): Promise<void> {
	await db.execute(sql`drop table if exists ${sql.raw(table)}`);
}

/** The cells of the units from one id to another, in the order of the file. */
export async function listRuledCells(
	db: Db | Tx,
	{ table }: RuledCells,
	from: number,
	to: number
): Promise<RuledCell[]> {
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select * from ${sql.raw(table)} where unit_id between ${from}::int and ${to}::int order by source_row, indicator_id`
	);
	return rows.map((row) => ({
		row: row['source_row'] as number,
		unitId: row['unit_id'] as number,
		indicatorId: row['indicator_id'] as number,
		period: row['period'] as string,
		figures: {
			value: row['value'] as number | null,
			numerator: row['numerator'] as number | null,
			denominator: row['denominator'] as number | null,
			missingReason: row['missing_reason'] as CellFigures['missingReason'],
			hasDistribution: row['has_distribution'] as boolean
		}
	}));
}
