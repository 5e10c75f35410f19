import type { Message, MessageKind } from '../../domain/message/message';
import { formatDate, formatDateTime } from '../../view/format/date';
import { formatNumber } from '../../view/format/number';
import type { FormatLocale } from '../../view/format/locale';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { localised } from './localised';
import { formatPeriod } from './period';
import { personName } from './person';

interface Named {
	unit: string;
	period: string;
	indicator: string;
	count: string;
	until: string;
	date: string;
	file: string;
	order: string;
	appeal: string;
}
type Word = (inputs: Named, options: { locale: FormatLocale }) => string;

/** The sentence of several cells, of one that is named, and of cells of several periods. */
const words: Record<MessageKind, { readonly many: Word; readonly one?: Word; readonly periods?: Word }> = {
	'observation.submitted': {
		many: m.message_submitted,
		one: m.message_submitted_one,
		periods: m.message_submitted_periods
	},
	'observation.endorsed': { many: m.message_endorsed, one: m.message_endorsed_one },
	'observation.returned': { many: m.message_returned, one: m.message_returned_one },
	'observation.approved': { many: m.message_approved, one: m.message_approved_one },
	'observation.reopened': { many: m.message_reopened },
	'observation.corrected': { many: m.message_corrected },
	'reporting.dueSoon': { many: m.message_due_soon },
	'reporting.overdue': { many: m.message_overdue },
	'order.issued': { many: m.message_order_issued },
	'order.answered': { many: m.message_order_answered },
	'order.sentBack': { many: m.message_order_sent_back },
	'order.verified': { many: m.message_order_verified },
	'order.withdrawn': { many: m.message_order_withdrawn },
	'order.dueSoon': { many: m.message_order_due_soon },
	'order.overdue': { many: m.message_order_overdue },
	'appeal.filed': { many: m.message_appeal_filed },
	'appeal.admitted': { many: m.message_appeal_admitted },
	'appeal.refused': { many: m.message_appeal_refused },
	'appeal.decided': { many: m.message_appeal_decided },
	'appeal.dueSoon': { many: m.message_appeal_due_soon },
	'appeal.overdue': { many: m.message_appeal_overdue },
	'adjustment.proposed': { many: m.message_adjustment_proposed },
	'adjustment.confirmed': { many: m.message_adjustment_confirmed },
	'adjustment.rejected': { many: m.message_adjustment_rejected },
	'adjustment.revoked': { many: m.message_adjustment_revoked },
	'selfAssessment.dueSoon': { many: m.message_self_due_soon },
	'selfAssessment.opened': {
		many: (inputs, options) =>
			inputs.date ? m.message_self_opened(inputs, options) : m.message_self_opened_timeless(inputs, options)
	},
	'import.done': { many: m.message_import_done },
	'import.failed': { many: m.message_import_failed },
	'import.undone': { many: m.message_import_undone }
};

/** What happened, in the reader's language. */
export function messageSentence(message: Message, locale: FormatLocale = getLocale()): string {
	const { details, indicator } = message;
	const text = (name: string): string => String(details[name] ?? '');
	const named: Named = {
		unit: message.unit ? localised(message.unit.name, locale) : '',
		period: formatPeriod(text('period'), locale),
		indicator: indicator ? localised(indicator.name, locale) : text('indicator'),
		count: formatNumber(Number(details['count'] ?? 0), locale),
		until: instant(details['until'], (when) => formatDateTime(when, locale)),
		date: instant(details['date'], (when) => formatDate(when, locale)),
		file: text('file'),
		order: text('order'),
		appeal: text('appeal')
	};
	const { many, one, periods } = words[message.kind];
	if (periods && details['period'] === null) return periods(named, { locale });
	return (one && details['indicator'] ? one : many)(named, { locale });
}

function instant(value: string | number | null | undefined, show: (when: Date) => string): string {
	const when = new Date(typeof value === 'string' ? value : NaN);
	return Number.isNaN(when.getTime()) ? '' : show(when);
}

/** Who decided, and why, as far as there is something to say. */
export function messageRemarks({ details }: Message, locale: FormatLocale = getLocale()): string[] {
	const { reason, by } = details;
	return [
		reason ? m.message_reason({ reason: String(reason) }, { locale }) : '',
		by ? m.message_from({ name: personName(String(by), locale) }, { locale }) : ''
	].filter(Boolean);
}
