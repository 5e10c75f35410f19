/** Where the columns of the ranking chart stand, in pixels. */
import { isNarrow, type ChartFrame } from './chart';
import type { RankingBarInput, RankingBarRow } from './inputs';
import { formatFigure, isNumber } from './numbers';
import { fontSizes, legendHeight } from './parts';
import { textWidth, truncateText, widestText } from './text';

const { label: fontSize } = fontSizes;

export interface RankingLayout {
	rankWidth: number;
	gradeWidth: number;
	left: number;
	right: number;
	top: number;
	/** 0 where grades are named in their column. */
	legendHeight: number;
	height: number;
	rowHeight: number;
	/** Names over their bars instead of before them: two lines of the row axis a unit. */
	isStacked: boolean;
	/** Cut to the room they have. */
	names: string[];
}

/** Bold type runs wider. */
const nameRoom = (row: RankingBarRow, room: number) => (row.isOwn ? room / 1.1 : room);

export function layOutRanking(
	input: RankingBarInput,
	rows: RankingBarRow[],
	frame: ChartFrame
): RankingLayout {
	const isSmall = isNarrow(frame);
	const ranks = rows.map((row) => (isNumber(row.rank) ? String(row.rank) : ''));
	const rankWidth = ranks.some(Boolean) ? widestText(ranks, fontSize) + 8 : 0;
	const widestName = Math.ceil(
		rows.reduce((widest, row) => Math.max(widest, textWidth(row.name, fontSize) * (row.isOwn ? 1.1 : 1)), 0)
	);
	const limit = Math.round(frame.width * (isSmall ? 0.36 : 0.34));
	// Long names often differ at their ends only, so they get a line of their own before they are cut.
	const isStacked = isSmall && widestName > limit;
	const values = rows.map((row) =>
		isNumber(row.value) ? formatFigure(row.value, input.format, frame.locale) : '–'
	);
	const valueWidth = Math.ceil(widestText(values, fontSize) * 1.1) + 8;
	const hasGrades = Boolean(input.grades?.length && rows.some((row) => row.grade));
	const gradeNames = hasGrades ? (input.grades ?? []).map((grade) => grade.name) : [];
	const gradeWidth = hasGrades ? (isSmall ? 20 : widestText(gradeNames, fontSize) + 32) : 0;
	const legend = hasGrades && isSmall ? legendHeight(gradeNames, frame.width, 9) : 0;
	const nameWidth = isStacked ? frame.width - rankWidth - gradeWidth - 12 : Math.min(widestName + 2, limit);
	const top = legend + (input.target ? 24 : 4);
	const rowHeight = isStacked ? 38 : 22;
	return {
		rankWidth,
		gradeWidth,
		left: rankWidth + (isStacked ? 6 : nameWidth + 12),
		right: valueWidth + gradeWidth + 4,
		top,
		legendHeight: legend,
		height: top + Math.max(1, rows.length) * rowHeight + 6,
		rowHeight,
		isStacked,
		names: rows.map((row) => truncateText(row.name, fontSize, nameRoom(row, nameWidth)))
	};
}
