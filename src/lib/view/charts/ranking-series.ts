/** The series of the ranking chart: texts in columns, grades, the target. */
import { isNarrow, type ChartFrame } from './chart';
import type { RankingBarInput, RankingBarRow } from './inputs';
import { formatSetFigure, isNumber } from './numbers';
import { gradeStyle, type ChartColours } from './palette';
import { calm, fontSizes } from './parts';
import type { RankingLayout } from './ranking-layout';
import { fillWords, plainRichText } from './text';

const { label: fontSize } = fontSizes;

/** Line of the row axis on which a row's bar stands, and the one of its name. */
export const barLine = (at: number, layout: RankingLayout): number => (layout.isStacked ? 2 * at + 1 : at);
export const nameLine = (at: number, layout: RankingLayout): number => (layout.isStacked ? 2 * at : at);

interface TextColumn {
	/** Place on the value axis. */
	place: (row: RankingBarRow) => number;
	/** Line of the row axis. */
	line: (at: number) => number;
	text: (row: RankingBarRow, at: number) => string;
	colour: (row: RankingBarRow) => string;
	position: 'left' | 'right';
	axisIndex?: number;
	/** Keeps figures legible where the target line crosses them. */
	ground?: string;
	/** Opens what the row leads to. */
	isLink?: boolean;
}

/** One text a row, at a place of its own; own units in bold. */
export function textColumn(
	rows: RankingBarRow[],
	{ place, line, text, colour, position, axisIndex = 0, ground, isLink }: TextColumn
) {
	return {
		type: 'scatter',
		silent: !isLink,
		xAxisIndex: axisIndex,
		yAxisIndex: axisIndex,
		symbolSize: 0,
		itemStyle: { opacity: 1 },
		z: 6,
		data: rows.map((row, at) => ({
			value: [place(row), line(at)],
			stop: at,
			label: { color: colour(row), fontWeight: row.isOwn ? 700 : 400 }
		})),
		label: {
			show: true,
			position,
			distance: position === 'left' ? 6 : 5,
			fontSize,
			formatter: ({ dataIndex }: { dataIndex: number }) => {
				const row = rows[dataIndex];
				return row ? text(row, dataIndex) : '';
			},
			...(ground ? { textBorderColor: ground, textBorderWidth: 3 } : {})
		},
		...calm
	};
}

export function gradeSeries(
	input: RankingBarInput,
	rows: RankingBarRow[],
	layout: RankingLayout,
	frame: ChartFrame,
	colours: ChartColours
) {
	if (!layout.gradeWidth) return [];
	const grades = input.grades ?? [];
	return grades.map((grade, index) => {
		const style = gradeStyle(index, grades.length);
		return {
			type: 'scatter',
			name: plainRichText(grade.name),
			xAxisIndex: 1,
			yAxisIndex: 1,
			silent: true,
			data: rows.flatMap((row, at) => (row.grade === grade.code ? [[0, nameLine(at, layout)]] : [])),
			symbol: style.symbol,
			symbolSize: 10,
			itemStyle: { color: colours[style.token], opacity: 1 },
			label: {
				show: !isNarrow(frame),
				position: 'right',
				distance: 6,
				formatter: () => grade.name,
				color: colours.ink,
				fontSize
			},
			...calm
		};
	});
}

export function targetLine(input: RankingBarInput, frame: ChartFrame, colours: ChartColours) {
	if (!input.target || !isNumber(input.target.value)) return {};
	const text = fillWords(frame.words.targetValue, {
		label: input.target.label ?? frame.words.target,
		value: formatSetFigure(input.target.value, input.format, frame.locale)
	});
	return {
		markLine: {
			silent: true,
			symbol: 'none',
			animation: false,
			lineStyle: { color: colours.ink, width: 1, type: [4, 3] },
			label: { position: 'start', formatter: () => text, color: colours.ink, fontSize, distance: 5 },
			data: [{ xAxis: input.target.value }],
			...calm
		}
	};
}
