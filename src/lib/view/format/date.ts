import { intlLocale, remember, type FormatLocale } from './locale';

const defaultTimeZone = 'Asia/Shanghai';

const styles = {
	date: { year: 'numeric', month: 'short', day: 'numeric' },
	day: { month: 'short', day: 'numeric' },
	dateTime: {
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23'
	},
	time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
	month: { month: 'long' },
	monthShort: { month: 'short' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatter = remember((key) => {
	const [locale = 'en', style = 'date', timeZone = defaultTimeZone] = key.split('|');
	return new Intl.DateTimeFormat(intlLocale[locale as FormatLocale], {
		...styles[style as keyof typeof styles],
		timeZone
	});
});

const isoFormatter = remember(
	(timeZone) =>
		new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
);

/** A calendar day (`YYYY-MM-DD`) has no time zone of its own and must not move by one; an instant is shown where the office is. */
function format(
	style: keyof typeof styles,
	when: string | Date,
	locale: FormatLocale,
	timeZone: string
): string {
	const isCalendarDay = typeof when === 'string' && when.length === 10;
	const zone = isCalendarDay ? 'UTC' : timeZone;
	return formatter(`${locale}|${style}|${zone}`).format(typeof when === 'string' ? new Date(when) : when);
}

/** `3 Mar 2026` · `2026年3月3日` */
export function formatDate(when: string | Date, locale: FormatLocale, timeZone = defaultTimeZone): string {
	return format('date', when, locale, timeZone);
}

/** The last day of what ends at `closing`: an instant at which it is over already, the first of the next day. */
export function formatLastDay(closing: Date, locale: FormatLocale, timeZone = defaultTimeZone): string {
	return formatDate(new Date(closing.getTime() - 1), locale, timeZone);
}

/** `3 Mar` · `3月3日` */
export function formatDay(when: string | Date, locale: FormatLocale, timeZone = defaultTimeZone): string {
	return format('day', when, locale, timeZone);
}

/** `3 Mar 2026, 14:05` · `2026年3月3日 14:05` */
export function formatDateTime(
	when: string | Date,
	locale: FormatLocale,
	timeZone = defaultTimeZone
): string {
	return format('dateTime', when, locale, timeZone);
}

/** `14:05` */
export function formatTime(when: string | Date, locale: FormatLocale, timeZone = defaultTimeZone): string {
	return format('time', when, locale, timeZone);
}

/** Name of a month, 1–12: `March`, short `Mar` · `3月` (Chinese dates write the month in figures at either length). */
export function monthName(month: number, locale: FormatLocale, length: 'long' | 'short' = 'long'): string {
	const style = length === 'short' || locale === 'zh-CN' ? 'monthShort' : 'month';
	return formatter(`${locale}|${style}|UTC`).format(new Date(Date.UTC(2000, month - 1, 1)));
}

/** `YYYY-MM-DD` where the office is: for `<time datetime>`. */
export function toIsoDate(when: Date, timeZone = defaultTimeZone): string {
	return isoFormatter(timeZone).format(when);
}
