import { describe, expect, it } from 'vitest';
import {
	compareNames,
	formatDate,
	formatDateTime,
	formatDay,
	formatLastDay,
	monthName,
	toIsoDate
} from '../../../src/lib/view/format';

describe('dates', () => {
	it('are written as the language writes them', () => {
		expect(formatDate('2026-03-03', 'en')).toBe('3 Mar 2026');
		expect(formatDate('2026-03-03', 'zh-CN')).toBe('2026年3月3日');
		expect(formatDay('2026-03-03', 'en')).toBe('3 Mar');
		expect(formatDay('2026-03-03', 'zh-CN')).toBe('3月3日');
	});

	it('tell the last day of what is over with the first moment of the next', () => {
		expect(formatLastDay(new Date('2027-01-10T16:00:00Z'), 'en')).toBe('10 Jan 2027');
	});

	it('leave a calendar day where it is, whatever the time zone', () => {
		expect(formatDate('2026-01-01', 'en', 'America/Los_Angeles')).toBe('1 Jan 2026');
	});

	it('show an instant on the clock of the office', () => {
		const lateEvening = new Date('2026-03-03T17:05:00Z');
		expect(formatDateTime(lateEvening, 'en')).toBe('4 Mar 2026, 01:05');
		expect(formatDateTime(lateEvening, 'zh-CN')).toBe('2026年3月4日 01:05');
		expect(formatDateTime(lateEvening, 'en', 'UTC')).toBe('3 Mar 2026, 17:05');
		expect(toIsoDate(lateEvening)).toBe('2026-03-04');
	});

	it('write Chinese months in figures at either length', () => {
		expect(monthName(3, 'en')).toBe('March');
		expect(monthName(3, 'en', 'short')).toBe('Mar');
		expect(monthName(12, 'zh-CN')).toBe('12月');
	});
});

describe('compareNames', () => {
	it('puts Chinese names in the order of pinyin, and numbers in the order of size', () => {
		expect(['浙江', '安徽', '北京'].sort(compareNames('zh-CN'))).toEqual(['安徽', '北京', '浙江']);
		expect(['Area 10', 'area 9', 'Área 1'].sort(compareNames('en'))).toEqual(['Área 1', 'area 9', 'Area 10']);
	});
});
