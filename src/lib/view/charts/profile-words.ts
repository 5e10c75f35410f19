/** What the profile chart says in words: its table, its description, and one sentence a dimension. */
import type { ChartCell, ChartFrame, ChartTable } from './chart';
import type { DimensionProfileInput, DimensionProfileRow } from './inputs';
import { formatDifference, formatFigure, formatValue, isNumber, textCell, valueCell } from './numbers';
import { fillWords, joinSentences, reasonText } from './text';

export function profileTable(input: DimensionProfileInput, frame: ChartFrame): ChartTable {
	const { words, locale } = frame;
	const { format } = input;
	const hasQuartiles = input.rows.some((row) => isNumber(row.peers?.p25) && isNumber(row.peers?.p75));
	const peerCell = (value: number | undefined): ChartCell =>
		isNumber(value) ? { text: formatFigure(value, format, locale), raw: value } : { text: '–', raw: null };
	return {
		columns: [
			{ key: 'dimension', label: words.dimension, numeric: false },
			{ key: 'value', label: input.unitName, numeric: true },
			{ key: 'median', label: words.median, numeric: true },
			{ key: 'difference', label: words.difference, numeric: true },
			{ key: 'min', label: words.lowest, numeric: true },
			...(hasQuartiles
				? [
						{ key: 'p25', label: words.lowerQuartile, numeric: true },
						{ key: 'p75', label: words.upperQuartile, numeric: true }
					]
				: []),
			{ key: 'max', label: words.highest, numeric: true }
		],
		rows: input.rows.map((row) => {
			const difference = isNumber(row.value) && row.peers ? row.value - row.peers.median : null;
			return [
				textCell(row.name, row.href),
				valueCell(row.value, format, frame, row.reason),
				peerCell(row.peers?.median),
				isNumber(difference)
					? { text: formatDifference(difference, format, locale), raw: Number(difference.toPrecision(12)) }
					: { text: '–', raw: null },
				peerCell(row.peers?.min),
				...(hasQuartiles ? [peerCell(row.peers?.p25), peerCell(row.peers?.p75)] : []),
				peerCell(row.peers?.max)
			];
		})
	};
}

export function profileReading(
	row: DimensionProfileRow,
	input: DimensionProfileInput,
	frame: ChartFrame
): string {
	const { words } = frame;
	const value = isNumber(row.value)
		? formatValue(row.value, input.format, frame)
		: reasonText(row.reason, frame);
	return row.peers
		? fillWords(words.readingAgainstPeers, {
				name: row.name,
				value,
				median: formatFigure(row.peers.median, input.format, frame.locale)
			})
		: fillWords(words.reading, { name: row.name, value });
}

export function profileDescription(input: DimensionProfileInput, frame: ChartFrame): string {
	const { words, locale } = frame;
	const present = input.rows.filter((row) => isNumber(row.value));
	if (!present.length) return words.nothingToShow;
	const gaps = present.flatMap((row) =>
		isNumber(row.value) && row.peers ? [{ name: row.name, gap: row.value - row.peers.median }] : []
	);
	const above = gaps.filter(({ gap }) => gap > 0).length;
	const sorted = [...gaps].sort((a, b) => b.gap - a.gap);
	const [best] = sorted;
	const worst = sorted.at(-1);
	const missing = input.rows.length - present.length;
	return joinSentences(
		[
			best && worst
				? fillWords(words.profileSummary, {
						unit: input.unitName,
						peers: input.peersName,
						above,
						count: gaps.length,
						best: best.name,
						bestGap: formatDifference(best.gap, input.format, locale),
						worst: worst.name,
						worstGap: formatDifference(worst.gap, input.format, locale)
					})
				: present.map((row) => profileReading(row, input, frame)).join(locale.startsWith('zh') ? '；' : '; '),
			missing > 0 && fillWords(words.missingCount, { count: missing })
		],
		locale
	);
}
