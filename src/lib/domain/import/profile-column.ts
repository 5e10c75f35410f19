import type { IndicatorMatcher } from './indicator-matcher';
import { parsePeriodParts, parseYearText, periodParts, type PeriodPart } from './parse-period-parts';
import { parsePeriodText } from './parse-period-text';
import type { UnitMatcher } from './unit-matcher';

/** What the cells of a column look like, as shares of those that are filled. */
export interface ColumnProfile {
	readonly filled: number;
	readonly distinct: number;
	/** texts that name a unit, sure or not; `unitCodeShare` those that are a code */
	readonly unitShare: number;
	readonly unitCodeShare: number;
	readonly periodShare: number;
	/** texts that are a year by themselves, or a month or a quarter without one */
	readonly yearShare: number;
	readonly partShare: Readonly<Record<PeriodPart, number>>;
	readonly indicatorShare: number;
	readonly numberShare: number;
}

const number = /^[+-]?(\d{1,3}([, ]\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d+)?\s*%?$/;

export function isNumber(text: string): boolean {
	return /\d/.test(text) && number.test(text);
}

/** Whether a text is a month or a quarter that needs a year beside it. */
function isPartOfYear(text: string, part: PeriodPart): boolean {
	return !/\d{4}/.test(text) && parsePeriodParts('2000', text, part) !== undefined;
}

/** Looks at each different text once. */
export function profileColumn(
	cells: readonly string[],
	units: UnitMatcher,
	indicators: IndicatorMatcher,
	year: number | undefined
): ColumnProfile {
	const counts = new Map<string, number>();
	let filled = 0;
	for (const cell of cells) {
		const text = cell.trim();
		if (text === '') continue;
		filled++;
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	const found = { unit: 0, code: 0, period: 0, year: 0, month: 0, quarter: 0, indicator: 0, number: 0 };
	for (const [text, count] of counts) {
		const unit = units.match(text);
		if (unit.kind !== 'none') found.unit += count;
		if (unit.kind !== 'none' && unit.way === 'code') found.code += count;
		if (parsePeriodText(text, { year })) found.period += count;
		if (parseYearText(text) !== undefined) found.year += count;
		for (const part of periodParts) if (isPartOfYear(text, part)) found[part] += count;
		if (indicators.match(text)?.part === 'value') found.indicator += count;
		if (isNumber(text)) found.number += count;
	}
	const share = (count: number): number => (filled === 0 ? 0 : count / filled);
	return {
		filled,
		distinct: counts.size,
		unitShare: share(found.unit),
		unitCodeShare: share(found.code),
		periodShare: share(found.period),
		yearShare: share(found.year),
		partShare: { month: share(found.month), quarter: share(found.quarter) },
		indicatorShare: share(found.indicator),
		numberShare: share(found.number)
	};
}
