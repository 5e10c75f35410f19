import { parsePeriod } from '$lib/domain/period/period';
import { m } from '$lib/i18n/paraglide/messages';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { levelLabel, sectorLabel, unitKindLabel } from '$lib/i18n/words/labels';
import { localised } from '$lib/i18n/words/localised';
import { formatPeriodShort } from '$lib/i18n/words/period';
import { renderChart } from '$lib/server/render/chart-svg';
import type { Trend } from '$lib/server/services/trend/get-trend';
import type { TrendPage } from '$lib/server/services/trend/get-trend-page';
import {
	commonFrame,
	endsOf,
	isDrawable,
	targetProgress,
	trendSeries,
	type TrendSeries
} from '$lib/view/trend';
import type { TrendAddress } from '$lib/view/trend-query';
import { axisEnds, bandInput, chartFormatOf, currentTarget, seriesValues } from '$lib/view/unit-charts';
import type { Unit } from '$lib/domain/unit/unit';

/** More lines than this on one chart cannot be told apart: they get a small chart each. */
const mostLines = 6;

/** What the page of trends is given: its choices, and the chart or the small charts of what was chosen. */
export function presentTrend({ choices, trend }: TrendPage, query: TrendAddress, locale: Locale) {
	const pick = (unit: Unit) => ({ code: unit.code, name: localised(unit.name, locale) });
	return {
		...(trend && trend.units.length > 0
			? { isDemonstration: trend.units.some((unit) => unit.isDemonstration) }
			: {}),
		indicators: choices.indicators.map(({ indicator, framework }) => ({
			value: indicator.code,
			label: `${indicator.code} ${localised(indicator.name, locale)}`,
			group: framework && localised(framework.name, locale)
		})),
		comparable: choices.comparable.map(pick),
		found: choices.found.map((unit) => ({
			...pick(unit),
			hint: [
				unitKindLabel(unit.kind, locale),
				unit.parentName ? localised(unit.parentName, locale) : levelLabel(unit.level, locale)
			].join(' · ')
		})),
		foundTotal: choices.foundTotal,
		query: { from: query.from, to: query.to, search: query.search ?? '' },
		trend: trend && presentChosen(trend, locale)
	};
}

function presentChosen(trend: Trend, locale: Locale) {
	const { indicator, units, periods } = trend;
	const series = trendSeries(
		units.map(({ id }) => id),
		periods,
		trend.figures,
		indicator.decimals
	);
	const name = localised(indicator.name, locale);
	const target = currentTarget(
		trend.targets.filter((one) => isDrawable(one, indicator, periods[0])),
		units.length === 1 ? units[0]!.id : undefined,
		periods.at(-1)
	);
	const hasFigures = trend.figures.length > 0;
	return {
		indicator: {
			code: indicator.code,
			name,
			definition: localised(indicator.definition, locale),
			measure: indicator.measure,
			decimals: indicator.decimals,
			unitLabel: localised(indicator.unitLabel, locale),
			direction: indicator.direction,
			timeRule: indicator.frequency === 'year' ? undefined : indicator.timeRule,
			isScored: indicator.isScored
		},
		kind: trend.kind,
		kinds: trend.kinds,
		selectable: trend.selectable,
		periods,
		units: units.map((unit) => ({
			code: unit.code,
			name: localised(unit.name, locale),
			shortName: localised(unit.shortName, locale)
		})),
		unknownUnits: trend.unknownUnits,
		leftOut: trend.leftOut,
		hasFigures,
		target: target ? { year: parsePeriod(target.period).year, value: target.value } : undefined,
		targets: units.length === 1 ? targetsOf(trend, series) : [],
		chart:
			hasFigures && units.length <= mostLines && periods.length > 0
				? drawTrend(trend, series, target, name, locale)
				: undefined,
		multiples:
			units.length > mostLines
				? {
						frame: commonFrame(series, target?.value),
						charts: series.map(({ figures }, i) => ({
							code: units[i]!.code,
							name: localised(units[i]!.shortName, locale),
							values: figures.map((figure) => figure?.value ?? null),
							reasons: figures.map((figure) =>
								figure?.value == null ? (figure?.missingReason ?? 'notReported') : null
							),
							ends: endsOf(periods, figures)
						}))
					}
				: undefined,
		differing: series.flatMap(({ otherwise }, i) => {
			const count = otherwise.filter(Boolean).length;
			return count > 0 ? [{ name: localised(units[i]!.shortName, locale), count }] : [];
		}),
		bandOf: trend.bandOf && trend.bands.length > 0 ? peersName(trend, locale) : undefined
	};
}

export type TrendView = ReturnType<typeof presentChosen>;

function targetsOf(trend: Trend, series: readonly TrendSeries[]) {
	const unitId = trend.units[0]!.id;
	return targetProgress(
		trend.targets.filter((target) => target.unitId === null || target.unitId === unitId),
		{
			indicator: trend.indicator,
			periods: trend.periods,
			figures: series[0]!.figures,
			ofTargetKind: trend.targetFigures
		}
	).map(({ target, status, value, period, pacePerYear }) => ({
		period: target.period,
		goal: target.value,
		status,
		value,
		at: period,
		pacePerYear
	}));
}

/** Who the band is made of: `31 units: region, province` — of the kind of the first chosen unit. */
function peersName({ bandOf, peerCount }: Trend, locale: Locale): string {
	const { kind, level, sector } = bandOf!;
	const what = [
		unitKindLabel(kind, locale),
		levelLabel(level, locale),
		sector ? sectorLabel(sector, locale) : ''
	];
	return m.trends_band_of({ count: peerCount, what: what.filter(Boolean).join(' · ') }, { locale });
}

function drawTrend(
	trend: Trend,
	series: readonly TrendSeries[],
	target: ReturnType<typeof currentTarget>,
	name: string,
	locale: Locale
) {
	const { indicator, periods, units } = trend;
	const span = {
		from: formatPeriodShort(periods[0]!, locale),
		to: formatPeriodShort(periods.at(-1)!, locale)
	};
	return renderChart(
		{
			kind: 'trend-line',
			input: {
				title:
					units.length === 1
						? m.trends_chart_one(
								{ indicator: name, unit: localised(units[0]!.shortName, locale), ...span },
								{ locale }
							)
						: m.units_headline_chart({ indicator: name, ...span }, { locale }),
				valueLabel: name,
				format: chartFormatOf(indicator, localised(indicator.unitLabel, locale)),
				periods: [...periods],
				series: units.map((unit, i) => ({
					code: unit.code,
					name: localised(unit.shortName, locale),
					...seriesValues(periods, series[i]!.figures)
				})),
				target: target
					? {
							value: target.value,
							label: m.trends_target_of({ year: parsePeriod(target.period).year }, { locale })
						}
					: null,
				band: bandInput(m.trends_band({ count: trend.peerCount }, { locale }), periods, trend.bands),
				...axisEnds(
					indicator,
					series.flatMap(({ figures }) => figures.map((figure) => figure?.value ?? null))
				)
			}
		},
		{ locale, wideWidth: 1160 }
	);
}
