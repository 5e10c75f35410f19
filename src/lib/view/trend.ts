import type { Indicator } from '../domain/indicator/indicator';
import type { SeriesFigure, Target } from '../domain/indicator/series-figure';
import { yearsBetween } from '../domain/indicator/target-course';
import { parsePeriod, periodEndExclusive } from '../domain/period/period';
import { roundHalfUp } from '../domain/ranking/round-half-up';

/** The figures of one unit beside the periods of a trend. */
export interface TrendSeries {
	readonly unitId: number;
	/** one a period; undefined where nothing was reported at all */
	readonly figures: readonly (SeriesFigure | undefined)[];
	/** the roll-up of a cell whose own report says something else */
	readonly otherwise: readonly (SeriesFigure | undefined)[];
}

/** Sorts figures by unit and period. Of two for one cell the first counts; the second is kept where it differs as shown. */
export function trendSeries(
	unitIds: readonly number[],
	periods: readonly string[],
	figures: readonly SeriesFigure[],
	decimals: number
): TrendSeries[] {
	const cells = new Map<string, SeriesFigure[]>();
	for (const figure of figures) {
		const key = `${figure.unitId} ${figure.period}`;
		cells.set(key, [...(cells.get(key) ?? []), figure]);
	}
	return unitIds.map((unitId) => {
		const rows = periods.map((period) => cells.get(`${unitId} ${period}`) ?? []);
		return {
			unitId,
			figures: rows.map(([first]) => first),
			otherwise: rows.map(([first, second]) =>
				first && second && differ(first, second, decimals) ? second : undefined
			)
		};
	});
}

/** Whether two figures of one cell say something else when they are written down. */
export function differ(a: SeriesFigure, b: SeriesFigure, decimals: number): boolean {
	if (a.value === null || b.value === null) return a.value !== b.value;
	return roundHalfUp(a.value, decimals) !== roundHalfUp(b.value, decimals);
}

export type TargetStatus = 'reached' | 'missed' | 'open' | 'unknown';

/** How a target stands. */
export interface TargetProgress {
	readonly target: Target;
	/** `reached` now, or `missed` at its date; `open` while there is time; `unknown` without a figure to judge by */
	readonly status: TargetStatus;
	/** the figure it is judged by: the last one up to the target's date */
	readonly value: number | null;
	readonly period: string | null;
	/** change a year that reaching it takes from the last figure on; only while `open` */
	readonly pacePerYear: number | null;
}

/** The run of an indicator that targets are judged by. */
export interface JudgedRun {
	readonly indicator: Pick<Indicator, 'direction' | 'timeRule'>;
	readonly periods: readonly string[];
	/** beside `periods` */
	readonly figures: readonly (SeriesFigure | undefined)[];
	/** figures of periods of the targets' own kind: a target for a year is about the year's figure */
	readonly ofTargetKind: readonly SeriesFigure[];
}

/**
 * Judges targets of one unit: one whose date has passed by the figure of its own period, or by the last one up to then; another by
 * the newest. Sums grow with the length of a period, so a year's target is judged by years alone.
 */
export function targetProgress(targets: readonly Target[], run: JudgedRun): TargetProgress[] {
	return targets.map((target) => {
		const due = endOf(target.period);
		const judged = figureToJudgeBy(target, run);
		if (!judged) return { target, status: 'unknown', value: null, period: null, pacePerYear: null };
		const { value, period } = judged;
		const isReached = run.indicator.direction === 1 ? value >= target.value : value <= target.value;
		const newest = run.periods.at(-1) ?? period;
		const status = isReached ? 'reached' : endOf(newest) >= due ? 'missed' : 'open';
		return {
			target,
			status,
			value,
			period,
			pacePerYear: status === 'open' ? pace(value, period, target) : null
		};
	});
}

/** Whether a target can be drawn on an axis of these periods: sums of months and a sum for a year have nothing to do with each other. */
export function isDrawable(
	target: Pick<Target, 'period'>,
	indicator: Pick<Indicator, 'timeRule'>,
	period: string | undefined
): boolean {
	if (indicator.timeRule !== 'sum') return true;
	return period !== undefined && parsePeriod(period).kind === parsePeriod(target.period).kind;
}

function figureToJudgeBy(
	target: Target,
	{ indicator, periods, figures, ofTargetKind }: JudgedRun
): { value: number; period: string } | undefined {
	const due = endOf(target.period);
	const kind = parsePeriod(target.period).kind;
	const alike = ofTargetKind.filter(
		(figure) => parsePeriod(figure.period).kind === kind && figure.indicatorId === target.indicatorId
	);
	const exact = alike.find((figure) => figure.period === target.period && figure.value !== null);
	if (exact) return { value: exact.value!, period: exact.period };
	const run =
		indicator.timeRule === 'sum' && !isDrawable(target, indicator, periods[0])
			? alike
			: figures.flatMap((figure) => figure ?? []);
	return run
		.flatMap(({ value, period }) => (value !== null && endOf(period) <= due ? [{ value, period }] : []))
		.toSorted((a, b) => (endOf(a.period) < endOf(b.period) ? -1 : 1))
		.at(-1);
}

function endOf(period: string): string {
	return periodEndExclusive(parsePeriod(period));
}

function pace(value: number, period: string, target: Target): number {
	return (target.value - value) / yearsBetween(parsePeriod(period), parsePeriod(target.period));
}

/** A common frame for many small charts: one scale, so that they can be compared. */
export interface SmallMultiplesFrame {
	readonly low: number;
	readonly high: number;
}

/** Least and greatest value of all series and the target, from zero where nothing lies below it. */
export function commonFrame(series: readonly TrendSeries[], target: number | undefined): SmallMultiplesFrame {
	const values = series.flatMap(({ figures }) => figures.flatMap((figure) => figure?.value ?? []));
	if (target !== undefined) values.push(target);
	const low = values.reduce((least, value) => Math.min(least, value), 0);
	const high = values.reduce((greatest, value) => Math.max(greatest, value), 0);
	return { low, high: high > low ? high : low + 1 };
}

/** First and last value of a series, for its summary in words. */
export function endsOf(
	periods: readonly string[],
	figures: readonly (SeriesFigure | undefined)[]
): { first: { period: string; value: number }; last: { period: string; value: number } } | undefined {
	const present = periods.flatMap((period, i) => {
		const value = figures[i]?.value;
		return value == null ? [] : [{ period, value }];
	});
	const [first] = present;
	const last = present.at(-1);
	return first && last ? { first, last } : undefined;
}
