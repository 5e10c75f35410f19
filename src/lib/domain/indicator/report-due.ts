import { monthsOf, periodEndExclusive, type Period } from '../period/period';

/** A period's data is due by the end of this day of the month that follows it. */
export const reportDueDay = 10;

/**
 * The instant until which a period's data is on time: the end of the due day where the unit is (IANA time zone). What is
 * submitted at this very instant or before is on time.
 */
export function reportDueAt(period: Period, timeZone: string): Date {
	const firstDayAfter = periodEndExclusive(period);
	const midnight = Date.parse(`${firstDayAfter}T00:00:00Z`) + reportDueDay * 86_400_000;
	return new Date(midnight - offsetAt(new Date(midnight), timeZone));
}

/** The last instant of a calendar day (ISO `YYYY-MM-DD`) where clocks go by a time zone. */
export function endOfDay(day: string, timeZone: string): Date {
	const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
	return new Date(midnight - offsetAt(new Date(midnight), timeZone) - 1);
}

/** The first instant of a calendar day (ISO `YYYY-MM-DD`) where clocks go by a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
	const midnight = Date.parse(`${day}T00:00:00Z`);
	return new Date(midnight - offsetAt(new Date(midnight), timeZone));
}

/** The calendar day (ISO `YYYY-MM-DD`) that an instant lies in where clocks go by a time zone. */
export function dayAt(instant: Date, timeZone: string): string {
	return new Date(instant.getTime() + offsetAt(instant, timeZone)).toISOString().slice(0, 10);
}

/** Milliseconds by which local clocks are ahead of UTC. */
function offsetAt(instant: Date, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric'
	}).formatToParts(instant);
	const get = (type: Intl.DateTimeFormatPartTypes): number =>
		Number(parts.find((part) => part.type === type)?.value ?? 0);
	const local = Date.UTC(
		get('year'),
		get('month') - 1,
		get('day'),
		get('hour'),
		get('minute'),
		get('second')
	);
	return local - instant.getTime();
}

/** A period can be reported once it is over where the unit is. */
export function hasEnded(period: Period, now: Date, timeZone: string): boolean {
	const end = Date.parse(`${periodEndExclusive(period)}T00:00:00Z`);
	return now.getTime() >= end - offsetAt(new Date(end), timeZone);
}

/** How much of a period is over: whole months of its months. */
export interface PeriodProgress {
	readonly ended: number;
	readonly all: number;
}

/** The months of a period under way that are over; undefined for a period that is over. */
export function progressOf(period: Period, now: Date, timeZone: string): PeriodProgress | undefined {
	const months = monthsOf(period);
	const ended = months.filter((month) => hasEnded(month, now, timeZone)).length;
	return ended === months.length ? undefined : { ended, all: months.length };
}
