import { describe, expect, it } from 'vitest';
import { parsePeriodParts } from '../../../src/lib/domain/import/parse-period-parts';

describe('a period in two columns', () => {
	it.each([
		['2024', '3', 'month', '2024-03'],
		['2024', '03', 'month', '2024-03'],
		['2024年', '3月', 'month', '2024-03'],
		['2024', 'Mar', 'month', '2024-03'],
		['2024', '12.0', 'month', '2024-12'],
		['2024', '十二月', 'month', '2024-12'],
		['2024年度', '2', 'quarter', '2024-Q2'],
		['2024', 'Q4', 'quarter', '2024-Q4'],
		['2024', '第一季度', 'quarter', '2024-Q1']
	] as const)('%s | %s, a %s, is %s', (year, part, kind, code) => {
		expect(parsePeriodParts(year, part, kind)?.code).toBe(code);
	});

	it.each([
		['2024', '13', 'month'],
		['2024', '0', 'month'],
		['2024', '', 'month'],
		['2024', '5', 'quarter'],
		['2024', 'Q1', 'month'],
		['2024', '2023-03', 'month'],
		['2024-03', '3', 'month'],
		['', '3', 'month'],
		['next year', '3', 'month']
	] as const)('%s | %s, as a %s, is none', (year, part, kind) => {
		expect(parsePeriodParts(year, part, kind)).toBeUndefined();
	});
});
