import { parsePeriod } from '$lib/domain/period/period';
import { isProvisional } from '$lib/domain/round/round';
import { scaleOf } from '$lib/domain/unit/unit-report';
import { m } from '$lib/i18n/paraglide/messages';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import { formatPeriodShort, roundPeriod } from '$lib/i18n/words/period';
import { renderChart } from '$lib/server/render/chart-svg';
import type { UnitReport } from '$lib/server/services/unit/get-unit-report';
import type { UnitTrend } from '$lib/server/services/unit/get-unit-trends';
import {
	axisEnds,
	bandInput,
	chartFormatOf,
	currentTarget,
	profileInput,
	seriesValues
} from '$lib/view/unit-charts';
import { formatHeadline } from '$lib/view/format';
import { isDrawable, targetProgress } from '$lib/view/trend';
import type { NodeRow } from '$lib/view/unit-table';
import { pagePath } from './page-path';

/** Half of the page's width, less the gap. */
const halfWidth = 560;

/** The unit's score over the rounds; undefined while there are fewer than two to draw a line through. */
export function drawHistory({ unit, history, chosen }: UnitReport, locale: Locale) {
	// An open round scores what is still to come in as missing: a line through it would show a fall that nobody has had.
	const rounds = history.filter(({ stage }) => !isProvisional(stage));
	if (!chosen || rounds.length < 2) return undefined;
	const name = localised(unit.shortName, locale);
	return renderChart(
		{
			kind: 'trend-line',
			input: {
				title: m.units_history_chart(
					{ unit: name, framework: localised(chosen.round.frameworkName, locale) },
					{ locale }
				),
				valueLabel: m.units_score({}, { locale }),
				format: { measure: 'points', decimals: 1 },
				periods: rounds.map(({ period }) => period),
				series: [{ code: unit.code, name, values: rounds.map(({ score }) => score), isOwn: true }]
			}
		},
		{ locale, wideWidth: halfWidth }
	);
}

/** The unit's dimensions beside the spread of its peers. */
export function drawProfile({ unit, chosen }: UnitReport, rows: readonly NodeRow[], locale: Locale) {
	const round = chosen!.round;
	const dimensions = rows.filter(({ depth }) => depth === 1);
	if (dimensions.length < 2) return undefined;
	const spreads = new Map(chosen!.spreads?.map((spread) => [spread.nodeCode, spread]));
	const path = `/units/${encodeURIComponent(unit.code)}/receipt`;
	return renderChart(
		{
			kind: 'dimension-profile',
			input: profileInput(
				dimensions.map(({ code, name, score, reason }) => ({
					code,
					name: localised(name, locale),
					score,
					reason,
					spread: spreads.get(code),
					href: pagePath(path, { framework: round.frameworkCode, period: round.period, node: code }, locale)
				})),
				{
					title: m.units_profile_chart(
						{
							unit: localised(unit.shortName, locale),
							period: roundPeriod(round.period, isProvisional(round.stage), locale)
						},
						{ locale }
					),
					valueLabel: m.units_score({}, { locale }),
					unitName: localised(unit.shortName, locale),
					peersName: m.units_peers({ count: round.rankedCount }, { locale })
				},
				scaleOf(round)
			)
		},
		{ locale, wideWidth: halfWidth }
	);
}

/** One headline indicator with its target and its peers' middle half. */
export function drawHeadline(
	{ unit, trends }: Pick<UnitReport, 'unit' | 'trends'>,
	trend: UnitTrend,
	locale: Locale
) {
	const { indicator, periods, figures, bands, targets } = trend;
	const last = periods.at(-1)!;
	const target = currentTarget(
		targets.filter((one) => isDrawable(one, indicator, last)),
		unit.id,
		last
	);
	const { values, reasons } = seriesValues(periods, figures);
	const name = localised(indicator.name, locale);
	return {
		code: indicator.code,
		node: trend.node,
		name,
		chart: renderChart(
			{
				kind: 'trend-line',
				input: {
					title: headlineTitle(trend, name, locale),
					valueLabel: name,
					format: chartFormatOf(indicator, localised(indicator.unitLabel, locale)),
					periods: [...periods],
					series: [
						{ code: unit.code, name: localised(unit.shortName, locale), values, reasons, isOwn: true }
					],
					target: target
						? {
								value: target.value,
								label: m.trends_target_of({ year: parsePeriod(target.period).year }, { locale })
							}
						: null,
					band: bandInput(m.trends_band({ count: trends.peerCount }, { locale }), periods, bands),
					...axisEnds(indicator, values)
				}
			},
			{ locale, wideWidth: halfWidth }
		),
		targets: targetProgress(
			targets.filter((one) => one.unitId === null || one.unitId === unit.id),
			{ indicator, periods, figures, ofTargetKind: trend.targetFigures }
		).map(({ target: one, status, value, period, pacePerYear }) => ({
			period: one.period,
			goal: one.value,
			status,
			value,
			at: period,
			pacePerYear
		})),
		indicator: {
			measure: indicator.measure,
			decimals: indicator.decimals,
			unitLabel: localised(indicator.unitLabel, locale)
		}
	};
}

/** What the line shows: where it begins and where it ends. */
function headlineTitle({ indicator, periods, figures }: UnitTrend, name: string, locale: Locale): string {
	const known = periods.flatMap((period, i) => {
		const value = figures[i]?.value;
		return value == null ? [] : [{ period: formatPeriodShort(period, locale), value }];
	});
	const [first, last] = [known[0], known.at(-1)];
	if (!first || !last || first === last) {
		const [from, to] = [periods[0]!, periods.at(-1)!];
		return m.units_headline_chart(
			{ indicator: name, from: formatPeriodShort(from, locale), to: formatPeriodShort(to, locale) },
			{ locale }
		);
	}
	return m.units_headline_course(
		{
			indicator: name,
			first: formatHeadline(first.value, indicator, locale),
			from: first.period,
			last: formatHeadline(last.value, indicator, locale),
			to: last.period
		},
		{ locale }
	);
}
