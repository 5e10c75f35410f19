import { makePeriod, type Period } from '../period/period';
import { parsePeriodText } from './parse-period-text';

/** What the second of two columns says of a period, whose first says the year. */
export const periodParts = ['month', 'quarter'] as const;
export type PeriodPart = (typeof periodParts)[number];

const partsOfYear: Readonly<Record<PeriodPart, number>> = { month: 12, quarter: 4 };

/** The year of `2024`, `2024年` or `2024年度`; undefined where a text is no year by itself. */
export function parseYearText(text: string): number | undefined {
	const period = parsePeriodText(text);
	return period?.kind === 'year' ? period.year : undefined;
}

/**
 * The period of a year and a part of it in two columns: 2024 and 3, `3月`, `Mar`; 2024 and 1, `Q1`, `一季度`. Undefined where one
 * of them says something else, or the part names another year.
 */
export function parsePeriodParts(yearText: string, partText: string, kind: PeriodPart): Period | undefined {
	const year = parseYearText(yearText);
	if (year === undefined) return undefined;
	const text = partText.normalize('NFKC').trim();
	const bare = /^(\d{1,2})(?:\.0+)?$/.exec(text);
	if (bare) {
		const index = Number(bare[1]);
		return index >= 1 && index <= partsOfYear[kind] ? makePeriod(kind, year, index) : undefined;
	}
	const named = parsePeriodText(text, { year });
	return named?.kind === kind && named.year === year ? named : undefined;
}
