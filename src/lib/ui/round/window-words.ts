import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatDate, formatLastDay } from '$lib/view/format';

/** When a stage opens and closes, as far as it matters now. */
export function windowWords(window: { opensAt: Date; closesAt: Date } | undefined): string {
	if (!window) return m.rounds_window_none();
	return m.rounds_window_span({
		first: formatDate(window.opensAt, getLocale()),
		last: formatLastDay(window.closesAt, getLocale())
	});
}

/** By when the stage at which a round stands is to be done. */
export function dueWords(window: { opensAt: Date; closesAt: Date } | undefined, now: Date): string {
	if (!window) return m.rounds_window_none();
	const date = formatLastDay(window.closesAt, getLocale());
	return window.closesAt <= now ? m.rounds_window_over({ date }) : m.rounds_window_open_until({ date });
}
