import { roundTimeZone } from '../../../domain/round/round';

const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: roundTimeZone });

/** The instant at which a day (`YYYY-MM-DD`) begins where the demonstration's offices are. */
export function officeMidnight(day: string): Date {
	return new Date(`${day}T00:00:00+08:00`);
}

/** The instant at which the day began that the offices have `now`. */
export function officeToday(now: Date): Date {
	return officeMidnight(isoDay.format(now));
}
