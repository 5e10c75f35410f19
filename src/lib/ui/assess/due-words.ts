import { daysUntil } from '$lib/domain/assessment/assessment-rules';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatLastDay } from '$lib/view/format';

/** By when the rest is due, and how far off that is; undefined: nothing is left. */
export function dueText(dueAt: Date | undefined, now: Date): string {
	if (!dueAt) return m.assess_due_done();
	const date = formatLastDay(dueAt, getLocale());
	const days = daysUntil(dueAt, now);
	if (days < 0) return m.assess_due_over({ date });
	return days <= 1 ? m.assess_due_today({ date }) : m.assess_due_left({ date, days });
}
