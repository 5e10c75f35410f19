/**
 * Tile map: one equal tile a region at its place in a grid, so that no boundary is drawn and no province
 * looms by its area. Colour by class, value and short name on the tile, missing ones empty with a dash.
 */
import { isNarrow, type ChartFormat, type ChartFrame, type ChartSpec } from './chart';
import type { TileMapInput, TileMapTile } from './inputs';
import { formatNumber } from '../format';
import {
	formatFigure,
	formatShort,
	formatValue,
	isNumber,
	labelWithUnit,
	textCell,
	valueCell
} from './numbers';
import { chartColours, sequentialTokens } from './palette';
import {
	calm,
	fontSizes,
	hiddenAxis,
	legendHeight,
	legendOption,
	rootOption,
	tipHtml,
	tooltipOption
} from './parts';
import { binIndex, binLabels, tileBreaks } from './tile-bins';
import { fillWords, joinSentences, plainRichText, reasonText, textWidth, widestText } from './text';

const largestTile = 60;
/** Below this size type shrinks. */
const smallTile = 40;
const gap = 3;

const readingOrder = (tiles: TileMapTile[]): TileMapTile[] =>
	[...tiles].sort((a, b) => a.row - b.row || a.col - b.col);

/** How figures are written so that all of them fit on a tile: whole, without %, shortened, or rounded. */
function tileFigures(
	tiles: TileMapTile[],
	input: TileMapInput,
	size: number,
	frame: ChartFrame
): Map<TileMapTile, string> {
	const { format } = input;
	const { locale } = frame;
	const fontSize = size < smallTile ? fontSizes.tiny : fontSizes.small;
	const room = size - gap - 6;
	const plain: ChartFormat = { ...format, measure: format.measure === 'percent' ? 'points' : format.measure };
	const writers: ((value: number) => string)[] = [
		(value) => formatFigure(value, format, locale),
		(value) => formatFigure(value, plain, locale),
		(value) => formatShort(value, plain, locale),
		(value) => {
			const short = formatNumber(value, locale, { compact: true });
			return textWidth(short, fontSize) <= room
				? short
				: formatNumber(value, locale, { compact: true, decimals: 0 });
		}
	];
	const written = writers.map((write) =>
		tiles.map((tile): [TileMapTile, string] => [tile, isNumber(tile.value) ? write(tile.value) : '–'])
	);
	const fitting = written.find(
		(pairs) =>
			widestText(
				pairs.map(([, text]) => text),
				fontSize
			) <= room
	);
	return new Map(fitting ?? written.at(-1));
}

