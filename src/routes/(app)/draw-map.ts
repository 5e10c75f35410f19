import { m } from '$lib/i18n/paraglide/messages';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { withLocale } from '$lib/i18n/path';
import { roundPeriod, sectorLabel, termHeading } from '$lib/i18n/words';
import { renderChart } from '$lib/server/render/chart-svg';
import type { RenderedChart } from '$lib/view/charts/rendered';
import type { OverviewView } from '$lib/view/overview';

/** The scores on a grid of regions; undefined where the units have no places on one. */
export function drawMap(view: OverviewView, locale: Locale): RenderedChart | undefined {
	if (view.tiles.length === 0) return undefined;
	const { period, frameworkCode } = view.round;
	const words = { period: roundPeriod(period, view.round.isProvisional, locale) };
	const query = new URLSearchParams({ framework: frameworkCode, period });
	return renderChart(
		{
			kind: 'tile-map',
			input: {
				title: view.sector
					? m.overview_map_title_sector({ ...words, sector: sectorLabel(view.sector, locale) }, { locale })
					: m.overview_map_title(words, { locale }),
				valueLabel: m.rankings_top_score({}, { locale }),
				unitLabel: termHeading('region', locale),
				format: { measure: 'points', decimals: view.decimals },
				tiles: view.tiles.map((tile) => ({
					code: tile.code,
					name: tile.name,
					shortName: tile.shortName,
					col: tile.column,
					row: tile.row,
					value: tile.score,
					reason: tile.missingReason,
					isSelected: tile.isOwn,
					href: `${withLocale(`/units/${encodeURIComponent(tile.code)}`, locale)}?${query}`
				}))
			}
		},
		{ locale, wideWidth: 580 }
	);
}
