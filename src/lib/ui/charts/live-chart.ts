/** A chart that answers: tooltips, zoom, links, keyboard. Loaded when a chart is seen, with ECharts in its chunk. */
import type { ChartFrame, ChartSpec, ChartStop } from '$lib/view/charts/chart';
import { buildChart } from '$lib/view/charts/registry';
import type { RenderedChart } from '$lib/view/charts/rendered';
import { standaloneSvg } from '$lib/view/charts/standalone';
import { tidySvg } from '$lib/view/charts/tidy-svg';
import { init, type EChartsType } from './echarts-bundle';

/** Width in CSS pixels of exported drawings. */
const exportWidth = 800;
/** Pixels of an exported image for each CSS pixel. */
const exportScale = 2;

export interface LiveChartEvents {
	onopen: (href: string) => void;
	onzoom: (isZoomed: boolean) => void;
	/** CSS pixels that the drawing needs at its present width. */
	onheight: (height: number) => void;
}

interface ZoomSpan {
	start: number;
	end: number;
}

export class LiveChart {
	#chart: RenderedChart;
	#spec: ChartSpec;
	#echarts: EChartsType;
	#mount: HTMLElement;
	#events: LiveChartEvents;
	#motion = matchMedia('(prefers-reduced-motion: reduce)');
	#resizes: ResizeObserver;
	#redraw = () => this.#draw();

	/** `mount` has its size already; what is drawn fills it. */
	constructor(mount: HTMLElement, chart: RenderedChart, events: LiveChartEvents) {
		this.#mount = mount;
		this.#chart = chart;
		this.#events = events;
		this.#spec = buildChart(chart.request, this.#frame(mount.clientWidth));
		this.#echarts = init(mount, null, {
			renderer: 'svg',
			width: this.#spec.width,
			height: this.#spec.height
		});
		this.#echarts.setOption(this.#spec.option);
		// Painted before the server's drawing goes, so that nothing flickers.
		this.#echarts.getZr().flush();
		events.onheight(this.#spec.height);
		this.#echarts.on('click', (event) => {
			const stop = (event.data as { stop?: number } | undefined)?.stop;
			const href = stop === undefined ? undefined : this.#spec.stops[stop]?.href;
			if (href) this.#events.onopen(href);
		});
		this.#echarts.on('datazoom', () => this.#events.onzoom(this.#zoom() !== undefined));
		this.#motion.addEventListener('change', this.#redraw);
		this.#resizes = new ResizeObserver(() => {
			if (mount.clientWidth && mount.clientWidth !== this.#spec.width) this.#draw();
		});
		this.#resizes.observe(mount);
	}

	get stops(): ChartStop[] {
		return this.#spec.stops;
	}

	/** New data of the same page: other filters, another language. */
	update(chart: RenderedChart): void {
		if (chart === this.#chart) return;
		this.#chart = chart;
		this.#events.onzoom(false);
		this.#draw({ keepsZoom: false });
	}

	/** Shows the tooltip of a stop. */
	point(index: number): void {
		const stop = this.#spec.stops[index];
		if (!stop) return;
		this.#echarts.dispatchAction({
			type: 'showTip',
			seriesIndex: stop.seriesIndex,
			dataIndex: stop.dataIndex
		});
	}

	unpoint(): void {
		this.#echarts.dispatchAction({ type: 'hideTip' });
	}

	resetZoom(): void {
		this.#echarts.dispatchAction({ type: 'dataZoom', start: 0, end: 100 });
	}

	/** A file of the whole chart on white, with title and source. */
	exportSvg(source: string | undefined): { svg: string; width: number; height: number } {
		const fontFamily = this.#fontFamily();
		const spec = buildChart(this.#chart.request, {
			...this.#frame(exportWidth),
			theme: 'light',
			fontFamily,
			live: false
		});
		const drawing = init(null, null, { renderer: 'svg', ssr: true, width: spec.width, height: spec.height });
		try {
			drawing.setOption(spec.option);
			return standaloneSvg(tidySvg(drawing.renderToSVGString(), { idPrefix: 'chart', ...spec }), spec, {
				source,
				fontFamily
			});
		} finally {
			drawing.dispose();
		}
	}

	/** The same as an image. Rejects where the browser refuses to draw. */
	async exportPng(source: string | undefined): Promise<Blob> {
		const { svg, width, height } = this.exportSvg(source);
		const image = new Image();
		const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
		try {
			image.src = address;
			await image.decode();
			const canvas = document.createElement('canvas');
			canvas.width = width * exportScale;
			canvas.height = height * exportScale;
			canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
			const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
			if (!blob) throw new Error('The canvas gave no image.');
			return blob;
		} finally {
			URL.revokeObjectURL(address);
		}
	}

	dispose(): void {
		this.#resizes.disconnect();
		this.#motion.removeEventListener('change', this.#redraw);
		this.#echarts.dispose();
	}

	#fontFamily(): string {
		// ECharts writes it into style attributes as it is.
		return (getComputedStyle(this.#mount).fontFamily || 'sans-serif').replaceAll('"', "'");
	}

	#frame(width: number): ChartFrame {
		return {
			width,
			theme: 'tokens',
			locale: this.#chart.locale,
			words: this.#chart.words,
			fontFamily: this.#fontFamily(),
			live: true,
			animated: !this.#motion.matches
		};
	}

	/** The part of the axis that is shown, in per cent; undefined when it is the whole. */
	#zoom(): ZoomSpan | undefined {
		const { dataZoom } = this.#echarts.getOption() as { dataZoom?: ZoomSpan[] };
		const span = dataZoom?.[0];
		return span && (span.start > 0 || span.end < 100) ? { start: span.start, end: span.end } : undefined;
	}

	#draw({ keepsZoom } = { keepsZoom: true }): void {
		const zoom = keepsZoom ? this.#zoom() : undefined;
		this.#spec = buildChart(this.#chart.request, this.#frame(this.#mount.clientWidth));
		this.#echarts.resize({ width: this.#spec.width, height: this.#spec.height });
		this.#echarts.setOption(this.#spec.option, { notMerge: true });
		this.#events.onheight(this.#spec.height);
		if (zoom) this.#echarts.dispatchAction({ type: 'dataZoom', ...zoom });
	}
}
