/**
 * Trend: up to six lines over periods, named at their ends; target and peers' median as dashed lines, the
 * peers' range as a soft area; gaps where values are missing.
 */
import { isNarrow, type ChartFrame, type ChartSpec } from './chart';
import type { TrendLineInput, TrendLineSeries } from './inputs';
import {
	formatFigure,
	formatSetFigure,
	formatShort,
	formatValue,
	isNumber,
	roundScale,
	unitOf,
	type Scale
} from './numbers';
import { chartColours, seriesStyles } from './palette';
import {
	fontSizes,
	legendHeight,
	legendOption,
	rootOption,
	tipHtml,
	tooltipOption,
	type TipLine
} from './parts';
import { formatPeriod, periodAxisLabels } from './periods';
import { plainRichText, reasonText, widestText } from './text';
import { bandSeries, lineSeries, medianSeries, noteSeries, targetSeries, zoomOption } from './trend-series';
import { trendDescription, trendStops, trendTable } from './trend-words';

const seriesLimit = 6;
const { label: fontSize } = fontSizes;
/** Longer series can be zoomed; shorter ones are seen whole. */
const zoomFrom = 13;

/** Own units first in strength, so that they get the accent; the order of the rest stays. */
function drawnSeries(series: TrendLineSeries[]): TrendLineSeries[] {
	return [...series.filter((one) => one.isOwn), ...series.filter((one) => !one.isOwn)].slice(0, seriesLimit);
}

function valueScale(input: TrendLineInput, series: TrendLineSeries[]): Scale {
	const values = [
		...series.flatMap((one) => one.values),
		...(input.band ? [...input.band.lower, ...input.band.upper, ...(input.band.median ?? [])] : []),
		input.target?.value
	].filter(isNumber);
	if (!values.length) return roundScale(input.min ?? 0, input.max ?? 1, 4);
	const low = Math.min(...values);
	const high = Math.max(...values);
	const room = (high - low || Math.abs(high) || 1) * 0.06;
	// A measure that cannot be negative keeps its axis at or above zero; room for labels must not cross it.
	const scale = roundScale(
		input.min ?? (low >= 0 ? Math.max(0, low - room) : low - room),
		input.max ?? high + room,
		5
	);
	const isPercent = input.format.measure === 'percent';
	return isPercent && high <= 100 && scale.max > 100 ? { ...scale, max: 100 } : scale;
}

