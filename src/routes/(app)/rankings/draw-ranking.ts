import type { Ranking } from '$lib/domain/ranking/ranking';
import { m } from '$lib/i18n/paraglide/messages';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { withLocale } from '$lib/i18n/path';
import { gradeLabel, roundPeriod, sectorLabel, termHeading } from '$lib/i18n/words';
import { renderChart } from '$lib/server/render/chart-svg';
import type { RenderedChart } from '$lib/view/charts/rendered';
import { formatNumber } from '$lib/view/format';
import { rankingRow, type RankingView } from '$lib/view/ranking';

/** The bars of a ranking, best first, whatever the order of the table. Undefined where nobody has a score. */
export function drawRanking(ranking: Ranking, view: RankingView, locale: Locale): RenderedChart | undefined {
	const ranked = ranking.standings
		.filter((standing) => standing.score !== null)
		.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || b.score! - a.score!);
	if (ranked.length === 0) return undefined;
	const { period, frameworkCode } = view.round;
	// A picture goes about without its page, so it says itself that its scores may change.
	const periodName = roundPeriod(period, view.round.isProvisional, locale);
	const score = view.node.isTop
		? m.rankings_top_score({}, { locale })
		: m.rankings_score_of({ node: view.node.name }, { locale });
	const query = new URLSearchParams({ framework: frameworkCode, period });
	return renderChart(
		{
			kind: 'ranking-bar',
			input: {
				title: view.sector
					? m.rankings_chart_title_sector(
							{ node: score, sector: sectorLabel(view.sector, locale), period: periodName },
							{ locale }
						)
					: m.rankings_chart_title(
							{
								node: score,
								count: formatNumber(ranked.length, locale),
								period: periodName
							},
							{ locale }
						),
				valueLabel: score,
				unitLabel: termHeading('unit', locale),
				format: { measure: 'points', decimals: view.decimals },
				max: view.scale[1],
				grades: view.node.isTop
					? ranking.grades.map(({ code }) => ({
							code,
							name: view.gradeNames[code] ?? gradeLabel(code, locale)
						}))
					: [],
				rows: ranked.map((standing) => {
					const row = rankingRow(standing, ranking.precision, locale);
					return {
						code: row.code,
						name: row.name,
						value: row.score,
						rank: row.rank,
						rankChange: typeof row.placesGained === 'number' ? row.placesGained : null,
						grade: view.node.isTop ? row.grade : null,
						href: `${withLocale(`/units/${encodeURIComponent(row.code)}`, locale)}?${query}`
					};
				})
			}
		},
		{ locale, wideWidth: 1040 }
	);
}
