import { chartWords } from '../../../src/lib/server/render/chart-words';
import type { ChartFrame } from '../../../src/lib/view/charts/chart';
import type {
	DimensionProfileInput,
	RankingBarInput,
	RankingBarRow,
	TileMapInput,
	TrendLineInput
} from '../../../src/lib/view/charts/inputs';

export const makeFrame = (changes: Partial<ChartFrame> = {}): ChartFrame => ({
	width: 760,
	theme: 'light',
	locale: 'en',
	words: chartWords(changes.locale ?? 'en'),
	fontFamily: 'inherit',
	live: true,
	animated: false,
	...changes
});

export const makeRow = (changes: Partial<RankingBarRow> = {}): RankingBarRow => ({
	code: 'HB',
	name: 'Hubei',
	value: 70,
	...changes
});

export const makeRanking = (changes: Partial<RankingBarInput> = {}): RankingBarInput => ({
	title: 'Scores',
	valueLabel: 'Score',
	format: { measure: 'points' },
	rows: [makeRow()],
	...changes
});

export const makeTrend = (changes: Partial<TrendLineInput> = {}): TrendLineInput => ({
	title: 'Openness',
	valueLabel: 'Openness rate',
	format: { measure: 'percent' },
	periods: ['2026-01', '2026-02', '2026-03'],
	series: [{ code: 'HB', name: 'Hubei', values: [60, 62, 64] }],
	...changes
});

export const makeProfile = (changes: Partial<DimensionProfileInput> = {}): DimensionProfileInput => ({
	title: 'Hubei by dimension',
	valueLabel: 'Score',
	format: { measure: 'points' },
	unitName: 'Hubei',
	peersName: '31 provinces',
	rows: [
		{ code: 'SHR', name: 'Sharing', value: 70, peers: { min: 20, p25: 40, median: 60, p75: 75, max: 95 } },
		{ code: 'OPN', name: 'Openness', value: 50, peers: { min: 30, p25: 45, median: 55, p75: 65, max: 90 } }
	],
	...changes
});

export const makeTiles = (changes: Partial<TileMapInput> = {}): TileMapInput => ({
	title: 'Openness by province',
	valueLabel: 'Openness rate',
	format: { measure: 'percent' },
	tiles: [
		{ code: 'BJ', name: 'Beijing', shortName: 'BJ', col: 0, row: 0, value: 80 },
		{ code: 'TJ', name: 'Tianjin', shortName: 'TJ', col: 1, row: 0, value: 40 },
		{ code: 'HE', name: 'Hebei', shortName: 'HE', col: 1, row: 1, value: null, reason: 'notReported' }
	],
	...changes
});

/** The parts of an option that tests look at. */
export interface SeenSeries {
	type: string;
	name?: string;
	data: {
		value: unknown;
		stop?: number;
		itemStyle?: { color?: string };
		symbol?: string;
		symbolSize?: unknown;
	}[];
	markLine?: { data: Record<string, number>[]; label: { formatter: () => string } };
	lineStyle?: { width?: number; type?: unknown };
	itemStyle?: { color?: string };
	label?: { formatter: (point: { dataIndex: number; value: number[] }) => string };
	connectNulls?: boolean;
}

export interface SeenOption {
	series: SeenSeries[];
	xAxis: { min: number; max: number; axisLabel: { formatter: (period: string) => string } } & {
		min: number;
	}[];
	yAxis: { min: number; max: number };
	tooltip?: { formatter: (points: unknown) => string };
	dataZoom?: { type: string; zoomOnMouseWheel?: string }[];
	legend?: { data: { name: string; icon: string }[] };
}

export const seen = (spec: { option: unknown }): SeenOption => spec.option as SeenOption;
