/** The series of the profile chart: spans of the peers, names over rows, the column of values. */
import type { ChartFrame } from './chart';
import type { DimensionProfileInput, DimensionProfileRow } from './inputs';
import { formatDifference, formatFigure, isNumber } from './numbers';
import type { ChartColours } from './palette';
import { calm, fontSizes } from './parts';
import { differenceOf, differenceWidth, type ProfileLayout } from './profile-layout';
import { plainRichText, reasonText, truncateText } from './text';

const { label: fontSize } = fontSizes;

export interface ProfilePlot {
	rows: DimensionProfileRow[];
	layout: ProfileLayout;
	colours: ChartColours;
}

/** A span from one value to another as a flat rectangle: sized in pixels, because the layout is known. */
export function spanSeries(
	name: string,
	{ rows, layout }: ProfilePlot,
	thickness: number,
	colour: string,
	z: number,
	ends: (row: DimensionProfileRow) => [number | undefined, number | undefined]
) {
	return {
		type: 'scatter',
		name: plainRichText(name),
		silent: true,
		symbol: 'rect',
		data: rows.flatMap((row, at) => {
			const [from, to] = ends(row);
			if (!isNumber(from) || !isNumber(to)) return [];
			return [
				{
					value: [(from + to) / 2, layout.dotLine(at)],
					stop: at,
					symbolSize: [Math.max(2, (to - from) * layout.pixelsPerUnit), thickness]
				}
			];
		}),
		itemStyle: { color: colour, opacity: 1 },
		z,
		...calm
	};
}

/** Names on lines of their own, from the left edge of the plot. */
export function nameSeries({ rows, layout, colours }: ProfilePlot, frame: ChartFrame) {
	const room = frame.width - layout.left - 4;
	return {
		type: 'scatter',
		silent: true,
		symbolSize: 0,
		itemStyle: { opacity: 1 },
		z: 6,
		data: rows.map((row, at) => ({ value: [layout.scale.min, layout.nameLine(at)], stop: at })),
		label: {
			show: true,
			position: 'right',
			distance: -2,
			// The name belongs to the dots below it, so it stands nearer to them than to those above.
			offset: [0, 3],
			color: colours.ink,
			fontSize,
			textBorderColor: colours.ground,
			textBorderWidth: 3,
			formatter: ({ dataIndex }: { dataIndex: number }) => {
				const row = rows[dataIndex];
				if (!row) return '';
				const isExplained = !isNumber(row.value) && !layout.hasReasons;
				return truncateText(
					isExplained ? `${row.name} – ${reasonText(row.reason, frame)}` : row.name,
					fontSize,
					room
				);
			}
		},
		...calm
	};
}

/** Axis labels that make a column: the value in bold and its distance from the median, or the reason for none. */
export function valueLabels(
	input: DimensionProfileInput,
	{ rows, layout, colours }: ProfilePlot,
	frame: ChartFrame
) {
	const labels = new Map(
		rows.map((row, at) => {
			if (!isNumber(row.value)) {
				const reason = layout.hasReasons ? reasonText(row.reason, frame) : '–';
				return [layout.dotLine(at), `{m|${plainRichText(reason)}}`];
			}
			const difference = differenceOf(row);
			const value = `{v|${formatFigure(row.value, input.format, frame.locale)}}`;
			return [
				layout.dotLine(at),
				layout.hasDifference && difference !== null
					? `${value}{d|${formatDifference(difference, input.format, frame.locale)}}`
					: value
			];
		})
	);
	return {
		interval: 0,
		margin: 10,
		formatter: (_: string, line: number) => labels.get(line) ?? '',
		rich: {
			v: { width: layout.valueWidth, align: 'right', color: colours.ink, fontSize, fontWeight: 700 },
			d: { width: differenceWidth, align: 'right', color: colours['ink-soft'], fontSize },
			m: { color: colours['ink-soft'], fontSize }
		}
	};
}
