/**
 * Profile: one row a dimension; the unit's value as a dot over its peers' range (thin), middle half (thick)
 * and median (tick), the value and its distance from the median in a column of their own.
 */
import type { ChartFrame, ChartSpec } from './chart';
import type { DimensionProfileInput, DimensionProfileRow } from './inputs';
import { formatFigure, formatShort, formatValue, isNumber } from './numbers';
import { chartColours } from './palette';
import {
	calm,
	fontSizes,
	legendOption,
	rootOption,
	rowAxis,
	tipHtml,
	tooltipOption,
	type TipLine
} from './parts';
import { layOutProfile } from './profile-layout';
import { nameSeries, spanSeries, valueLabels } from './profile-series';
import { profileDescription, profileReading, profileTable } from './profile-words';
import { plainRichText, reasonText, truncateText } from './text';

const { label: fontSize } = fontSizes;

export function buildDimensionProfile(input: DimensionProfileInput, frame: ChartFrame): ChartSpec {
	const colours = chartColours(frame.theme);
	const { words } = frame;
	const { rows } = input;
	const layout = layOutProfile(input, frame);
	const { scale, left, right, top, plotHeight, hasPeers, hasQuartiles } = layout;
	const plot = { rows, layout, colours };
	const lines = Array.from({ length: rows.length * (layout.isStacked ? 2 : 1) }, (_, line) => String(line));

	const option = {
		...rootOption(frame, colours),
		...tooltipOption(frame, colours, {
			trigger: 'axis',
			axisPointer: { type: 'shadow', z: 0, axis: 'y', shadowStyle: { color: colours.band, opacity: 0.35 } },
			formatter: (points: { data?: { stop?: number } }[]) => {
				const row = rows[points.find(({ data }) => data?.stop !== undefined)?.data?.stop ?? -1];
				return row ? tipHtml(row.name, tipLines(row, input, frame)) : '';
			}
		}),
		...legendOption(colours, [
			{ name: plainRichText(input.unitName), icon: 'circle' },
			...(hasPeers ? [{ name: words.median, icon: 'path://M6 0h2v10h-2z' }] : []),
			...(hasQuartiles ? [{ name: words.middleHalf, icon: 'rect' }] : []),
			...(hasPeers ? [{ name: words.range, icon: 'path://M0 4h14v2h-14z' }] : [])
		]),
		grid: { left, right, top, height: plotHeight },
		xAxis: {
			type: 'value',
			min: scale.min,
			max: scale.max,
			interval: scale.step,
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
		yAxis: [
			rowAxis(lines, {
				axisLabel: {
					show: !layout.isStacked,
					interval: 0,
					margin: 12,
					color: colours.ink,
					fontSize,
					formatter: (_: string, at: number) => truncateText(rows[at]?.name ?? '', fontSize, layout.nameWidth)
				}
			}),
			rowAxis(lines, { position: 'right', axisLabel: valueLabels(input, plot, frame) })
		],
		series: [
			{
				type: 'scatter',
				name: plainRichText(input.unitName),
				symbol: 'circle',
				symbolSize: 12,
				cursor: rows.some((row) => row.href) ? 'pointer' : 'default',
				data: rows.map((row, at) => ({
					value: [isNumber(row.value) ? row.value : null, layout.dotLine(at)],
					stop: at
				})),
				itemStyle: { color: colours.accent, opacity: 1, borderColor: colours.ground, borderWidth: 1.5 },
				z: 6,
				...calm
			},
			spanSeries(words.range, plot, 2, colours.range, 2, ({ peers }) => [peers?.min, peers?.max]),
			spanSeries(words.middleHalf, plot, 10, colours.range, 3, ({ peers }) => [peers?.p25, peers?.p75]),
			spanSeries(words.median, plot, 16, colours.ink, 4, ({ peers }) => [peers?.median, peers?.median]),
			...(layout.isStacked ? [nameSeries(plot, frame)] : []),
			// Holds the second axis, whose labels are the column of values.
			{ type: 'scatter', yAxisIndex: 1, silent: true, data: [], ...calm }
		]
	};

	return {
		kind: 'dimension-profile',
		option,
		width: frame.width,
		height: top + plotHeight + 30,
		title: input.title,
		description: profileDescription(input, frame),
		table: profileTable(input, frame),
		stops: rows.map((row, at) => ({
			reading: profileReading(row, input, frame),
			seriesIndex: 0,
			dataIndex: at,
			...(row.href ? { href: row.href } : {})
		}))
	};
}

function tipLines(row: DimensionProfileRow, input: DimensionProfileInput, frame: ChartFrame): TipLine[] {
	const { words } = frame;
	const show = (value: number) => formatFigure(value, input.format, frame.locale);
	const { peers } = row;
	return [
		{
			label: input.unitName,
			text: isNumber(row.value) ? formatValue(row.value, input.format, frame) : reasonText(row.reason, frame),
			isStrong: true
		},
		...(peers ? [{ label: words.median, text: show(peers.median) }] : []),
		...(peers && isNumber(peers.p25) && isNumber(peers.p75)
			? [{ label: words.middleHalf, text: `${show(peers.p25)} – ${show(peers.p75)}` }]
			: []),
		...(peers ? [{ label: words.range, text: `${show(peers.min)} – ${show(peers.max)}` }] : [])
	];
}
