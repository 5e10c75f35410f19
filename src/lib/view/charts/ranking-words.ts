/** What the ranking chart says in words: its table, its description, and one sentence a bar. */
import type { ChartCell, ChartFrame, ChartTable } from './chart';
import type { RankingBarInput, RankingBarRow } from './inputs';
import { formatDifference, formatValue, isNumber, labelWithUnit, textCell, valueCell } from './numbers';
import { fillWords, joinSentences, reasonText } from './text';

export function rankingTable(input: RankingBarInput, frame: ChartFrame): ChartTable {
	const { words } = frame;
	const grades = new Map((input.grades ?? []).map((grade) => [grade.code, grade.name]));
	const hasRank = input.rows.some((row) => isNumber(row.rank));
	const hasChange = input.rows.some((row) => isNumber(row.rankChange));
	const hasGrade = input.rows.some((row) => row.grade);
	const figure = (value: number | null | undefined, text: string): ChartCell =>
		isNumber(value) ? { text, raw: value } : { text: '–', raw: null };
	return {
		columns: [
			{ key: 'unit', label: input.unitLabel ?? words.unit, numeric: false },
			...(hasRank ? [{ key: 'rank', label: words.rank, numeric: true }] : []),
			{ key: 'value', label: labelWithUnit(input.valueLabel, input.format, frame), numeric: true },
			...(hasChange ? [{ key: 'rankChange', label: words.rankChange, numeric: true }] : []),
			...(hasGrade ? [{ key: 'grade', label: words.grade, numeric: false }] : [])
		],
		rows: input.rows.map((row) => [
			textCell(row.name, row.href),
			...(hasRank ? [figure(row.rank, String(row.rank))] : []),
			valueCell(row.value, input.format, frame, row.reason),
			...(hasChange
				? [figure(row.rankChange, formatDifference(row.rankChange ?? 0, { measure: 'count' }, frame.locale))]
				: []),
			...(hasGrade ? [textCell(grades.get(row.grade ?? '') ?? '–')] : [])
		])
	};
}

export function rankingReading(row: RankingBarRow, input: RankingBarInput, frame: ChartFrame): string {
	const { words } = frame;
	const value = isNumber(row.value)
		? formatValue(row.value, input.format, frame)
		: reasonText(row.reason, frame);
	return isNumber(row.rank)
		? fillWords(words.readingRanked, { name: row.name, value, rank: row.rank })
		: fillWords(words.reading, { name: row.name, value });
}

export function rankingDescription(input: RankingBarInput, drawn: number, frame: ChartFrame): string {
	const { words, locale } = frame;
	const present = input.rows.filter((row): row is RankingBarRow & { value: number } => isNumber(row.value));
	const [first] = present;
	if (!first) return words.nothingToShow;
	const highest = present.reduce((best, row) => (row.value > best.value ? row : best), first);
	const lowest = present.reduce((least, row) => (row.value < least.value ? row : least), first);
	const missing = input.rows.length - present.length;
	return joinSentences(
		[
			fillWords(words.rankingSummary, {
				label: input.valueLabel,
				count: input.rows.length,
				highest: highest.name,
				highestValue: formatValue(highest.value, input.format, frame),
				lowest: lowest.name,
				lowestValue: formatValue(lowest.value, input.format, frame)
			}),
			...input.rows
				.filter((row) => row.isOwn && isNumber(row.rank))
				.slice(0, 1)
				.map((row) =>
					fillWords(words.rankingOwn, {
						name: row.name,
						rank: row.rank ?? '',
						value: formatValue(row.value ?? 0, input.format, frame)
					})
				),
			missing > 0 && fillWords(words.missingCount, { count: missing }),
			drawn < input.rows.length && fillWords(words.shownOf, { shown: drawn, count: input.rows.length })
		],
		locale
	);
}
