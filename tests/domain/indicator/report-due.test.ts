import { describe, expect, it } from 'vitest';
import { hasEnded, reportDueAt } from '../../../src/lib/domain/indicator/report-due';
import { parsePeriod } from '../../../src/lib/domain/period/period';

describe('when a period’s data is due', () => {
	it('is the end of the tenth day of the next month, where the unit is', () => {
		expect(reportDueAt(parsePeriod('2026-10'), 'Asia/Shanghai').toISOString()).toBe(
			'2026-11-10T16:00:00.000Z'
		);
		expect(reportDueAt(parsePeriod('2026-12'), 'UTC').toISOString()).toBe('2027-01-11T00:00:00.000Z');
		expect(reportDueAt(parsePeriod('2026-Q4'), 'America/New_York').toISOString()).toBe(
			'2027-01-11T05:00:00.000Z'
		);
	});

	it('comes only after the period is over there', () => {
		const october = parsePeriod('2026-10');
		expect(hasEnded(october, new Date('2026-10-31T15:59:59Z'), 'Asia/Shanghai')).toBe(false);
		expect(hasEnded(october, new Date('2026-10-31T16:00:00Z'), 'Asia/Shanghai')).toBe(true);
		expect(hasEnded(october, new Date('2026-10-31T16:00:00Z'), 'UTC')).toBe(false);
	});
});
