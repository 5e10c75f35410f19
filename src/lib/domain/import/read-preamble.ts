import type { Period } from '../period/period';
import type { IndicatorMatcher } from './indicator-matcher';
import { parsePeriodText } from './parse-period-text';

const periods =
	/(?<!\d)\d{4}(?:\s*年(?:\s*第?[一二三四1-4]\s*季度?|\s*\d{1,2}(?:\s*[-~—至]\s*\d{1,2})?\s*月|\s*[上下]半年|度)?|-(?:\d{2}|[QH]\d)(?!\d)|[QH][1-4])/gi;

const longestLine = 500;

/** The one period that the lines above a table, its sheet and its file name speak of; undefined where they speak of several. */
export function periodBeside(texts: readonly string[]): Period | undefined {
	const found = new Map<string, Period>();
	for (const text of texts) {
		for (const [part] of text.slice(0, longestLine).matchAll(periods)) {
			const period = parsePeriodText(part);
			if (period) found.set(period.code, period);
		}
		if (found.size > 0) break;
	}
	return found.size === 1 ? [...found.values()][0] : undefined;
}

/** The one year of which these texts speak, for a header that says 一季度. */
export function yearBeside(texts: readonly string[]): number | undefined {
	const years = new Set<number>();
	for (const text of texts) {
		for (const [part] of text.slice(0, longestLine).matchAll(periods)) {
			const period = parsePeriodText(part);
			if (period) years.add(period.year);
		}
	}
	return years.size === 1 ? [...years][0] : undefined;
}

/** The indicator that a line like 指标：办件量 names, or one of whose name a title consists. */
export function indicatorBeside(texts: readonly string[], indicators: IndicatorMatcher): string | undefined {
	for (const text of texts) {
		const line = text.slice(0, longestLine);
		const named = /(?:指标|项目|indicator|measure)\s*[:：]\s*(.+)$/i.exec(line)?.[1];
		const found = indicators.match(named ?? line.replace(/\.(csv|xlsx|json)$/i, ''));
		if (found?.part === 'value') return found.code;
	}
	return undefined;
}
