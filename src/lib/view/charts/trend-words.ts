/** What the trend chart says in words: its table, its description, and one sentence a period. */
import type { ChartFrame, ChartStop, ChartTable } from './chart';
import type { TrendLineInput, TrendLineSeries } from './inputs';
import { formatValue, isNumber, labelWithUnit, textCell, valueCell } from './numbers';
import { formatPeriod } from './periods';
import { fillWords, joinSentences, reasonText } from './text';

export function trendTable(input: TrendLineInput, frame: ChartFrame): ChartTable {
	const { band, format, target } = input;
	const { words } = frame;
	const withName = (part: string) => (band ? `${band.name}: ${part}` : part);
	const only = input.series.length === 1 ? input.series[0] : undefined;
	return {
		columns: [
			{ key: 'period', label: words.period, numeric: false },
			...input.series.map((one) => ({
				key: one.code,
				label: only ? `${one.name}: ${labelWithUnit(input.valueLabel, format, frame)}` : one.name,
				numeric: true
			})),
			...(band
				? [
						{ key: 'band-lower', label: withName(words.lowest), numeric: true },
						{ key: 'band-upper', label: withName(words.highest), numeric: true }
					]
				: []),
			...(band?.median ? [{ key: 'band-median', label: words.median, numeric: true }] : []),
			...(target ? [{ key: 'target', label: target.label ?? words.target, numeric: true }] : [])
		],
		rows: input.periods.map((period, at) => [
			{ text: formatPeriod(period, frame), raw: period },
			...input.series.map((one) => valueCell(one.values[at], format, frame, one.reasons?.[at])),
			...(band ? [valueCell(band.lower[at], format, frame), valueCell(band.upper[at], format, frame)] : []),
			...(band?.median ? [valueCell(band.median[at], format, frame)] : []),
			...(target ? [isNumber(target.value) ? valueCell(target.value, format, frame) : textCell('–')] : [])
		])
	};
}

export function trendDescription(input: TrendLineInput, drawn: TrendLineSeries[], frame: ChartFrame): string {
	const { words, locale } = frame;
	const { periods } = input;
	const [first] = periods;
	const last = periods.at(-1);
	if (!first || !last || !drawn.some((one) => one.values.some(isNumber))) return words.nothingToShow;
	return joinSentences(
		[
			fillWords(words.trendSummary, {
				label: input.valueLabel,
				from: formatPeriod(first, frame),
				to: formatPeriod(last, frame)
			}),
			...drawn.map((one) => lineSentence(one, input, frame)),
			drawn.length < input.series.length &&
				fillWords(words.shownOf, { shown: drawn.length, count: input.series.length })
		],
		locale
	);
}

function lineSentence(one: TrendLineSeries, input: TrendLineInput, frame: ChartFrame): string | null {
	const from = one.values.findIndex(isNumber);
	const to = one.values.findLastIndex(isNumber);
	const start = one.values[from];
	const end = one.values[to];
	if (!isNumber(start) || !isNumber(end)) return null;
	return fillWords(frame.words.trendLine, {
		name: one.name,
		first: formatValue(start, input.format, frame),
		last: formatValue(end, input.format, frame)
	});
}

export function trendStops(input: TrendLineInput, drawn: TrendLineSeries[], frame: ChartFrame): ChartStop[] {
	const separator = frame.locale.startsWith('zh') ? '；' : '; ';
	return input.periods.map((period, at) => ({
		reading: fillWords(frame.words.readingAtPeriod, {
			period: formatPeriod(period, frame),
			values: drawn
				.map((one) => {
					const value = one.values[at];
					return fillWords(frame.words.reading, {
						name: one.name,
						value: isNumber(value)
							? formatValue(value, input.format, frame)
							: reasonText(one.reasons?.[at], frame)
					});
				})
				.join(separator)
		}),
		// A tooltip stands at a point, so at the first line that has one here.
		seriesIndex: Math.max(
			0,
			drawn.findIndex((one) => isNumber(one.values[at]))
		),
		dataIndex: at
	}));
}
