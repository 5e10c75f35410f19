import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { PeerBand, SeriesFigure } from '../../../domain/indicator/series-figure';
import type { FigureProvenance, Histogram, Indicator } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import { parsePeriod, periodEndExclusive, periodStart, type PeriodKind } from '../../../domain/period/period';
import { selectRows, type Db } from '../client';
import type { indicator } from '../schema';

/** A unit whose figures may be read, up to a day: what services hand to the queries below instead of a bare id. */
export interface ReadableUnit {
	readonly unitId: number;
	/** the permission that it rests on */
	readonly scope: Scope;
	/** first day that is hidden, ISO; undefined where nothing is */
	readonly until: string | undefined;
}

/** All of `periods` must be of months that end within this many years of each other: one statement reads them all. */
export interface FigureQuery {
	readonly units: readonly ReadableUnit[];
	readonly indicatorIds: readonly number[];
	/** period codes; only figures of exactly these are read */
	readonly periods: readonly string[];
}

interface FigureRow extends Record<string, unknown> {
	unit_id: number;
	indicator_id: number;
	period: string;
	value: number | null;
	numerator: number | null;
	denominator: number | null;
	distribution: Histogram | null;
	missing_reason: MissingReason | null;
	qualifier: 'above' | null;
	provenance: FigureProvenance;
	source: string | null;
	revision: number | null;
	submitted_at: Date | string | null;
}

/**
 * Figures of some indicators, units and periods, in time order; where a unit's own report and a figure that follows from others
 * exist for one cell, both, the own one first. What lies behind a unit's `until` is not read.
 */
export async function listFigures(db: Db, query: FigureQuery): Promise<SeriesFigure[]> {
	if (query.units.length === 0 || query.indicatorIds.length === 0 || query.periods.length === 0) return [];
	const rows = await selectRows<FigureRow>(
		db,
		sql`select s.unit_id, s.indicator_id, s.period, s.value, s.numerator, s.denominator, s.distribution,
				s.missing_reason, s.qualifier, s.provenance, s.source, s.revision, s.submitted_at
			from ${readable(query)} join series s on s.unit_id = u.id and s.period = p.code and s.period_start = p.starts
			where ${withinSpan(query.periods)} and s.indicator_id in ${idList(query.indicatorIds)}
				and (u.until is null or p.ends <= u.until)
			order by s.period_start, s.period, (s.provenance <> 'own')`
	);
	return rows.map(toFigure);
}

/**
 * Spread of each indicator among units, period by period. Periods in which fewer than `minimumCount` have a value are left out.
 * Ask only with units whose figures may all be read: quartiles tell of them.
 */
export async function listPeerBands(db: Db, query: FigureQuery, minimumCount = 4): Promise<PeerBand[]> {
	if (query.units.length === 0 || query.indicatorIds.length === 0 || query.periods.length === 0) return [];
	const rows = await selectRows<Record<string, unknown>>(
		db,
		sql`select indicator_id, period, count(*)::int as count, min(value) as low, max(value) as high,
				percentile_cont(array[0.25, 0.5, 0.75]) within group (order by value) as quartiles
			from (
				select distinct on (s.unit_id, s.indicator_id, s.period_start, s.period)
					s.indicator_id, s.period, s.period_start, s.value
				from ${readable(query)} join series s on s.unit_id = u.id and s.period = p.code and s.period_start = p.starts
				where ${withinSpan(query.periods)} and s.indicator_id in ${idList(query.indicatorIds)}
					and (u.until is null or p.ends <= u.until)
				order by s.unit_id, s.indicator_id, s.period_start, s.period, (s.provenance <> 'own')
			) cell
			where value is not null
			group by indicator_id, period, period_start having count(*) >= ${minimumCount}
			order by period_start, period`
	);
	return rows.map((row) => {
		const [lowerQuartile, median, upperQuartile] = toNumbers(row['quartiles']);
		return {
			indicatorId: row['indicator_id'] as number,
			period: row['period'] as string,
			count: row['count'] as number,
			low: row['low'] as number,
			lowerQuartile: lowerQuartile!,
			median: median!,
			upperQuartile: upperQuartile!,
			high: row['high'] as number
		};
	});
}

