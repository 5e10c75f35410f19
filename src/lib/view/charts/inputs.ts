/** The plain, serialisable data that each chart is built from. Names and titles arrive localised. */
import type { ChartFormat } from './chart';

/** A value, or null with the code of the reason for its absence (`notReported`, `notApplicable` …). */
export interface ChartValue {
	value: number | null;
	reason?: string | null;
}

interface ChartHead {
	/** What is seen, for example “Openness rate by province, third quarter of 2026”. */
	title: string;
	/** Name of the measured thing, for example “Openness rate”. */
	valueLabel: string;
	format: ChartFormat;
}

/** A grade band; the list runs from the best to the worst and decides shape and colour. */
export interface ChartGrade {
	code: string;
	name: string;
}

export interface RankingBarRow extends ChartValue {
	code: string;
	name: string;
	rank?: number | null;
	/** Places gained since the period before (positive is better). */
	rankChange?: number | null;
	/** A code of `grades`. */
	grade?: string | null;
	/** The reader's own unit, or the one the page is about. */
	isOwn?: boolean;
	href?: string;
}

export interface RankingBarInput extends ChartHead {
	/** In the order they are drawn, the first on top. At most 40 are drawn, and own units always. */
	rows: RankingBarRow[];
	/** Heading of the names, for example “Province”. */
	unitLabel?: string;
	grades?: ChartGrade[];
	target?: { value: number; label?: string } | null;
	/** End of the value axis, for example 100 for scores; by default what the data need. */
	max?: number;
}

export interface TrendLineSeries {
	code: string;
	name: string;
	/** One value a period, null where missing. */
	values: (number | null)[];
	/** Beside `values`: reason codes of the missing ones. */
	reasons?: (string | null)[];
	isOwn?: boolean;
}

export interface TrendLineInput extends ChartHead {
	/** ISO-like codes of one kind, ascending: `2026-03`, `2026-Q1`, `2026-H1` or `2026`. */
	periods: string[];
	/** At most six are drawn; the table holds all. */
	series: TrendLineSeries[];
	target?: { value: number; label?: string } | null;
	/** Peers, drawn as a soft area; `name` says what it is, for example “Middle half of the provinces”. */
	band?: {
		name: string;
		lower: (number | null)[];
		upper: (number | null)[];
		/** Drawn as a thin dashed line. */
		median?: (number | null)[];
	} | null;
	/** Smallest and largest value of the axis, where the measure has natural ends. */
	min?: number;
	max?: number;
	/** Events worth a mark, at most one a period. */
	notes?: { period: string; text: string }[];
}

export interface DimensionProfileRow extends ChartValue {
	code: string;
	name: string;
	/** The peers: least, quartiles, median, greatest. Null where fewer than two peers have a value. */
	peers: { min: number; p25?: number; median: number; p75?: number; max: number } | null;
	href?: string;
}

export interface DimensionProfileInput extends ChartHead {
	unitName: string;
	/** Who the peers are, for example “31 provinces”. */
	peersName: string;
	rows: DimensionProfileRow[];
	/** Ends of the axis; by default 0 and 100. */
	min?: number;
	max?: number;
}

export interface TileMapTile extends ChartValue {
	code: string;
	name: string;
	/** Two or three letters, or a Chinese short name (京, 沪 …). */
	shortName: string;
	/** Place in the grid, from 0 at the top left. */
	col: number;
	row: number;
	href?: string;
	isSelected?: boolean;
}

export interface TileMapInput extends ChartHead {
	tiles: TileMapTile[];
	/** Heading of the names, for example “Province”. */
	unitLabel?: string;
	/** Inner bounds of the classes, ascending, one to four; by default round numbers near the quintiles. */
	breaks?: number[];
	/** Small values are good (days): the strongest colour then stands for the smallest. */
	smallIsGood?: boolean;
}
