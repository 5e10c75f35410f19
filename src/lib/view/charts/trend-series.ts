/** The series of the trend chart: lines, the peers' area and median, target, notes; and its zoom. */
import type { ChartFrame } from './chart';
import type { TrendLineInput, TrendLineSeries } from './inputs';
import { formatSetFigure, isNumber } from './numbers';
import { seriesStyles, type ChartColours } from './palette';
import { calm, fontSizes } from './parts';
import { fillWords, plainRichText, truncateText } from './text';

const { label: fontSize } = fontSizes;

/** A list made as long as the axis, with NaN and undefined as null. */
const padded = (values: (number | null)[], length: number): (number | null)[] =>
	Array.from({ length }, (_, index) => {
		const value = values[index];
		return isNumber(value) ? value : null;
	});

export function bandSeries(input: TrendLineInput, colours: ChartColours) {
	const { band, periods } = input;
	if (!band) return [];
	const lower = padded(band.lower, periods.length);
	const upper = padded(band.upper, periods.length);
	const base = {
		type: 'line',
		silent: true,
		symbol: 'none',
		stack: 'band',
		stackStrategy: 'all',
		lineStyle: { width: 0, opacity: 0 },
		z: 1,
		...calm
	};
	const isWhole = (index: number) => lower[index] !== null && upper[index] !== null;
	return [
		{ ...base, name: 'band-base', data: lower.map((value, index) => (isWhole(index) ? value : null)) },
		{
			...base,
			name: plainRichText(band.name),
			data: upper.map((value, index) => (isWhole(index) ? (value ?? 0) - (lower[index] ?? 0) : null)),
			itemStyle: { color: colours.band },
			areaStyle: { color: colours.band, opacity: 1, origin: 'start' }
		}
	];
}

export function medianSeries(input: TrendLineInput, frame: ChartFrame, colours: ChartColours) {
	const median = input.band?.median;
	if (!median) return [];
	return [
		{
			type: 'line',
			name: frame.words.median,
			silent: true,
			symbol: 'none',
			data: padded(median, input.periods.length),
			lineStyle: { color: colours['ink-soft'], width: 1.25, type: [2, 3] },
			itemStyle: { color: colours['ink-soft'] },
			z: 2,
			...calm
		}
	];
}

export function lineSeries(
	one: TrendLineSeries,
	index: number,
	input: TrendLineInput,
	labelWidth: number,
	colours: ChartColours
) {
	const style = seriesStyles[index] ?? seriesStyles[5];
	const values = padded(one.values, input.periods.length);
	const last = values.findLastIndex(isNumber);
	const isSparse = input.periods.length <= 16;
	const isAlone = (at: number) =>
		isNumber(values[at]) && !isNumber(values[at - 1]) && !isNumber(values[at + 1]);
	return {
		type: 'line',
		id: `line-${index}`,
		name: plainRichText(one.name),
		connectNulls: false,
		symbol: style.symbol,
		symbolSize: 6,
		showSymbol: true,
		showAllSymbol: true,
		data: values.map((value, at) => ({
			value,
			// A symbol left out costs nothing; one of size 0 is laid out like any other.
			...(isSparse || at === last || isAlone(at) ? {} : { symbol: 'none' })
		})),
		lineStyle: { color: colours[style.token], width: one.isOwn ? 2.75 : 1.75, type: style.dash },
		itemStyle: { color: colours[style.token] },
		endLabel: {
			show: true,
			distance: 6,
			color: colours[style.token],
			fontSize,
			// Han characters fill their squares: labels that are moved apart need air between them.
			lineHeight: Math.round(fontSize * 1.35),
			fontWeight: one.isOwn ? 700 : 400,
			formatter: () => truncateText(one.name, fontSize, labelWidth)
		},
		labelLayout: { moveOverlap: 'shiftY' },
		z: one.isOwn ? 5 : 4,
		...calm
	};
}

export function targetSeries(input: TrendLineInput, frame: ChartFrame, colours: ChartColours) {
	if (!input.target || !isNumber(input.target.value)) return [];
	const text = fillWords(frame.words.targetValue, {
		label: input.target.label ?? frame.words.target,
		value: formatSetFigure(input.target.value, input.format, frame.locale)
	});
	return [
		{
			type: 'line',
			name: 'target',
			silent: true,
			data: [],
			markLine: {
				silent: true,
				symbol: 'none',
				animation: false,
				lineStyle: { color: colours.ink, width: 1, type: [5, 4] },
				label: {
					position: 'insideStartTop',
					formatter: () => text,
					color: colours.ink,
					fontSize,
					distance: 3
				},
				data: [{ yAxis: input.target.value }],
				...calm
			},
			...calm
		}
	];
}

export function noteSeries(input: TrendLineInput, colours: ChartColours) {
	const notes = (input.notes ?? []).filter(({ period }) => input.periods.includes(period));
	if (!notes.length) return [];
	return [
		{
			type: 'line',
			name: 'notes',
			silent: true,
			data: [],
			markLine: {
				silent: true,
				symbol: 'none',
				animation: false,
				lineStyle: { color: colours.rule, width: 1, type: [1, 3] },
				data: notes.map((note) => ({
					xAxis: input.periods.indexOf(note.period),
					label: {
						position: 'insideEndTop',
						rotate: 0,
						formatter: () => truncateText(note.text, fontSizes.small, 120),
						color: colours['ink-soft'],
						fontSize: fontSizes.small
					}
				})),
				...calm
			},
			...calm
		}
	];
}

export function zoomOption(input: TrendLineInput, colours: ChartColours, left: number, right: number) {
	return {
		dataZoom: [
			// Plain wheel and one-finger moves stay with the page; zooming asks for Ctrl or a pinch.
			{
				type: 'inside',
				zoomOnMouseWheel: 'ctrl',
				moveOnMouseWheel: false,
				preventDefaultMouseMove: false,
				minValueSpan: 4
			},
			{
				type: 'slider',
				left,
				right,
				bottom: 4,
				height: 22,
				minValueSpan: 4,
				showDetail: false,
				brushSelect: false,
				borderColor: colours['rule-soft'],
				backgroundColor: 'transparent',
				fillerColor: colours.band,
				dataBackground: {
					lineStyle: { color: colours.rule, width: 1, opacity: 1 },
					areaStyle: { opacity: 0 }
				},
				selectedDataBackground: { lineStyle: { color: colours.accent, width: 1 }, areaStyle: { opacity: 0 } },
				handleStyle: { color: colours.ground, borderColor: colours['ink-soft'], borderWidth: 1 },
				moveHandleSize: 0,
				emphasis: { handleStyle: { color: colours.ground, borderColor: colours.accent } },
				labelFormatter: (at: number) => input.periods[at] ?? ''
			}
		]
	};
}
