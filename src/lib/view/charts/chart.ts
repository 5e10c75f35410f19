/**
 * What every chart takes and gives. Pure: ECharts types only, no locale data of its own, no clock.
 * Numbers stay numbers until the last step; words arrive localised in `ChartWords`.
 */
import type { EChartsCoreOption } from 'echarts/core';
import type { FormatLocale } from '../format';
import type { Measure } from '../../domain/indicator/indicator';

/** `tokens` draws with CSS variables (`var(--chart-…)`), the others with fixed colours for files and print. */
export type ChartTheme = 'tokens' | 'light' | 'dark' | 'contrast';

/**
 * How a number is written. `percent` takes percent units (64.2 is 64.2 %), `points` scores, `count` whole
 * things, `days` and `workingDays` durations, `rate` and `number` anything else.
 */
export interface ChartFormat {
	measure: Measure | 'workingDays' | 'number';
	/** Localised name of the unit where the measure does not say it, for example “downloads per 10,000 inhabitants”. */
	unit?: string;
	/** Digits after the point; by default 1, and 0 for `count`. */
	decimals?: number;
}

/**
 * Localised words. Places in braces are filled by the builders (`fillWords`), so one object serves every chart.
 * Made by `server/render/chart-words.ts`.
 */
export interface ChartWords {
	noData: string;
	hasData: string;
	/** By reason code. */
	reasons: Record<string, string>;
	rank: string;
	rankChange: string;
	grade: string;
	unit: string;
	dimension: string;
	period: string;
	target: string;
	targetValue: string;
	median: string;
	middleHalf: string;
	range: string;
	lowest: string;
	highest: string;
	lowerQuartile: string;
	upperQuartile: string;
	difference: string;
	month: string;
	quarter: string;
	quarterShort: string;
	firstHalf: string;
	firstHalfShort: string;
	secondHalf: string;
	secondHalfShort: string;
	year: string;
	points: string;
	pointsUnit: string;
	workingDays: string;
	workingDaysUnit: string;
	days: string;
	daysUnit: string;
	reading: string;
	readingAtPeriod: string;
	readingRanked: string;
	readingAgainstPeers: string;
	rankingSummary: string;
	rankingOwn: string;
	trendSummary: string;
	trendLine: string;
	profileSummary: string;
	tileSummary: string;
	nothingToShow: string;
	shownOf: string;
	missingCount: string;
	binBelow: string;
	binBetween: string;
	binFrom: string;
}

/** The paper a chart is drawn on. */
export interface ChartFrame {
	/** Width in CSS pixels; below `narrowBelow` builders choose their narrow layout. */
	width: number;
	theme: ChartTheme;
	locale: FormatLocale;
	words: ChartWords;
	/** A CSS font family that the renderer can measure; `inherit` in server drawings. */
	fontFamily: string;
	/** True in the browser: tooltips and zoom; false for drawings that nobody can touch. */
	live: boolean;
	/** True when movement is welcome (no `prefers-reduced-motion`). */
	animated: boolean;
}

export interface ChartColumn {
	key: string;
	label: string;
	/** Right-aligned tabular figures. */
	numeric: boolean;
}

/** `text` is shown, `raw` goes into the CSV file (null where nothing is known). */
export interface ChartCell {
	text: string;
	raw: string | number | null;
	href?: string;
}

export interface ChartTable {
	columns: ChartColumn[];
	rows: ChartCell[][];
}

/**
 * One stop of a keyboard walk through the chart: what is read out, where the tooltip stands, and what opens.
 * Data items that can be clicked carry the index of their stop as `stop`.
 */
export interface ChartStop {
	reading: string;
	seriesIndex: number;
	dataIndex: number;
	href?: string;
}

export interface ChartSpec {
	kind: string;
	option: EChartsCoreOption;
	width: number;
	height: number;
	/** What is seen, as a heading. */
	title: string;
	/** What is seen, as one or two sentences for those who do not see it. */
	description: string;
	table: ChartTable;
	stops: ChartStop[];
}

export type ChartBuilder<Input> = (input: Input, frame: ChartFrame) => ChartSpec;

/** Frames narrower than this many pixels get the narrow layout; `chart.css` switches at the same width. */
export const narrowBelow = 560;

export const isNarrow = (frame: ChartFrame): boolean => frame.width < narrowBelow;
