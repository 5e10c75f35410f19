import calendar from 'chinese-days';

/** An ISO calendar day, `YYYY-MM-DD`. */
export type Day = string;

const dayLength = 86_400_000;

/** The day `count` calendar days later, earlier when negative. */
export function shiftDay(day: Day, count: number): Day {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10);
}

/** Calendar days from one day to another, negative when it is earlier. */
export function daysFrom(from: Day, to: Day): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength);
}

/**
 * Whether offices in China work on a day: public holidays and shifted workdays included, as the State Council publishes them each
 * autumn for the year to come. In a year without a published calendar, Monday to Friday.
 */
export function isWorkingDay(day: Day): boolean {
	return calendar.isWorkday(day);
}

/** The working day that comes `count` working days after a day (before it when negative); the day itself is day 0. */
export function addWorkingDays(day: Day, count: number): Day {
	const step = Math.sign(count);
	let found = day;
	for (let left = Math.abs(count); left > 0;) {
		found = shiftDay(found, step);
		if (isWorkingDay(found)) left--;
	}
	return found;
}

/** How many working days lie between two days, both included; 0 where the second comes before the first. */
export function countWorkingDays(first: Day, last: Day): number {
	let count = 0;
	for (let day = first; day <= last; day = shiftDay(day, 1)) if (isWorkingDay(day)) count++;
	return count;
}

/** Whether the holidays of a year are known: there is none without a day off, from New Year's Day on. */
export function hasHolidayCalendar(year: number): boolean {
	return calendar.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
}

/** Of the years that some days lie in, those whose holidays are not published: their working days are a guess. */
export function yearsWithoutCalendar(days: readonly Day[]): number[] {
	const years = [...new Set(days.map((day) => Number(day.slice(0, 4))))].sort((a, b) => a - b);
	return years.filter((year) => !hasHolidayCalendar(year));
}
