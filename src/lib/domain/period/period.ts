import { DomainError } from '../errors';

export const periodKinds = ['month', 'quarter', 'half', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A span of whole months. `index` counts from 1 within the year (a year has index 1). */
export interface Period {
	readonly kind: PeriodKind;
	readonly year: number;
	readonly index: number;
	/** `2026-03`, `2026-Q1`, `2026-H1`, `2026` */
	readonly code: string;
}

const monthsIn: Record<PeriodKind, number> = { month: 1, quarter: 3, half: 6, year: 12 };
/** No year 0, which no calendar has, nor the year 9999: its end cannot be written with four digits. */
const pattern = /^(?!0000|9999)(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/;

export function makePeriod(kind: PeriodKind, year: number, index = 1): Period {
	const suffix = {
		month: `-${String(index).padStart(2, '0')}`,
		quarter: `-Q${index}`,
		half: `-H${index}`,
		year: ''
	}[kind];
	return { kind, year, index, code: `${String(year).padStart(4, '0')}${suffix}` };
}

/** The period that a code names, or undefined where it names none. */
export function findPeriod(code: string): Period | undefined {
	const match = pattern.exec(code);
	if (!match) return undefined;
	const year = Number(match[1]);
	if (match[2]) return makePeriod('month', year, Number(match[2]));
	if (match[3]) return makePeriod('quarter', year, Number(match[3]));
	if (match[4]) return makePeriod('half', year, Number(match[4]));
	return makePeriod('year', year);
}

/** @throws DomainError `invalidPeriod` */
export function parsePeriod(code: string): Period {
	const period = findPeriod(code);
	if (!period) {
		throw new DomainError(
			'invalidPeriod',
			`"${code}" is no period: write 2026-03, 2026-Q1, 2026-H1 or 2026`,
			{ period: code }
		);
	}
	return period;
}

/** Months since year 0 of the period's first month. */
function firstMonth(period: Period): number {
	return period.year * 12 + (period.index - 1) * monthsIn[period.kind];
}

/** How many periods of their kind `to` comes after `from`: 1 for neighbours, 0 for the same. Both are of one kind. */
export function periodsBetween(from: Period, to: Period): number {
	return (firstMonth(to) - firstMonth(from)) / monthsIn[from.kind];
}

function fromFirstMonth(kind: PeriodKind, month: number): Period {
	const year = Math.floor(month / 12);
	return makePeriod(kind, year, Math.floor((month - year * 12) / monthsIn[kind]) + 1);
}

function isoMonthStart(month: number): string {
	const year = Math.floor(month / 12);
	return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}-01`;
}

/** First day, ISO `YYYY-MM-DD`. */
export function periodStart(period: Period): string {
	return isoMonthStart(firstMonth(period));
}

/** First day after the period, ISO `YYYY-MM-DD`. */
export function periodEndExclusive(period: Period): string {
	return isoMonthStart(firstMonth(period) + monthsIn[period.kind]);
}

/** The period `count` steps later (earlier when negative), of the same kind. */
export function shiftPeriod(period: Period, count: number): Period {
	return fromFirstMonth(period.kind, firstMonth(period) + count * monthsIn[period.kind]);
}

/** The period of a wider or equal kind in which this one begins. */
export function containingPeriod(period: Period, kind: PeriodKind): Period {
	return fromFirstMonth(kind, firstMonth(period));
}

/** The periods of a narrower or equal kind of which this one consists, in time order. */
export function subperiods(period: Period, kind: PeriodKind): Period[] {
	const count = monthsIn[period.kind] / monthsIn[kind];
	return Array.from({ length: Math.max(1, count) }, (_, i) =>
		fromFirstMonth(kind, firstMonth(period) + i * monthsIn[kind])
	);
}

export function monthsOf(period: Period): Period[] {
	return subperiods(period, 'month');
}

/** In time order; of two that begin together the longer comes last. */
export function comparePeriods(a: Period, b: Period): number {
	return firstMonth(a) - firstMonth(b) || monthsIn[a.kind] - monthsIn[b.kind];
}

/** The period of `kind` that holds a calendar date (ISO `YYYY-MM-DD…`). */
export function periodOfDate(isoDate: string, kind: PeriodKind): Period {
	return containingPeriod(
		makePeriod('month', Number(isoDate.slice(0, 4)), Number(isoDate.slice(5, 7))),
		kind
	);
}

/** All periods of one kind from `first` to `last`, both included. */
export function periodRange(first: Period, last: Period): Period[] {
	const result: Period[] = [];
	for (let p = first; comparePeriods(p, last) <= 0; p = shiftPeriod(p, 1)) result.push(p);
	return result;
}
