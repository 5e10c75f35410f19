/**
 * Ranking: one horizontal bar a unit from zero, place and name before it, its value after it, its grade as
 * shape and word in a column of its own, own units in the accent colour, a target as a dashed line.
 */
import type { ChartFrame, ChartSpec } from './chart';
import type { RankingBarInput, RankingBarRow } from './inputs';
import { formatFigure, formatValue, isNumber, roundScale } from './numbers';
import { chartColours, gradeStyle } from './palette';
import {
	calm,
	fontSizes,
	hiddenAxis,
	legendOption,
	rootOption,
	rowAxis,
	tipHtml,
	tooltipOption
} from './parts';
import { layOutRanking } from './ranking-layout';
import { barLine, gradeSeries, nameLine, targetLine, textColumn } from './ranking-series';
import { rankingDescription, rankingReading, rankingTable } from './ranking-words';
import { plainRichText, reasonText, truncateText } from './text';

const rowLimit = 40;
const { label: fontSize } = fontSizes;

/** The first 40, and own units wherever they stand. */
function drawnRows(rows: RankingBarRow[]): RankingBarRow[] {
	if (rows.length <= rowLimit) return rows;
	const own = rows.slice(rowLimit).filter((row) => row.isOwn);
	return [...rows.slice(0, Math.max(0, rowLimit - own.length)), ...own];
}

export function buildRankingBar(input: RankingBarInput, frame: ChartFrame): ChartSpec {
	const colours = chartColours(frame.theme);
	const rows = drawnRows(input.rows);
	const layout = layOutRanking(input, rows, frame);
	const present = rows.flatMap((row) => (isNumber(row.value) ? [row.value] : []));
	const target = input.target && isNumber(input.target.value) ? [input.target.value] : [];
	const low = Math.min(0, ...present);
	// A bar axis starts at zero and, without labels of its own, ends where the longest bar or the target does.
	const high = Math.max(...present, ...target, input.max ?? 0, low < 0 ? 0 : Number.EPSILON);
	const max = present.length ? high : (input.max ?? 1);
	const min = low < 0 ? roundScale(low, max, 4).min : 0;
	const grid = { top: layout.top, height: Math.max(1, rows.length) * layout.rowHeight };
	const lines = Array.from({ length: rows.length * (layout.isStacked ? 2 : 1) }, (_, line) => String(line));
	const onBar = (at: number) => barLine(at, layout);
	const onName = (at: number) => nameLine(at, layout);
	const ranks = rows.map((row) => (isNumber(row.rank) ? String(row.rank) : ''));

	const option = {
		...rootOption(frame, colours),
		...tooltipOption(frame, colours, {
			trigger: 'axis',
			axisPointer: { type: 'shadow', z: 0, shadowStyle: { color: colours.band, opacity: 0.45 } },
			formatter: (points: { dataIndex: number }[]) => {
				const row = rows[points[0]?.dataIndex ?? -1];
				return row ? tipHtml(row.name, tipLines(row, input, frame)) : '';
			}
		}),
		...(layout.legendHeight
			? legendOption(
					colours,
					(input.grades ?? []).map((grade, index, { length }) => {
						return { name: plainRichText(grade.name), icon: gradeStyle(index, length).symbol };
					}),
					{ itemWidth: 9 }
				)
			: {}),
		grid: [
			{ ...grid, left: layout.left, right: layout.right },
			{ ...grid, left: frame.width - layout.gradeWidth + 10, width: 1 },
			{ ...grid, left: layout.rankWidth, width: 1 }
		],
		xAxis: [hiddenAxis(min, max), hiddenAxis(0, 1, { gridIndex: 1 }), hiddenAxis(0, 1, { gridIndex: 2 })],
		yAxis: [
			rowAxis(lines, {
				axisLine: { show: !layout.isStacked, onZero: true, lineStyle: { color: colours.rule } },
				axisLabel: { show: false }
			}),
			rowAxis(lines, { gridIndex: 1, show: false }),
			rowAxis(lines, { gridIndex: 2, show: false })
		],
		series: [
			{
				type: 'bar',
				name: input.valueLabel,
				cursor: rows.some((row) => row.href) ? 'pointer' : 'default',
				barWidth: layout.isStacked ? 12 : 13,
				data: rows.map((row, at) => ({
					value: [isNumber(row.value) ? row.value : null, onBar(at)],
					stop: at,
					itemStyle: { color: row.isOwn ? colours.accent : colours.bar }
				})),
				...targetLine(input, frame, colours),
				...calm
			},
			textColumn(rows, {
				place: (row) => (isNumber(row.value) ? row.value : Math.max(0, min)),
				line: onBar,
				text: (row) =>
					isNumber(row.value)
						? formatFigure(row.value, input.format, frame.locale)
						: `– ${truncateText(reasonText(row.reason, frame), fontSize, frame.width * 0.4)}`,
				colour: (row) => (isNumber(row.value) ? colours.ink : colours['ink-soft']),
				position: 'right',
				ground: colours.ground
			}),
			textColumn(rows, {
				place: () => 0,
				line: onName,
				text: (_, at) => ranks[at] ?? '',
				colour: () => colours['ink-soft'],
				position: 'left',
				axisIndex: 2
			}),
			textColumn(rows, {
				place: () => 0,
				line: onName,
				text: (_, at) => layout.names[at] ?? '',
				isLink: rows.some((row) => row.href),
				ground: colours.ground,
				colour: () => colours.ink,
				position: 'right',
				axisIndex: 2
			}),
			...gradeSeries(input, rows, layout, frame, colours)
		]
	};

	return {
		kind: 'ranking-bar',
		option,
		width: frame.width,
		height: layout.height,
		title: input.title,
		description: rankingDescription(input, rows.length, frame),
		table: rankingTable(input, frame),
		stops: rows.map((row, index) => ({
			reading: rankingReading(row, input, frame),
			seriesIndex: 0,
			dataIndex: index,
			...(row.href ? { href: row.href } : {})
		}))
	};
}

function tipLines(row: RankingBarRow, input: RankingBarInput, frame: ChartFrame) {
	const { words } = frame;
	const grade = input.grades?.find(({ code }) => code === row.grade);
	return [
		{
			label: input.valueLabel,
			text: isNumber(row.value) ? formatValue(row.value, input.format, frame) : reasonText(row.reason, frame),
			isStrong: true
		},
		...(isNumber(row.rank) ? [{ label: words.rank, text: String(row.rank) }] : []),
		...(grade ? [{ label: words.grade, text: grade.name }] : [])
	];
}