export function buildTrendLine(input: TrendLineInput, frame: ChartFrame): ChartSpec {
	const colours = chartColours(frame.theme);
	const { words } = frame;
	const isSmall = isNarrow(frame);
	const series = drawnSeries(input.series);
	const scale = valueScale(input, series);
	const ticks = Array.from({ length: Math.round((scale.max - scale.min) / scale.step) + 1 }, (_, at) =>
		formatShort(scale.min + at * scale.step, input.format, frame.locale)
	);
	const unit = unitOf(input.format, frame);
	const nameLimit = isSmall ? 92 : 168;
	const labelWidth = Math.min(
		nameLimit,
		widestText(
			series.map(({ name }) => name),
			fontSize
		)
	);
	const left = Math.max(widestText(ticks, fontSize) + 10, 24);
	const right = labelWidth + 18;
	const legendNames = [
		...(input.band ? [input.band.name] : []),
		...(input.band?.median ? [words.median] : [])
	];
	const legendRoom = legendHeight(legendNames, frame.width);
	const top = legendRoom + (unit || input.notes?.length ? 26 : 12);
	const canZoom = input.periods.length >= zoomFrom;
	const bottom = 40 + (canZoom ? 38 : 0);
	const height = top + (isSmall ? 220 : 260) + bottom;
	const axisLabels = periodAxisLabels(input.periods, frame, frame.width - left - right);

	const option = {
		...rootOption(frame, colours),
		...tooltipOption(frame, colours, {
			trigger: 'axis',
			axisPointer: { type: 'line', lineStyle: { color: colours.rule, width: 1, type: 'solid' } },
			formatter: (points: { dataIndex: number }[]) => {
				const at = points[0]?.dataIndex;
				return at === undefined
					? ''
					: tipHtml(formatPeriod(input.periods[at] ?? '', frame), tipLines(at, series, input, frame));
			}
		}),
		...(legendNames.length
			? legendOption(colours, [
					...(input.band ? [{ name: plainRichText(input.band.name), icon: 'rect' }] : []),
					...(input.band?.median
						? [{ name: words.median, icon: 'path://M0 4h3v2h-3zM5 4h3v2h-3zM10 4h3v2h-3z' }]
						: [])
				])
			: {}),
		grid: { left, right, top, bottom },
		xAxis: {
			type: 'category',
			data: input.periods,
			boundaryGap: false,
			axisTick: {
				show: true,
				interval: (at: number) => Boolean(axisLabels[at]),
				lineStyle: { color: colours.rule },
				length: 4
			},
			axisLine: { show: true, onZero: false, lineStyle: { color: colours.rule } },
			axisLabel: {
				interval: (at: number) => Boolean(axisLabels[at]),
				// By period: after a zoom the index counts what is in sight.
				formatter: (period: string) => axisLabels[input.periods.indexOf(period)] ?? '',
				color: colours['ink-soft'],
				fontSize,
				lineHeight: 15,
				margin: 8
			}
		},
		yAxis: {
			type: 'value',
			min: scale.min,
			max: scale.max,
			interval: scale.step,
			name: unit,
			nameLocation: 'end',
			nameGap: 10,
			nameTextStyle: { color: colours['ink-soft'], fontSize, align: 'left', padding: [0, 0, 0, -left + 4] },
			axisLine: { show: false },
			axisTick: { show: false },
			splitLine: { lineStyle: { color: colours['rule-soft'], width: 1 } },
			axisLabel: {
				color: colours['ink-soft'],
				fontSize,
				margin: 8,
				formatter: (value: number) => formatShort(value, input.format, frame.locale)
			}
		},
		...(canZoom && frame.live ? zoomOption(input, colours, left, right) : {}),
		series: [
			...series.map((one, index) => lineSeries(one, index, input, labelWidth, colours)),
			...bandSeries(input, colours),
			...medianSeries(input, frame, colours),
			...targetSeries(input, frame, colours),
			...noteSeries(input, colours)
		]
	};

	return {
		kind: 'trend-line',
		option,
		width: frame.width,
		height,
		title: input.title,
		description: trendDescription(input, series, frame),
		table: trendTable(input, frame),
		stops: trendStops(input, series, frame)
	};
}

function tipLines(
	at: number,
	series: TrendLineSeries[],
	input: TrendLineInput,
	frame: ChartFrame
): TipLine[] {
	const colours = chartColours(frame.theme);
	const { band, format, target } = input;
	const show = (value: number) => formatFigure(value, format, frame.locale);
	const lower = band?.lower[at];
	const upper = band?.upper[at];
	const median = band?.median?.[at];
	return [
		...series.map((one, index) => {
			const value = one.values[at];
			return {
				label: one.name,
				text: isNumber(value) ? formatValue(value, format, frame) : reasonText(one.reasons?.[at], frame),
				isStrong: Boolean(one.isOwn),
				mark: colours[seriesStyles[index]?.token ?? 's6']
			};
		}),
		...(band && isNumber(lower) && isNumber(upper)
			? [{ label: band.name, text: `${show(lower)} – ${show(upper)}`, mark: colours.band }]
			: []),
		...(isNumber(median) ? [{ label: frame.words.median, text: show(median) }] : []),
		...(target && isNumber(target.value)
			? [
					{
						label: target.label ?? frame.words.target,
						text: formatSetFigure(target.value, format, frame.locale)
					}
				]
			: [])
	];
}
