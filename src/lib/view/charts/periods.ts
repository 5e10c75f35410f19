import { findPeriod, type Period, type PeriodKind } from '../../domain/period/period';
import { monthName } from '../format';
import type { ChartFrame } from './chart';
import { fillWords } from './text';

/** `Mar 2026`, `Q1 2026`, `2026年3月`. */
export function formatPeriod(code: string, frame: ChartFrame): string {
	const period = findPeriod(code);
	if (!period) return code;
	const { words } = frame;
	const { year, index } = period;
	switch (period.kind) {
		case 'month':
			return fillWords(words.month, { year, month: monthName(index, frame.locale, 'short') });
		case 'quarter':
			return fillWords(words.quarter, { year, quarter: index });
		case 'half':
			return fillWords(index === 1 ? words.firstHalf : words.secondHalf, { year });
		case 'year':
			return fillWords(words.year, { year });
	}
}

function shortPart({ kind, year, index }: Period, frame: ChartFrame): string {
	const { words } = frame;
	if (kind === 'month') return monthName(index, frame.locale, 'short');
	if (kind === 'quarter') return fillWords(words.quarterShort, { n: index });
	if (kind === 'half') return index === 1 ? words.firstHalfShort : words.secondHalfShort;
	return String(year);
}

const steps: Record<PeriodKind, number[]> = {
	month: [1, 2, 3, 6, 12, 24, 60],
	quarter: [1, 2, 4, 8, 20],
	half: [1, 2, 4, 10],
	year: [1, 2, 5, 10, 20]
};
const partsPerYear: Record<PeriodKind, number> = { month: 12, quarter: 4, half: 2, year: 1 };

/**
 * Labels of a period axis, one a period, empty where there is no room. Labels stand at regular places of
 * the calendar; the year stands under the first part of each year, or under the first label if there is none.
 */
export function periodAxisLabels(
	codes: string[],
	frame: ChartFrame,
	plotWidth: number,
	labelWidth = 42
): string[] {
	const all = codes.map(findPeriod);
	const kind = all[0]?.kind;
	if (!kind || all.some((period) => period?.kind !== kind)) return codes;
	const room = Math.max(1, Math.floor(plotWidth / labelWidth));
	const step = steps[kind].find((size) => codes.length / size <= room) ?? steps[kind].at(-1) ?? 1;
	const perYear = partsPerYear[kind];
	const isShown = ({ year, index }: Period) => (year * perYear + index - 1) % step === 0;
	const hasYear = all.some((period) => period?.index === 1 && isShown(period));
	let isFirst = true;
	return all.map((period) => {
		if (!period || !isShown(period)) return '';
		if (kind === 'year') return String(period.year);
		const needsYear = period.index === 1 || (!hasYear && isFirst);
		isFirst = false;
		const label = step >= perYear ? '' : shortPart(period, frame);
		const year = needsYear ? fillWords(frame.words.year, { year: period.year }) : '';
		return label && year ? `${label}\n${year}` : label || year;
	});
}
