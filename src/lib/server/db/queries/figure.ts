import { and, inArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { FigureColumns } from '../../../domain/indicator/derive-figures';
import type { FigureProvenance, Frequency, Histogram, Indicator } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import type { Placement } from '../../../domain/unit/tree-of-time';
import type { UnitFlag, UnitKind } from '../../../domain/unit/unit';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { figure, indicator, unit } from '../schema';
import { withinScope } from './unit';

/** A figure as it is stored, in its place. */
export interface StoredFigure extends FigureColumns {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	/** ISO day */
	readonly periodStart: string;
	readonly provenance: FigureProvenance;
}

/** What a cell is in the series, with its revision and source where the unit reported it itself. */
export interface SeriesCell extends Omit<StoredFigure, 'periodStart'> {
	readonly source: string | null;
	readonly revision: number | null;
}

/** A unit as far as figures climb the tree. */
export interface FigureUnit {
	readonly id: number;
	readonly kind: UnitKind;
	readonly flag: UnitFlag | null;
	/** today's, for its root */
	readonly path: string;
	readonly timeZone: string;
}

/** What figures of an indicator follow from. */
export type FigureIndicator = Pick<
	Indicator,
	'id' | 'code' | 'frequency' | 'timeRule' | 'rollUp' | 'statistic' | 'factor' | 'isScored'
>;

export async function listFigureIndicators(db: Db | Tx, ids: readonly number[]): Promise<FigureIndicator[]> {
	const { id, code, frequency, timeRule, rollUp, statistic, factor, isScored } = indicator;
	return db
		.select({ id, code, frequency, timeRule, rollUp, statistic, factor, isScored })
		.from(indicator)
		.where(inArray(indicator.id, [...ids]));
}

/** Some units, by their ids. */
export async function listFigureUnits(
	db: Db | Tx,
	scope: Scope,
	ids: readonly number[]
): Promise<FigureUnit[]> {
	if (ids.length === 0) return [];
	return db
		.select({ id: unit.id, kind: unit.kind, flag: unit.flag, path: unit.path, timeZone: unit.timeZone })
		.from(unit)
		.where(and(inArray(unit.id, [...ids]), withinScope(scope)));
}

/** Where some units, everything that was ever above them, and what was ever right below any of these, stood from when to when. */
export async function listPlacementsAround(
	db: Db | Tx,
	_scope: Scope,
	unitIds: readonly number[]
): Promise<Placement[]> {
	if (unitIds.length === 0) return [];
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`with recursive above as (
				select id as unit_id from "unit" where id in ${unitIds}
				union
				select p.parent_id from unit_placement p join above on above.unit_id = p.unit_id where p.parent_id is not null)
			select p.unit_id, p.parent_id, p.valid_from::text, p.valid_to::text from unit_placement p
			where p.unit_id in (select unit_id from above) or p.parent_id in (select unit_id from above)`
	);
	return rows.map((row) => ({
		unitId: row['unit_id'] as number,
		parentId: row['parent_id'] as number | null,
		validFrom: row['valid_from'] as string,
		validTo: row['valid_to'] as string | null
	}));
}

/** A cell of which regions have a figure of their own making: an indicator that is rolled up, in one of its own periods. */
export interface RolledUpCell {
	readonly indicatorId: number;
	readonly period: string;
	readonly frequency: Frequency;
}

/** Cells that were ever reported below some regions, of periods that begin on a day or after, and that are rolled up. */
export async function listCellsBelow(
	db: Db | Tx,
	_scope: Scope,
	parentIds: readonly number[],
	from: string
): Promise<RolledUpCell[]> {
	if (parentIds.length === 0) return [];
	const rows = await selectRows<{ indicator_id: number; period: string; frequency: Frequency }>(
		db,
		sql`select distinct s.indicator_id, s.period, i.frequency
			from series s join indicator i on i.id = s.indicator_id and i.roll_up <> 'none'
			where s.period_start >= ${from}::date and (s.unit_id in ${parentIds}
				or s.unit_id in (select unit_id from unit_placement where parent_id in ${parentIds}))
			order by s.indicator_id, s.period`
	);
	return rows.map((row) => ({
		indicatorId: row.indicator_id,
		period: row.period,
		frequency: row.frequency
	}));
}

