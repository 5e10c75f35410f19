import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeriodText } from '../../../src/lib/domain/import/parse-period-text';
import { makePeriod, periodKinds } from '../../../src/lib/domain/period/period';
import { formatPeriod, formatPeriodShort } from '../../../src/lib/i18n/words/period';

/** Any code units, halves of pairs among them. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 12 })
	.map((codes) => String.fromCharCode(...codes));

const read = (text: string, hints = {}) => parsePeriodText(text, hints)?.code;

describe('a period as people write it', () => {
	it.each([
		['2026年3月', '2026-03'],
		['2026年03月份', '2026-03'],
		['2026 年 3 月', '2026-03'],
		['２０２６年３月', '2026-03'],
		['二〇二六年十二月', '2026-12'],
		['26年3月', '2026-03'],
		['2026-03', '2026-03'],
		['2026-3', '2026-03'],
		['202603', '2026-03'],
		['2026/3', '2026-03'],
		['2026.03', '2026-03'],
		['2026M03', '2026-03'],
		['3/2026', '2026-03'],
		['Mar 2026', '2026-03'],
		['March, 2026', '2026-03'],
		['2026 Sept.', '2026-09'],
		['Mar-26', '2026-03'],
		['2026-03-31', '2026-03'],
		['2026/3/1', '2026-03'],
		['2026年3月1日', '2026-03'],
		['2026-03-01T00:00:00', '2026-03'],
		['20260331', '2026-03'],
		['46082', '2026-03'],
		['2026Q1', '2026-Q1'],
		['2026-q1', '2026-Q1'],
		['Q1 2026', '2026-Q1'],
		['1Q2026', '2026-Q1'],
		['2026年第一季度', '2026-Q1'],
		['2026年1季度', '2026-Q1'],
		['2026年三季', '2026-Q3'],
		['first quarter of 2026', '2026-Q1'],
		['2nd quarter 2026', '2026-Q2'],
		['2026年1-3月', '2026-Q1'],
		['2026年1—6月', '2026-H1'],
		['2026上半年', '2026-H1'],
		['2026年下半年', '2026-H2'],
		['2026H1', '2026-H1'],
		['1H 2026', '2026-H1'],
		['Second half of 2026', '2026-H2'],
		['2026', '2026'],
		['2026年', '2026'],
		['2026年度', '2026'],
		['2026全年', '2026'],
		['2026年1-12月', '2026']
	])('%s is %s', (text, code) => {
		expect(read(text)).toBe(code);
	});

	it.each([
		'',
		'2026-13',
		'2026年13月',
		'202613',
		'2026-02-30',
		'2026Q5',
		'2026H3',
		'third half of 2026',
		'2026年1-9月',
		'2025年办件量',
		'2025-2026',
		'110000',
		'12345',
		'1234',
		'3',
		'一季度',
		'3月',
		'合计',
		'may',
		'Mar 26',
		'Mar 26 2'
	])('"%s" is none', (text) => {
		expect(read(text)).toBeUndefined();
	});

	it('takes the year from beside the table where the text has none', () => {
		expect(read('一季度', { year: 2026 })).toBe('2026-Q1');
		expect(read('3月', { year: 2026 })).toBe('2026-03');
		expect(read('上半年', { year: 2026 })).toBe('2026-H1');
		expect(read('3', { year: 2026 })).toBeUndefined();
		expect(read('2025年3月', { year: 2026 })).toBe('2025-03');
	});

	it('takes a day for the period that it is asked for', () => {
		expect(read('2026-03-31', { kind: 'quarter' })).toBe('2026-Q1');
		expect(read('2026-12-31', { kind: 'year' })).toBe('2026');
	});

	it('reads whatever the product writes, in both languages', () => {
		const period = fc
			.record({
				kind: fc.constantFrom(...periodKinds),
				year: fc.integer({ min: 1900, max: 2199 }),
				index: fc.integer({ min: 0, max: 11 })
			})
			.map(({ kind, year, index }) =>
				makePeriod(kind, year, 1 + (index % { month: 12, quarter: 4, half: 2, year: 1 }[kind]))
			);
		fc.assert(
			fc.property(period, fc.constantFrom('en' as const, 'zh-CN' as const), ({ code }, locale) => {
				expect(read(formatPeriod(code, locale))).toBe(code);
				expect(read(formatPeriodShort(code, locale))).toBe(code);
				expect(read(code)).toBe(code);
			})
		);
	});

	it('does not look at texts that are too long to be one', () => {
		expect(read('9'.repeat(100_000))).toBeUndefined();
	});

	it('never fails on any text', () => {
		fc.assert(fc.property(anyText, (text) => void read(text, { year: 2026 })));
	});
});