/** First and last day on which readable figures of one kind of period begin; undefined where there are none. */
export async function findSeriesExtent(
	db: Db,
	query: { units: readonly ReadableUnit[]; indicatorId: number; kind: PeriodKind }
): Promise<{ first: string; last: string } | undefined> {
	if (query.units.length === 0) return undefined;
	const [row] = await selectRows<{ first: string | null; last: string | null }>(
		db,
		sql`select min(s.period)::text as first, max(s.period)::text as last
			from ${unitValues(query.units)} join series s on s.unit_id = u.id
			where s.indicator_id = ${query.indicatorId} and s.period like ${kindPattern[query.kind]}
				${query.kind === 'month' ? sql`and s.period not like '____-Q_' and s.period not like '____-H_'` : sql``}
				and (u.until is null or s.period_start + ${kindLength[query.kind]}::interval <= u.until)`
	);
	return row?.first && row.last ? { first: row.first, last: row.last } : undefined;
}

const kindPattern: Record<PeriodKind, string> = {
	month: '____-__',
	quarter: '____-Q_',
	half: '____-H_',
	year: '____'
};
const kindLength: Record<PeriodKind, string> = {
	month: '1 month',
	quarter: '3 months',
	half: '6 months',
	year: '1 year'
};

export function toIndicator(row: typeof indicator.$inferSelect): Indicator {
	return {
		id: row.id,
		code: row.code,
		name: { en: row.nameEn, 'zh-CN': row.nameZh },
		definition: { en: row.definitionEn, 'zh-CN': row.definitionZh },
		measure: row.measure,
		unitLabel: { en: row.unitLabelEn, 'zh-CN': row.unitLabelZh },
		direction: row.direction === -1 ? -1 : 1,
		frequency: row.frequency,
		timeRule: row.timeRule,
		rollUp: row.rollUp,
		statistic: row.statistic,
		isRatio: row.isRatio,
		factor: row.factor,
		isScored: row.isScored,
		numerator: bothOrNone(row.numeratorEn, row.numeratorZh),
		denominator: bothOrNone(row.denominatorEn, row.denominatorZh),
		source: { en: row.sourceEn, 'zh-CN': row.sourceZh },
		minimum: row.minimum,
		maximum: row.maximum,
		decimals: row.decimals,
		retiredAt: row.retiredAt
	};
}

function bothOrNone(en: string | null, zh: string | null): { en: string; 'zh-CN': string } | null {
	return en === null ? null : { en, 'zh-CN': zh ?? en };
}

function toFigure(row: FigureRow): SeriesFigure {
	return {
		unitId: row.unit_id,
		indicatorId: row.indicator_id,
		period: row.period,
		value: row.value,
		numerator: row.numerator,
		denominator: row.denominator,
		distribution: row.distribution,
		missingReason: row.missing_reason,
		qualifier: row.qualifier,
		provenance: row.provenance,
		source: row.source,
		revision: row.revision,
		submittedAt: row.submitted_at === null ? null : new Date(row.submitted_at)
	};
}

function unitValues(units: readonly ReadableUnit[]): SQL {
	const rows = units.map(({ unitId, until }) => sql`(${unitId}::int, ${until ?? null}::date)`);
	return sql`(values ${sql.join(rows, sql`, `)}) as u(id, until)`;
}

/** `u` crossed with `p`: the cells that are asked for. */
function readable(query: FigureQuery): SQL {
	const periods = [...new Set(query.periods)].map((code) => {
		const period = parsePeriod(code);
		return sql`(${code}::text, ${periodStart(period)}::date, ${periodEndExclusive(period)}::date)`;
	});
	return sql`${unitValues(query.units)} cross join (values ${sql.join(periods, sql`, `)}) as p(code, starts, ends)`;
}

/** Constants on the partition key, so that years that are not asked for are not opened. */
function withinSpan(periods: readonly string[]): SQL {
	const starts = periods.map((code) => periodStart(parsePeriod(code))).sort();
	return sql`s.period_start between ${starts[0]}::date and ${starts.at(-1)}::date`;
}

function idList(ids: readonly number[]): SQL {
	return sql`(${sql.join(
		ids.map((id) => sql`${id}`),
		sql`, `
	)})`;
}

/** An array of numbers, as a driver gives it: parsed, or in its text form. */
function toNumbers(value: unknown): number[] {
	if (Array.isArray(value)) return value.map(Number);
	return String(value).replace(/[{}]/g, '').split(',').map(Number);
}