/** One figure a cell: what the unit reported itself, else what follows from others. */
export async function listSeriesCells(
	db: Db | Tx,
	scope: Scope,
	cells: {
		readonly unitIds: readonly number[];
		readonly indicatorIds: readonly number[];
		readonly periods: readonly string[];
		/** ISO days between which the periods begin, both included */
		readonly from: string;
		readonly to: string;
	}
): Promise<SeriesCell[]> {
	if (cells.unitIds.length === 0 || cells.indicatorIds.length === 0 || cells.periods.length === 0) return [];
	const within = withinScope(scope);
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select distinct on (s.unit_id, s.indicator_id, s.period)
				s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.distribution, s.missing_reason,
				s.qualifier, s.provenance, s.source, s.revision
			from series s ${within ? sql`join "unit" on "unit".id = s.unit_id` : sql``}
			where s.unit_id in ${cells.unitIds} and s.indicator_id in ${cells.indicatorIds}
				and s.period_start between ${cells.from}::date and ${cells.to}::date and s.period in ${cells.periods}
				${within ? sql`and ${within}` : sql``}
			order by s.unit_id, s.indicator_id, s.period, (s.provenance <> 'own')`
	);
	return rows.map((row) => ({
		unitId: row['unit_id'] as number,
		indicatorId: row['indicator_id'] as number,
		period: row['period'] as string,
		value: row['value'] as number | null,
		numerator: row['numerator'] as number | null,
		denominator: row['denominator'] as number | null,
		distribution: row['distribution'] as Histogram | null,
		missingReason: row['missing_reason'] as MissingReason | null,
		qualifier: row['qualifier'] as 'above' | null,
		provenance: row['provenance'] as FigureProvenance,
		source: row['source'] as string | null,
		revision: row['revision'] as number | null
	}));
}

/** Stores figures in place of those that are there, and takes away those that no longer follow from anything. */
export async function replaceFigures(
	tx: Tx,
	present: readonly StoredFigure[],
	absent: readonly Pick<StoredFigure, 'unitId' | 'indicatorId' | 'period' | 'periodStart'>[]
): Promise<void> {
	const types = `"unitId" int, "indicatorId" int, period text, "periodStart" date, value float8, numerator float8,
		denominator float8, distribution jsonb, "missingReason" text, qualifier text, provenance text`;
	if (present.length > 0) {
		await tx.execute(sql`insert into figure (unit_id, indicator_id, period, period_start, value, numerator, denominator,
				distribution, missing_reason, qualifier, provenance)
			select t."unitId", t."indicatorId", t.period, t."periodStart", t.value, t.numerator, t.denominator,
				nullif(t.distribution, 'null'::jsonb), t."missingReason", t.qualifier, t.provenance
			from ${rowSet(present, types)}
			on conflict (unit_id, indicator_id, period_start, period) do update set value = excluded.value,
				numerator = excluded.numerator, denominator = excluded.denominator, distribution = excluded.distribution,
				missing_reason = excluded.missing_reason, qualifier = excluded.qualifier, provenance = excluded.provenance
			where (figure.value, figure.numerator, figure.denominator, figure.distribution, figure.missing_reason,
				figure.qualifier, figure.provenance) is distinct from (excluded.value, excluded.numerator,
				excluded.denominator, excluded.distribution, excluded.missing_reason, excluded.qualifier, excluded.provenance)`);
	}
	if (absent.length > 0) {
		await tx.execute(sql`delete from ${figure} using ${rowSet(absent, types)}
			where ${figure.unitId} = t."unitId" and ${figure.indicatorId} = t."indicatorId"
				and ${figure.period} = t.period and ${figure.periodStart} = t."periodStart"`);
	}
}

/** Keeps other writers of one tree's figures and rounds waiting until this transaction ends: a roll-up reads what all wrote. */
export async function holdTrees(tx: Tx, rootUnitIds: readonly number[]): Promise<void> {
	for (const id of [...new Set(rootUnitIds)].sort((a, b) => a - b)) {
		await tx.execute(sql`select pg_advisory_xact_lock(${figureLock}, ${id})`);
	}
}

/** Names the locks of `holdTrees`; any constant will do. */
const figureLock = 7_245_012;
