/** Where the columns of the profile chart stand, in pixels, and how its values map to them. */
import { isNarrow, type ChartFrame } from './chart';
import type { DimensionProfileInput, DimensionProfileRow } from './inputs';
import { formatFigure, formatShort, isNumber, roundScale, type Scale } from './numbers';
import { fontSizes, legendHeight } from './parts';
import { reasonText, textWidth, widestText } from './text';

const { label: fontSize } = fontSizes;
export const differenceWidth = 46;

export interface ProfileLayout {
	scale: Scale;
	/** Pixels of one unit of the value axis. */
	pixelsPerUnit: number;
	/** Names over their rows instead of before them. */
	isStacked: boolean;
	nameWidth: number;
	valueWidth: number;
	hasDifference: boolean;
	/** False where reasons have no room beside the rows; they then follow the names. */
	hasReasons: boolean;
	hasPeers: boolean;
	hasQuartiles: boolean;
	left: number;
	right: number;
	top: number;
	plotHeight: number;
	/** Lines of the row axis of a row's dot and of its name. */
	dotLine: (at: number) => number;
	nameLine: (at: number) => number;
}

/** The unit's value less its peers' median, in the unit of the value. */
export const differenceOf = (row: DimensionProfileRow): number | null =>
	isNumber(row.value) && row.peers && isNumber(row.peers.median) ? row.value - row.peers.median : null;

export function layOutProfile(input: DimensionProfileInput, frame: ChartFrame): ProfileLayout {
	const { rows } = input;
	const { words } = frame;
	const isSmall = isNarrow(frame);
	const names = rows.map(({ name }) => name);
	const nameLimit = Math.round(frame.width * (isSmall ? 0.3 : 0.36));
	const isStacked = isSmall && widestText(names, fontSize) > nameLimit;
	const nameWidth = Math.min(widestText(names, fontSize) + 4, nameLimit);
	const figures = rows.map((row) =>
		isNumber(row.value) ? formatFigure(row.value, input.format, frame.locale) : '–'
	);
	const valueWidth = Math.ceil(widestText(figures, fontSize) * 1.1);
	const hasDifference = !isSmall && rows.some((row) => differenceOf(row) !== null);
	const reasons = rows.filter((row) => !isNumber(row.value)).map((row) => reasonText(row.reason, frame));
	const sideWidth = valueWidth + (hasDifference ? differenceWidth : 0);
	const hasReasons = widestText(reasons, fontSize) <= sideWidth + (isSmall ? 16 : 80);
	const left = isStacked ? textWidth('0', fontSize) : nameWidth + 16;
	const right = Math.max(sideWidth, hasReasons ? widestText(reasons, fontSize) : 0) + 16;
	const plotWidth = Math.max(40, frame.width - left - right);
	const extremes = rows.flatMap((row) => [row.value, row.peers?.min, row.peers?.max]).filter(isNumber);
	const low = Math.min(input.min ?? 0, ...extremes);
	const high = Math.max(input.max ?? 100, ...extremes);
	const tickWidth = textWidth(formatShort(high, input.format, frame.locale), fontSize) + 24;
	const scale = roundScale(low, high, Math.max(2, Math.min(5, Math.floor(plotWidth / tickWidth))));
	const hasPeers = rows.some((row) => row.peers);
	const hasQuartiles = rows.some((row) => isNumber(row.peers?.p25) && isNumber(row.peers?.p75));
	const legendNames = [
		input.unitName,
		...(hasPeers ? [words.median] : []),
		...(hasQuartiles ? [words.middleHalf] : []),
		...(hasPeers ? [words.range] : [])
	];
	return {
		scale,
		pixelsPerUnit: plotWidth / (scale.max - scale.min),
		isStacked,
		nameWidth,
		valueWidth,
		hasDifference,
		hasReasons,
		hasPeers,
		hasQuartiles,
		left,
		right,
		top: legendHeight(legendNames, frame.width) + 4,
		plotHeight: Math.max(1, rows.length) * (isStacked ? 42 : 30),
		dotLine: (at) => (isStacked ? 2 * at + 1 : at),
		nameLine: (at) => (isStacked ? 2 * at : at)
	};
}
