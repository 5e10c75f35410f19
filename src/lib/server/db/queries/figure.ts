import { and, inArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { FigureColumns } from '../../../domain/indicator/derive-figures';
import type { FigureProvenance, Histogram, Indicator } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
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

/** Where a unit stands in the tree, as far as figures climb it. */
export interface FigureUnit {
	readonly id: number;
	readonly parentId: number | null;
	readonly kind: 'region' | 'department';
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

const figureUnitColumns = {
	id: unit.id,
	parentId: unit.parentId,
	kind: unit.kind,
	path: unit.path,
	timeZone: unit.timeZone
};

/** Some units with everything above them. */
export async function listUnitsAndAncestors(
	db: Db | Tx,
	scope: Scope,
	ids: readonly number[]
): Promise<FigureUnit[]> {
	const own = await db
		.select({ path: unit.path })
		.from(unit)
		.where(and(inArray(unit.id, [...ids]), withinScope(scope)));
	const chain = [...new Set(own.flatMap(({ path }) => path.split('.').map(Number)))];
	if (chain.length === 0) return [];
	return db.select(figureUnitColumns).from(unit).where(inArray(unit.id, chain));
}

export async function listChildrenOf(
	db: Db | Tx,
	_scope: Scope,
	parentIds: readonly number[]
): Promise<FigureUnit[]> {
	if (parentIds.length === 0) return [];
	return db
		.select(figureUnitColumns)
		.from(unit)
		.where(inArray(unit.parentId, [...parentIds]));
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
