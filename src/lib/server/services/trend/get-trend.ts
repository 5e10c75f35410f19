import { demand } from '../../../domain/access/can';
import type { PeerBand, SeriesFigure, Target } from '../../../domain/indicator/series-figure';
import type { Indicator } from '../../../domain/indicator/indicator';
import {
	parsePeriod,
	periodOfDate,
	periodRange,
	periodStart,
	shiftPeriod,
	subperiods,
	type Period
} from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { getIndicatorByCode, listTargets } from '../../db/queries/indicator';
import { findSeriesExtent, listFigures, listPeerBands, type ReadableUnit } from '../../db/queries/series';
import { listComparableUnits, listUnitsByCodes } from '../../db/queries/unit';
import { listTargetFigures } from '../unit/list-target-figures';
import { readHorizons } from '../unit/read-horizons';
import { untilEarliest } from '../unit/until-earliest';

export const trendKinds = ['month', 'quarter', 'year'] as const;
export type TrendKind = (typeof trendKinds)[number];

export interface TrendQuery {
	readonly indicator: string;
	/** unit codes */
	readonly units: readonly string[];
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	readonly by?: TrendKind | undefined;
}

/** One indicator over time for some units. */
export interface Trend {
	readonly indicator: Indicator;
	readonly units: readonly Unit[];
	/** codes that name no unit */
	readonly unknownUnits: readonly string[];
	/** units beyond the limit that were left out */
	readonly leftOut: number;
	readonly kind: TrendKind;
	/** kinds of period in which this indicator can be read */
	readonly kinds: readonly TrendKind[];
	/** in time order */
	readonly periods: readonly string[];
	/** all periods that could be asked for, in time order */
	readonly selectable: readonly string[];
	/** a unit's own report before a roll-up of the same cell */
	readonly figures: readonly SeriesFigure[];
	readonly bands: readonly PeerBand[];
	readonly targets: readonly Target[];
	/** of the first unit: the figures that targets are judged by */
	readonly targetFigures: readonly SeriesFigure[];
	/** comparable units of the first one, it included, that the band is made of */
	readonly peerCount: number;
	/** the first unit that the band's peers are like */
	readonly bandOf: Unit | undefined;
}

export const maximumTrendUnits = 40;
/** Twenty years of months. */
const maximumPeriods = 240;
const maximumPeers = 400;
const usual: Record<TrendKind, number> = { month: 36, quarter: 12, year: 20 };

/**
 * Figures of an indicator for some units and a range of periods, with targets and the middle half of the first unit's peers.
 * Without a range, the last three years (of years, twenty) for which there are figures.
 * @throws DomainError `unknownIndicator`, `invalidPeriod`
 */
export async function getTrend(ctx: Context, query: TrendQuery): Promise<Trend> {
	const scope = demand(ctx.actor, 'published.read');
	const indicator = await getIndicatorByCode(ctx.db, query.indicator);
	const found = await listUnitsByCodes(ctx.db, scope, query.units);
	const units = found.slice(0, maximumTrendUnits);
	const known = new Set(found.map(({ code }) => code));
	const kinds = trendKinds.slice(trendKinds.indexOf(indicator.frequency));
	const kind = query.by && kinds.includes(query.by) ? query.by : kinds[0]!;
	const readable = await readHorizons(ctx, units);
	const span = await spanOf(ctx, readable, indicator.id, kind);
	const periods = chosenPeriods(query, kind, span);
	const bandOf = units[0];
	const peers = bandOf ? await listComparableUnits(ctx.db, scope, bandOf, maximumPeers) : [];
	const targets = await listTargets(
		ctx.db,
		[indicator.id],
		units.map(({ id }) => id)
	);
	return {
		indicator,
		units,
		unknownUnits: [...new Set(query.units)].filter((code) => !known.has(code)),
		leftOut: found.length - units.length,
		kind,
		kinds,
		periods,
		selectable: span ? codesBetween(span.first, span.last) : periods,
		figures: await listFigures(ctx.db, { units: readable, indicatorIds: [indicator.id], periods }),
		bands: await listPeerBands(ctx.db, {
			units: untilEarliest(await readHorizons(ctx, peers)),
			indicatorIds: [indicator.id],
			periods
		}),
		targets,
		targetFigures: await listTargetFigures(ctx, readable.slice(0, 1), targets),
		peerCount: peers.length,
		bandOf
	};
}

async function spanOf(
	ctx: Context,
	units: readonly ReadableUnit[],
	indicatorId: number,
	kind: TrendKind
): Promise<{ first: Period; last: Period } | undefined> {
	const extent = await findSeriesExtent(ctx.db, { units, indicatorId, kind });
	return extent && { first: parsePeriod(extent.first), last: parsePeriod(extent.last) };
}

/** The asked range in periods of `kind`, or the usual one; ends the wrong way round are turned, too long a range loses its oldest. */
function chosenPeriods(
	{ from, to }: TrendQuery,
	kind: TrendKind,
	span: { first: Period; last: Period } | undefined
): string[] {
	const asked = {
		first: from === undefined ? undefined : subperiodsOf(parsePeriod(from), kind)[0],
		last: to === undefined ? undefined : subperiodsOf(parsePeriod(to), kind).at(-1)
	};
	const last = asked.last ?? span?.last ?? asked.first;
	if (!last) return [];
	const usualFirst = shiftPeriod(last, 1 - usual[kind]);
	const earliest = span && periodStart(span.first) > periodStart(usualFirst) ? span.first : usualFirst;
	const first = asked.first ?? earliest;
	const codes =
		periodStart(first) <= periodStart(last) ? codesBetween(first, last) : codesBetween(last, first);
	return codes.slice(-maximumPeriods);
}

/** The periods of `kind` that a period of any kind covers, or lies in. */
function subperiodsOf(period: Period, kind: TrendKind): Period[] {
	const first = periodOfDate(periodStart(period), kind);
	const inside = subperiods(period, 'month').map((month) => periodOfDate(periodStart(month), kind));
	return [first, ...inside];
}

function codesBetween(first: Period, last: Period): string[] {
	const tooLong = shiftPeriod(last, 1 - 1200);
	const start = periodStart(first) < periodStart(tooLong) ? tooLong : first;
	return periodRange(start, last).map((period) => period.code);
}
