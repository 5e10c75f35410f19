import { formatDelta, formatNumber, formatPercent } from '../format';
import type { ChartCell, ChartFormat, ChartFrame } from './chart';
import { fillWords, reasonText } from './text';

type ChartLocale = ChartFrame['locale'];

export const decimalsOf = (format: ChartFormat): number =>
	format.decimals ?? (format.measure === 'count' ? 0 : 1);

/** The figure alone, with % for percent: `64.2%`, `1,234`, `6.5`. */
export function formatFigure(
	value: number,
	format: ChartFormat,
	locale: ChartLocale,
	decimals = decimalsOf(format)
): string {
	return format.measure === 'percent'
		? formatPercent(value, locale, decimals)
		: formatNumber(value, locale, { decimals });
}

/** The figure with its unit, as a sentence needs it: `6.5 working days`. */
export function formatValue(value: number, format: ChartFormat, frame: ChartFrame): string {
	const figure = formatFigure(value, format, frame.locale);
	if (format.unit && format.measure !== 'percent')
		return frame.locale.startsWith('zh') ? `${figure}${format.unit}` : `${figure} ${format.unit}`;
	if (format.measure === 'workingDays') return fillWords(frame.words.workingDays, { value: figure });
	if (format.measure === 'days') return fillWords(frame.words.days, { value: figure });
	if (format.measure === 'points') return fillWords(frame.words.points, { value: figure });
	return figure;
}

/** A figure that somebody set, such as a target: no decimals where it has none (`80%`, not `80.0%`). */
export const formatSetFigure = (value: number, format: ChartFormat, locale: ChartLocale): string =>
	formatFigure(value, format, locale, Number.isInteger(value) ? 0 : decimalsOf(format));

/** As short as can be, for axes and tiles: `12K`, `1.2万`, `64`. */
export function formatShort(value: number, format: ChartFormat, locale: ChartLocale): string {
	if (format.measure === 'percent') return formatPercent(value, locale, Number.isInteger(value) ? 0 : 1);
	return formatNumber(value, locale, Math.abs(value) >= 10_000 ? { compact: true, decimals: 2 } : {});
}

/** With its sign: `+4.2`, `−0.8`. Percent differences are percentage points, so without %. */
export const formatDifference = (value: number, format: ChartFormat, locale: ChartLocale): string =>
	formatDelta(value, locale, { decimals: decimalsOf(format) });

/** The unit that stands over an axis; empty where figures speak for themselves. */
export function unitOf(format: ChartFormat, frame: ChartFrame): string {
	const { words } = frame;
	const units: Partial<Record<ChartFormat['measure'], string>> = {
		points: words.pointsUnit,
		days: words.daysUnit,
		workingDays: words.workingDaysUnit
	};
	return format.measure === 'percent' ? '' : (format.unit ?? units[format.measure] ?? '');
}

/** A table heading with its unit: `Feedback response time (working days)`. */
export function labelWithUnit(label: string, format: ChartFormat, frame: ChartFrame): string {
	const unit = unitOf(format, frame);
	if (!unit) return label;
	return frame.locale.startsWith('zh') ? `${label}（${unit}）` : `${label} (${unit})`;
}

/** A table cell of a value, or of the reason for its absence. */
export function valueCell(
	value: number | null | undefined,
	format: ChartFormat,
	frame: ChartFrame,
	reason?: string | null
): ChartCell {
	return isNumber(value)
		? { text: formatFigure(value, format, frame.locale), raw: value }
		: { text: reasonText(reason, frame), raw: null };
}

export const textCell = (text: string, href?: string): ChartCell => ({
	text,
	raw: text,
	...(href ? { href } : {})
});

/** A present, finite number: NaN and infinities are drawn as missing, never as a broken path. */
export const isNumber = (value: number | null | undefined): value is number =>
	typeof value === 'number' && Number.isFinite(value);

export interface Scale {
	min: number;
	max: number;
	step: number;
}

/** Round ends and steps (1, 2, 2.5 or 5 times a power of ten) that hold all of `low`–`high` in about `count` steps. */
export function roundScale(low: number, high: number, count: number): Scale {
	const span = high - low || Math.abs(high) || 1;
	const power = 10 ** Math.floor(Math.log10(span / count));
	const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= span / count) ?? 10) * power;
	const exact = (value: number) => Number(value.toPrecision(12));
	const min = exact(Math.floor(exact(low / step)) * step);
	let max = exact(Math.ceil(exact(high / step)) * step);
	if (max === min) max = exact(min + step);
	return { min, max, step: exact(step) };
}
