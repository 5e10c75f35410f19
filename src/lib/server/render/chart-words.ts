import { m } from '../../i18n/paraglide/messages';
import type { Locale } from '../../i18n/paraglide/runtime';
import type { ChartWords } from '../../view/charts/chart';

const wordsByLocale = new Map<Locale, ChartWords>();

/**
 * The words of the charts in one language. Messages with parameters are asked for with their own places
 * (`{value}` for `value`), so that the builders, which know no catalogue, can fill them many times.
 */
export function chartWords(locale: Locale): ChartWords {
	let words = wordsByLocale.get(locale);
	if (!words) wordsByLocale.set(locale, (words = makeChartWords(locale)));
	return words;
}

/** Every place stands for itself. */
const places = <Name extends string>(...names: Name[]): Record<Name, string> =>
	Object.fromEntries(names.map((name) => [name, `{${name}}`])) as Record<Name, string>;

function makeChartWords(locale: Locale): ChartWords {
	const inLanguage = { locale };
	const extremes = places('label', 'count', 'highest', 'highestValue', 'lowest', 'lowestValue');
	return {
		noData: m.charts_no_data({}, inLanguage),
		hasData: m.charts_has_data({}, inLanguage),
		reasons: {
			notReported: m.missing_not_reported({}, inLanguage),
			notApplicable: m.missing_not_applicable({}, inLanguage),
			rejected: m.missing_rejected({}, inLanguage),
			suppressed: m.missing_suppressed({}, inLanguage),
			noSpread: m.missing_no_spread({}, inLanguage),
			belowCoverage: m.missing_below_coverage({}, inLanguage)
		},
		rank: m.charts_rank({}, inLanguage),
		rankChange: m.charts_rank_change({}, inLanguage),
		grade: m.charts_grade({}, inLanguage),
		unit: m.charts_unit({}, inLanguage),
		dimension: m.charts_dimension({}, inLanguage),
		period: m.charts_period({}, inLanguage),
		target: m.charts_target({}, inLanguage),
		targetValue: m.charts_target_value(places('label', 'value'), inLanguage),
		median: m.charts_median({}, inLanguage),
		middleHalf: m.charts_middle_half({}, inLanguage),
		range: m.charts_range({}, inLanguage),
		lowest: m.charts_lowest({}, inLanguage),
		highest: m.charts_highest({}, inLanguage),
		lowerQuartile: m.charts_lower_quartile({}, inLanguage),
		upperQuartile: m.charts_upper_quartile({}, inLanguage),
		difference: m.charts_difference({}, inLanguage),
		month: m.period_month(places('month', 'year'), inLanguage),
		quarter: m.period_quarter(places('year', 'quarter'), inLanguage),
		quarterShort: m.charts_quarter_tick(places('n'), inLanguage),
		firstHalf: m.period_first_half(places('year'), inLanguage),
		firstHalfShort: m.charts_first_half_tick({}, inLanguage),
		secondHalf: m.period_second_half(places('year'), inLanguage),
		secondHalfShort: m.charts_second_half_tick({}, inLanguage),
		year: m.period_year(places('year'), inLanguage),
		points: m.unit_points(places('value'), inLanguage),
		pointsUnit: m.charts_points_unit({}, inLanguage),
		workingDays: m.unit_days(places('value'), inLanguage),
		workingDaysUnit: m.charts_working_days_unit({}, inLanguage),
		days: m.charts_days_value(places('value'), inLanguage),
		daysUnit: m.charts_days_unit({}, inLanguage),
		reading: m.charts_reading(places('name', 'value'), inLanguage),
		readingAtPeriod: m.charts_reading_at_period(places('period', 'values'), inLanguage),
		readingRanked: m.charts_reading_ranked(places('name', 'rank', 'value'), inLanguage),
		readingAgainstPeers: m.charts_reading_against_peers(places('name', 'value', 'median'), inLanguage),
		rankingSummary: m.charts_ranking_summary(extremes, inLanguage),
		rankingOwn: m.charts_ranking_own(places('name', 'rank', 'value'), inLanguage),
		trendSummary: m.charts_trend_summary(places('label', 'from', 'to'), inLanguage),
		trendLine: m.charts_trend_line(places('name', 'first', 'last'), inLanguage),
		profileSummary: m.charts_profile_summary(
			places('unit', 'peers', 'above', 'count', 'best', 'bestGap', 'worst', 'worstGap'),
			inLanguage
		),
		tileSummary: m.charts_tile_summary(extremes, inLanguage),
		nothingToShow: m.charts_nothing_to_show({}, inLanguage),
		shownOf: m.charts_shown_of(places('shown', 'count'), inLanguage),
		missingCount: m.charts_missing_count(places('count'), inLanguage),
		binBelow: m.charts_bin_below(places('to'), inLanguage),
		binBetween: m.charts_bin_between(places('from', 'to'), inLanguage),
		binFrom: m.charts_bin_from(places('from'), inLanguage)
	};
}
