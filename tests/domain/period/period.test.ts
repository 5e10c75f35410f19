import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	comparePeriods,
	containingPeriod,
	findPeriod,
	makePeriod,
	monthsOf,
	parsePeriod,
	periodEndExclusive,
	periodKinds,
	periodOfDate,
	periodRange,
	periodStart,
	shiftPeriod,
	subperiods
} from '../../../src/lib/domain/period/period';

const anyPeriod = fc
	.record({
		kind: fc.constantFrom(...periodKinds),
		year: fc.integer({ min: 1000, max: 9000 }),
		index: fc.nat(11)
	})
	.map(({ kind, year, index }) =>
		makePeriod(kind, year, (index % { month: 12, quarter: 4, half: 2, year: 1 }[kind]) + 1)
	);

describe('a period', () => {
	it.each(['2026-03', '2026-Q1', '2026-H2', '2026'])('is read from its code: %s', (code) => {
		expect(parsePeriod(code).code).toBe(code);
	});

	it.each([
		'',
		'0000',
		'0000-01',
		'9999',
		'9999-12',
		'2026-13',
		'2026-00',
		'2026-3',
		'2026-Q5',
		'2026-H3',
		'26',
		'2026-03-01',
		'2026-q1',
		' 2026',
		'Q1-2026'
	])('is not read from "%s"', (code) => {
		expect(findPeriod(code)).toBeUndefined();
		expect(() => parsePeriod(code)).toThrow(/is no period/);
	});

	it('spans whole months, the end not included', () => {
		const spans = ['2026-12', '2026-Q4', '2026-H2', '2026'].map((code) => {
			const period = parsePeriod(code);
			return [periodStart(period), periodEndExclusive(period)];
		});
		expect(spans).toEqual([
			['2026-12-01', '2027-01-01'],
			['2026-10-01', '2027-01-01'],
			['2026-07-01', '2027-01-01'],
			['2026-01-01', '2027-01-01']
		]);
	});

	it('survives its own code', () => {
		fc.assert(
			fc.property(anyPeriod, (period) => {
				expect(parsePeriod(period.code)).toEqual(period);
			})
		);
	});

	it('comes back when shifted there and back, and ends where the next one begins', () => {
		fc.assert(
			fc.property(anyPeriod, fc.integer({ min: -60, max: 60 }), (period, count) => {
				expect(shiftPeriod(shiftPeriod(period, count), -count)).toEqual(period);
				expect(periodStart(shiftPeriod(period, 1))).toBe(periodEndExclusive(period));
			})
		);
	});

	it('is divided into months that lie in it, without gap', () => {
		fc.assert(
			fc.property(anyPeriod, (period) => {
				const months = monthsOf(period);
				expect(periodStart(months[0]!)).toBe(periodStart(period));
				expect(periodEndExclusive(months.at(-1)!)).toBe(periodEndExclusive(period));
				for (const month of months) expect(containingPeriod(month, period.kind)).toEqual(period);
			})
		);
	});

	it('of a year has four quarters, and of two that begin together the longer comes last', () => {
		expect(subperiods(parsePeriod('2026'), 'quarter').map((p) => p.code)).toEqual([
			'2026-Q1',
			'2026-Q2',
			'2026-Q3',
			'2026-Q4'
		]);
		const sorted = ['2026', '2026-01', '2026-Q1', '2025-12'].map(parsePeriod).sort(comparePeriods);
		expect(sorted.map((p) => p.code)).toEqual(['2025-12', '2026-01', '2026-Q1', '2026']);
	});

	it('of a date is the one that holds it', () => {
		expect(periodOfDate('2026-11-23', 'quarter').code).toBe('2026-Q4');
		expect(periodRange(parsePeriod('2025-11'), parsePeriod('2026-02')).map((p) => p.code)).toEqual([
			'2025-11',
			'2025-12',
			'2026-01',
			'2026-02'
		]);
	});
});
