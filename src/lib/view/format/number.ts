import type { Measure } from '../../domain/indicator/indicator';
import { roundHalfUp } from '../../domain/ranking/round-half-up';
import { remember, type FormatLocale } from './locale';

export interface NumberOptions {
	/** decimals shown, always this many; without it at most two, and no trailing zeros */
	readonly decimals?: number;
	/** 1.2M, 120万: for axes and tiles, never where the figure itself is the matter */
	readonly compact?: boolean;
}

const plainFormatter = remember((key) => {
	const [locale = 'en', least, most, notation] = key.split('|');
	return new Intl.NumberFormat(locale, {
		minimumFractionDigits: Number(least),
		maximumFractionDigits: Number(most),
		notation: notation === 'compact' ? 'compact' : 'standard',
		// Four digits are grouped too, in a column with five.
		useGrouping: 'always'
	});
});

/** A hyphen is too short to be seen before a digit. */
function withTrueMinus(text: string): string {
	return text.replace('-', '\u2212');
}

/** `12,345.6`. Rounded half up on the shortest decimal, as scores are; −0 is 0. */
export function formatNumber(value: number, locale: FormatLocale, options: NumberOptions = {}): string {
	const { decimals, compact = false } = options;
	if (compact) return withTrueMinus(plainFormatter(`${locale}|0|${decimals ?? 1}|compact`).format(value + 0));
	const most = decimals ?? 2;
	const rounded = roundHalfUp(value, most);
	return withTrueMinus(plainFormatter(`${locale}|${decimals ?? 0}|${most}|standard`).format(rounded));
}

/** `72.4%` of a value on 0–100. */
export function formatPercent(percent: number, locale: FormatLocale, decimals = 1): string {
	return `${formatNumber(percent, locale, { decimals })}%`;
}

/** `72.4%` of a value on 0–1. */
export function formatShare(share: number, locale: FormatLocale, decimals = 1): string {
	// Rounded before the point moves: 0.0145 · 100 is 1.4499999999999997 in binary, and a half no more.
	return formatPercent(roundHalfUp(share, decimals + 2) * 100, locale, decimals);
}

/** A score, always with `decimals` decimals. */
export function formatScore(score: number, locale: FormatLocale, decimals = 2): string {
	return formatNumber(score, locale, { decimals });
}

/** A value of an indicator: percentages carry their sign, other measures stand under a heading that names the unit. */
export function formatFigure(
	value: number,
	indicator: { readonly measure: Measure; readonly decimals?: number },
	locale: FormatLocale
): string {
	const { measure, decimals } = indicator;
	if (measure === 'percent') return formatPercent(value, locale, decimals ?? 1);
	return formatNumber(value, locale, decimals === undefined ? {} : { decimals });
}

/** From a million on, nobody reads a headline or sets a target to the unit. */
const largeFrom = 1e6;

/** A count as a headline says it: `574.1M` · `5.74亿`, below a million to the unit. */
export function formatLarge(value: number, locale: FormatLocale, options: NumberOptions = {}): string {
	if (Math.abs(value) < largeFrom) return formatNumber(value, locale, options);
	return formatNumber(value, locale, { compact: true, decimals: locale === 'zh-CN' ? 2 : 1 });
}

/** A value of an indicator in a headline; targets beside it are written alike. */
export function formatHeadline(
	value: number,
	indicator: { readonly measure: Measure; readonly decimals?: number },
	locale: FormatLocale
): string {
	return indicator.measure === 'count'
		? formatLarge(value, locale, indicator.decimals === undefined ? {} : { decimals: indicator.decimals })
		: formatFigure(value, indicator, locale);
}

/** A change with its sign: `+2.1`, `−0.4`, `0.0`. */
export function formatDelta(
	change: number,
	locale: FormatLocale,
	options: { readonly decimals?: number; readonly percent?: boolean } = {}
): string {
	const { decimals = 1, percent = false } = options;
	const rounded = roundHalfUp(change, decimals);
	const sign = rounded > 0 ? '+' : '';
	return `${sign}${formatNumber(rounded, locale, { decimals })}${percent ? '%' : ''}`;
}

/** A number and the word after it: apart in English, joined in Chinese. */
export function withUnit(number: string, unit: string, locale: FormatLocale): string {
	return unit === '' ? number : `${number}${locale === 'zh-CN' ? '' : ' '}${unit}`;
}
