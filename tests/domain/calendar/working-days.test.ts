import { describe, expect, it } from 'vitest';
import {
	addWorkingDays,
	countWorkingDays,
	hasHolidayCalendar,
	isWorkingDay,
	yearsWithoutCalendar
} from '../../../src/lib/domain/calendar/working-days';

describe('working days', () => {
	it('know the holidays of China and the weekends that are worked for them', () => {
		expect(isWorkingDay('2026-10-01'), 'National Day').toBe(false);
		expect(isWorkingDay('2026-10-10'), 'a Saturday worked for it').toBe(true);
		expect(isWorkingDay('2026-02-28'), 'a Saturday worked for Spring Festival').toBe(true);
		expect(isWorkingDay('2026-10-11'), 'a Sunday').toBe(false);
	});

	it('are counted from the day after', () => {
		expect(addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
		expect(addWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
		expect(addWorkingDays('2026-10-08', -1)).toBe('2026-09-30');
		expect(addWorkingDays('2026-10-04', 0)).toBe('2026-10-04');
		expect(countWorkingDays('2026-09-30', '2026-10-10')).toBe(4);
		expect(countWorkingDays('2026-10-10', '2026-09-30')).toBe(0);
	});

	it('are a guess in a year whose holidays nobody has published', () => {
		expect(hasHolidayCalendar(2026)).toBe(true);
		expect(hasHolidayCalendar(2099)).toBe(false);
		expect(yearsWithoutCalendar(['2099-03-01', '2026-03-01', '2099-01-01'])).toEqual([2099]);
		expect(isWorkingDay('2099-10-01'), 'a Thursday').toBe(true);
	});
});
