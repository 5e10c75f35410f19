import type { MissingReason } from '../domain/scoring/missing-reason';
import type { ScoreSpread } from '../domain/unit/unit-report';
import type { PeerBand, SeriesFigure, Target } from '../domain/indicator/series-figure';
import type { DimensionProfileInput, TrendLineInput } from './charts/inputs';
import type { ChartFormat } from './charts/chart';
import type { Indicator } from '../domain/indicator/indicator';

/** A dimension's place among its peers, for the profile chart. */
export interface ProfileRow {
	readonly code: string;
	readonly name: string;
	readonly score: number | null;
	readonly reason: MissingReason | null;
	readonly spread: ScoreSpread | undefined;
	readonly href: string;
}

/** Fewer peers than this have no spread worth drawing. */
const leastPeers = 3;

export function profileInput(
	rows: readonly ProfileRow[],
	words: { title: string; valueLabel: string; unitName: string; peersName: string },
	scale: readonly [number, number]
): DimensionProfileInput {
	return {
		...words,
		format: { measure: 'points', decimals: 1 },
		min: scale[0],
		max: scale[1],
		rows: rows.map(({ code, name, score, reason, spread, href }) => ({
			code,
			name,
			value: score,
			reason: score === null ? reason : null,
			href,
			peers:
				spread && spread.count >= leastPeers
					? {
							min: spread.low,
							p25: spread.lowerQuartile,
							median: spread.median,
							p75: spread.upperQuartile,
							max: spread.high
						}
					: null
		}))
	};
}

/** How the values of an indicator are written on a chart. */
export function chartFormatOf(
	indicator: Pick<Indicator, 'measure' | 'decimals' | 'isScored'>,
	unitLabel?: string
): ChartFormat {
	const measure = indicator.isScored || indicator.measure === 'points' ? 'points' : indicator.measure;
	return {
		measure: measure === 'rate' ? 'number' : measure,
		decimals: indicator.decimals,
		...(unitLabel ? { unit: unitLabel } : {})
	};
}

/** One unit's figures as a series beside its periods: a cell without a figure was not reported. */
export function seriesValues(
	periods: readonly string[],
	figures: readonly (SeriesFigure | undefined)[]
): { values: (number | null)[]; reasons: (string | null)[] } {
	return {
		values: periods.map((_, i) => figures[i]?.value ?? null),
		reasons: periods.map((_, i) =>
			figures[i]?.value == null ? (figures[i]?.missingReason ?? 'notReported') : null
		)
	};
}

/** Peers' middle half beside the periods of a chart; null where no period has one. */
export function bandInput(
	name: string,
	periods: readonly string[],
	bands: readonly PeerBand[]
): TrendLineInput['band'] {
	const byPeriod = new Map(bands.map((band) => [band.period, band]));
	const at = (pick: (band: PeerBand) => number) =>
		periods.map((period) => {
			const band = byPeriod.get(period);
			return band ? pick(band) : null;
		});
	if (!periods.some((period) => byPeriod.has(period))) return null;
	return {
		name,
		lower: at((band) => band.lowerQuartile),
		upper: at((band) => band.upperQuartile),
		median: at((band) => band.median)
	};
}

/** Where the axis ends by nature: a percentage has 0 and 100, unless it goes beyond. */
export function axisEnds(
	indicator: Pick<Indicator, 'measure'>,
	values: readonly (number | null)[]
): { min?: number; max?: number } {
	const least = Math.min(0, ...values.filter((value) => value !== null));
	if (indicator.measure !== 'percent') return least < 0 ? {} : { min: 0 };
	const greatest = Math.max(100, ...values.filter((value) => value !== null));
	return least < 0 || greatest > 100 ? {} : { min: 0, max: 100 };
}

/**
 * The target that a chart of these periods draws: of those for the unit (before those for everybody), the first that is due in or
 * after the last period, else the last one passed.
 */
export function currentTarget(
	targets: readonly Target[],
	unitId: number | undefined,
	lastPeriod: string | undefined
): Target | undefined {
	const own = targets.filter((target) => target.unitId !== null && target.unitId === unitId);
	const pool = (own.length > 0 ? own : targets.filter((target) => target.unitId === null)).toSorted((a, b) =>
		a.period < b.period ? -1 : 1
	);
	const year = lastPeriod?.slice(0, 4) ?? '';
	return pool.find((target) => target.period.slice(0, 4) >= year) ?? pool.at(-1);
}
