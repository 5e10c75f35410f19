/** Every chart there is. A new one is a builder, its input type, and a line in each of the two lists. */
import type { ChartBuilder, ChartFrame, ChartSpec } from './chart';
import { buildDimensionProfile } from './dimension-profile';
import type { DimensionProfileInput, RankingBarInput, TileMapInput, TrendLineInput } from './inputs';
import { buildRankingBar } from './ranking-bar';
import { buildTileMap } from './tile-map';
import { buildTrendLine } from './trend-line';

export interface ChartInputs {
	'ranking-bar': RankingBarInput;
	'trend-line': TrendLineInput;
	'dimension-profile': DimensionProfileInput;
	'tile-map': TileMapInput;
}

export type ChartKind = keyof ChartInputs;

/** A chart that somebody wants to see: which one, and its data. Serialisable, so it travels to the browser. */
export type ChartRequest = { [K in ChartKind]: { kind: K; input: ChartInputs[K] } }[ChartKind];

export const chartBuilders: { [K in ChartKind]: ChartBuilder<ChartInputs[K]> } = {
	'ranking-bar': buildRankingBar,
	'trend-line': buildTrendLine,
	'dimension-profile': buildDimensionProfile,
	'tile-map': buildTileMap
};

export function buildChart(request: ChartRequest, frame: ChartFrame): ChartSpec {
	// The mapped type ties input to kind; TypeScript cannot follow that through an index.
	const build = chartBuilders[request.kind] as ChartBuilder<ChartRequest['input']>;
	return build(request.input, frame);
}
