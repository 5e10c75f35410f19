import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatPeriod } from '$lib/i18n/words';
import { formatLastDay, formatNumber } from '$lib/view/format';
import type { OpenRoundView } from '$lib/view/overview';

/** How much is overdue, and of which periods that were due when. */
export function overdueText(overdue: OpenRoundView['overdue']): string {
	const locale = getLocale();
	return m.overview_open_overdue({
		count: formatNumber(
			overdue.reduce((sum, { cells }) => sum + cells, 0),
			locale
		),
		periods: overdue
			.map(({ period, dueAt }) =>
				m.overview_open_overdue_period({ period: formatPeriod(period), date: formatLastDay(dueAt, locale) })
			)
			.join(locale === 'zh-CN' ? '；' : '; ')
	});
}
