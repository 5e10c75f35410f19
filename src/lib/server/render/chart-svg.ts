/**
 * Draws charts on the server, as SVG that needs no JavaScript: coloured by CSS variables, so that one drawing
 * suits light, dark and print; in two layouts, so that it reads on a phone.
 */
import { createHash } from 'node:crypto';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import {
	DataZoomComponent,
	GridComponent,
	LegendComponent,
	MarkLineComponent,
	TooltipComponent
} from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { LRUCache } from 'lru-cache';
import type { Locale } from '../../i18n/paraglide/runtime';
import type { ChartFrame, ChartSpec } from '../../view/charts/chart';
import { buildChart, type ChartRequest } from '../../view/charts/registry';
import type { RenderedChart } from '../../view/charts/rendered';
import { textWidth } from '../../view/charts/text';
import { tidySvg } from '../../view/charts/tidy-svg';
import { chartWords } from './chart-words';

use([
	BarChart,
	LineChart,
	ScatterChart,
	GridComponent,
	TooltipComponent,
	LegendComponent,
	MarkLineComponent,
	DataZoomComponent,
	LabelLayout,
	SVGRenderer
]);

// Without a canvas ECharts guesses widths for a narrow font; legends would run into each other.
setPlatformAPI({
	measureText: (text, font) => ({ width: textWidth(text, Number(/([\d.]+)px/.exec(font ?? '')?.[1] ?? 12)) })
});

/** Width in CSS pixels that the narrow drawing is made for: a 360 px screen less its margins. */
const narrowWidth = 328;
const wideWidthByDefault = 760;

/** Drawings by content; drawing dominates a page's time, and published results do not change. Sizes in UTF-16 units. */
const drawings = new LRUCache<string, RenderedChart>({
	max: 2000,
	maxSize: 48 * 1024 * 1024,
	sizeCalculation: (chart) => chart.svg.wide.length + chart.svg.narrow.length + 2048
});

export interface RenderOptions {
	locale: Locale;
	/** Width in CSS pixels that the wide drawing is made for; it shrinks in a smaller place and never grows. */
	wideWidth?: number;
}

/** A chart ready for a page. Equal data give the same drawing, from the cache. */
export function renderChart(request: ChartRequest, options: RenderOptions): RenderedChart {
	const wideWidth = Math.max(options.wideWidth ?? wideWidthByDefault, 560);
	const hash = contentHash({ request, locale: options.locale, wideWidth });
	const known = drawings.get(hash);
	if (known) return known;
	const wide = specFor(request, options.locale, wideWidth);
	const narrow = specFor(request, options.locale, narrowWidth);
	const chart: RenderedChart = {
		request,
		locale: options.locale,
		words: chartWords(options.locale),
		svg: { wide: draw(wide, `w${hash}`), narrow: draw(narrow, `n${hash}`) },
		height: { wide: wide.height, narrow: narrow.height },
		title: wide.title,
		description: wide.description,
		table: wide.table
	};
	drawings.set(hash, chart);
	return chart;
}

function contentHash(content: unknown): string {
	return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

function specFor(request: ChartRequest, locale: Locale, width: number): ChartSpec {
	const frame: ChartFrame = {
		width,
		theme: 'tokens',
		locale,
		words: chartWords(locale),
		fontFamily: 'inherit',
		live: false,
		animated: false
	};
	return buildChart(request, frame);
}

function draw(spec: ChartSpec, idPrefix: string): string {
	const drawing = init(null, null, { renderer: 'svg', ssr: true, width: spec.width, height: spec.height });
	try {
		drawing.setOption(spec.option);
		return tidySvg(drawing.renderToSVGString(), {
			idPrefix,
			width: spec.width,
			height: spec.height,
			title: spec.title,
			description: spec.description
		});
	} finally {
		drawing.dispose();
	}
}