export function buildTileMap(input: TileMapInput, frame: ChartFrame): ChartSpec {
	const colours = chartColours(frame.theme);
	const { words } = frame;
	const tiles = readingOrder(input.tiles);
	const columns = Math.max(1, ...tiles.map(({ col }) => col + 1));
	const lines = Math.max(1, ...tiles.map(({ row }) => row + 1));
	const size = Math.min(largestTile, Math.floor(frame.width / columns));
	const present = tiles.map(({ value }) => value).filter(isNumber);
	const breaks = input.breaks?.length ? input.breaks.slice(0, 4) : tileBreaks(present);
	const labels = binLabels(breaks, input.format, frame);
	const steps = sequentialTokens(labels.length);
	if (input.smallIsGood) steps.reverse();
	const hasMissing = tiles.some(({ value }) => !isNumber(value));
	const legendNames = [...(present.length ? labels : []), ...(hasMissing ? [words.noData] : [])];
	const top = legendHeight(legendNames, frame.width) + 2;
	const width = columns * size;
	const side = size - gap;
	const figures = tileFigures(tiles, input, size, frame);

	const seriesOf = (
		name: string,
		inBin: (tile: TileMapTile) => boolean,
		fill: string,
		ink: string,
		isMissing: boolean
	) => ({
		type: 'scatter',
		name,
		symbol: 'rect',
		symbolSize: side,
		cursor: tiles.some((tile) => tile.href) ? 'pointer' : 'default',
		data: tiles.flatMap((tile, at) =>
			inBin(tile)
				? [
						{
							value: [tile.col + 0.5, tile.row + 0.5, at],
							stop: at,
							...(tile.isSelected
								? { itemStyle: { borderColor: colours.ink, borderWidth: 3, borderType: 'solid' }, z2: 10 }
								: {})
						}
					]
				: []
		),
		itemStyle: {
			color: fill,
			opacity: 1,
			...(isMissing ? { borderColor: colours.rule, borderWidth: 1, borderType: [3, 3] } : {})
		},
		label: {
			show: true,
			position: 'inside',
			lineHeight: Math.round(size * 0.3),
			formatter: ({ value }: { value: number[] }) => {
				const tile = tiles[value[2] ?? -1];
				if (!tile) return '';
				return `{n|${plainRichText(tile.shortName)}}\n{v|${figures.get(tile) ?? ''}}`;
			},
			rich: {
				n: {
					color: ink,
					fontSize: size < smallTile ? fontSizes.small : 13,
					fontWeight: 700,
					lineHeight: size < smallTile ? 13 : 17
				},
				v: {
					color: ink,
					fontSize: size < smallTile ? fontSizes.tiny : fontSizes.small,
					lineHeight: size < smallTile ? 12 : 15
				}
			}
		},
		...calm
	});

	const bins = labels.map((name, bin) => {
		const step = steps[bin] ?? steps[0];
		return seriesOf(
			name,
			(tile) => isNumber(tile.value) && binIndex(tile.value, breaks) === bin,
			colours[step?.fill ?? 'q3'],
			colours[step?.ink ?? 'q3-ink'],
			false
		);
	});
	const missing = seriesOf(
		words.noData,
		(tile) => !isNumber(tile.value),
		colours.ground,
		colours['ink-soft'],
		true
	);

	const option = {
		...rootOption(frame, colours),
		...tooltipOption(frame, colours, {
			trigger: 'item',
			formatter: ({ value }: { value: number[] }) => {
				const tile = tiles[value[2] ?? -1];
				if (!tile) return '';
				const text = isNumber(tile.value)
					? formatValue(tile.value, input.format, frame)
					: reasonText(tile.reason, frame);
				return tipHtml(tile.name, [{ label: input.valueLabel, text, isStrong: true }]);
			}
		}),
		...legendOption(
			colours,
			legendNames.map((name) => ({
				name,
				icon: 'rect',
				// The palest class is hardly seen beside the ground, least of all on a dark one.
				itemStyle: { borderColor: colours.rule, borderWidth: 1 }
			})),
			{ itemHeight: 11 }
		),
		grid: { left: Math.max(0, Math.floor((frame.width - width) / 2)), width, top, height: lines * size },
		xAxis: hiddenAxis(0, columns),
		yAxis: hiddenAxis(0, lines, { inverse: true }),
		series: [...(present.length ? bins : []), ...(hasMissing ? [missing] : [])]
	};

	return {
		kind: 'tile-map',
		option,
		width: frame.width,
		height: top + lines * size + (isNarrow(frame) ? 4 : 8),
		title: input.title,
		description: tileDescription(input, present.length, frame),
		table: {
			columns: [
				{ key: 'unit', label: input.unitLabel ?? words.unit, numeric: false },
				{ key: 'value', label: labelWithUnit(input.valueLabel, input.format, frame), numeric: true }
			],
			rows: tiles.map((tile) => [
				textCell(tile.name, tile.href),
				valueCell(tile.value, input.format, frame, tile.reason)
			])
		},
		stops: tileStops(tiles, option.series, input, frame)
	};
}

function tileStops(
	tiles: TileMapTile[],
	series: { data: { stop: number }[] }[],
	input: TileMapInput,
	frame: ChartFrame
) {
	return tiles.map((tile, at) => {
		const seriesIndex = series.findIndex(({ data }) => data.some(({ stop }) => stop === at));
		return {
			reading: fillWords(frame.words.reading, {
				name: tile.name,
				value: isNumber(tile.value)
					? formatValue(tile.value, input.format, frame)
					: reasonText(tile.reason, frame)
			}),
			seriesIndex,
			dataIndex: series[seriesIndex]?.data.findIndex(({ stop }) => stop === at) ?? 0,
			...(tile.href ? { href: tile.href } : {})
		};
	});
}

function tileDescription(input: TileMapInput, presentCount: number, frame: ChartFrame): string {
	const { words, locale } = frame;
	const present = input.tiles.filter((tile): tile is TileMapTile & { value: number } => isNumber(tile.value));
	const [first] = present;
	if (!first) return words.nothingToShow;
	const highest = present.reduce((best, tile) => (tile.value > best.value ? tile : best), first);
	const lowest = present.reduce((least, tile) => (tile.value < least.value ? tile : least), first);
	const missing = input.tiles.length - presentCount;
	return joinSentences(
		[
			fillWords(words.tileSummary, {
				label: input.valueLabel,
				count: input.tiles.length,
				highest: highest.name,
				highestValue: formatValue(highest.value, input.format, frame),
				lowest: lowest.name,
				lowestValue: formatValue(lowest.value, input.format, frame)
			}),
			missing > 0 && fillWords(words.missingCount, { count: missing })
		],
		locale
	);
}
