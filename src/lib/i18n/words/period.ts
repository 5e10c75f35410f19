import { findPeriod, type PeriodKind } from '../../domain/period/period';
import { monthName } from '../../view/format/date';
import type { FormatLocale } from '../../view/format/locale';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

/** `Q3 2026` · `2026年第3季度` of the code `2026-Q3`; what is no period comes back as it is. */
export function formatPeriod(code: string, locale: FormatLocale = getLocale()): string {
	const period = findPeriod(code);
	if (!period) return code;
	const { kind, year, index } = period;
	const options = { locale };
	if (kind === 'month') return m.period_month({ month: monthName(index, locale), year }, options);
	if (kind === 'quarter') return m.period_quarter({ quarter: index, year }, options);
	if (kind === 'year') return m.period_year({ year }, options);
	return index === 1 ? m.period_first_half({ year }, options) : m.period_second_half({ year }, options);
}

/** The period of a round, and that its results are provisional while they are. */
export function roundPeriod(
	code: string,
	isProvisional: boolean,
	locale: FormatLocale = getLocale()
): string {
	const period = formatPeriod(code, locale);
	return isProvisional ? m.rankings_filter_provisional_period({ period }, { locale }) : period;
}

/** Like `formatPeriod`, for axes and narrow columns: `Mar 2026`, `H1 2026` · `2026年3月`, `2026年3季`. */
export function formatPeriodShort(code: string, locale: FormatLocale = getLocale()): string {
	const period = findPeriod(code);
	if (!period) return code;
	const { kind, year, index } = period;
	const options = { locale };
	if (kind === 'month') return m.period_month({ month: monthName(index, locale, 'short'), year }, options);
	if (kind === 'quarter') return m.period_quarter_short({ quarter: index, year }, options);
	if (kind === 'year') return m.period_year({ year }, options);
	return index === 1
		? m.period_first_half_short({ year }, options)
		: m.period_second_half_short({ year }, options);
}

const periodKindWords: Record<PeriodKind, typeof m.period_kind_month> = {
	month: m.period_kind_month,
	quarter: m.period_kind_quarter,
	half: m.period_kind_half,
	year: m.period_kind_year
};

export function periodKindLabel(kind: PeriodKind, locale: FormatLocale = getLocale()): string {
	return periodKindWords[kind]({}, { locale });
}
