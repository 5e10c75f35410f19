import { describe, expect, it } from 'vitest';
import { auditFieldOrder, auditValueLabel } from '../../src/lib/i18n/words/audit';

describe('what stands in a field of the audit', () => {
	it('is said in words: instants, periods, languages, states', () => {
		expect(auditValueLabel('2026-11-25T18:16:55.377Z', 'madeAt')).toBe('26 Nov 2026, 02:16');
		expect(auditValueLabel('2023-11', 'firstMonth')).toBe('November 2023');
		expect(auditValueLabel('2026-Q3', 'period')).toBe('Q3 2026');
		expect(auditValueLabel('zh-CN', 'locale')).toBe('中文');
		expect(auditValueLabel('submitted', 'status')).toBe('Submitted');
	});

	it('is a number with its thousands apart, but for a seed, which is a name', () => {
		expect(auditValueLabel(20_260, 'numerator')).toBe('20,260');
		expect(auditValueLabel(20_260, 'seed')).toBe('20260');
	});
});

describe('the order of fields', () => {
	it('puts what is read first in front, and what has no words last', () => {
		const given = ['unheardOf', 'lastMonth', 'seed', 'firstMonth', 'state'];
		expect(given.sort(auditFieldOrder)).toEqual(['state', 'firstMonth', 'lastMonth', 'seed', 'unheardOf']);
	});
});
