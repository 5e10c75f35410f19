import { describe, expect, it } from 'vitest';
import {
	countDisclosures,
	disclosureDueAt,
	disclosureState,
	isRequiredIn
} from '../../../src/lib/domain/oversight/disclosure';

describe('a disclosure', () => {
	it('is due by 31 March, 24:00 in Shanghai', () => {
		expect(disclosureDueAt(2026)).toEqual(new Date('2026-03-31T15:59:59.999Z'));
		expect(disclosureState(null, 2026, new Date('2026-03-31T15:59:59Z'))).toBe('open');
		expect(disclosureState(null, 2026, new Date('2026-03-31T16:00:00Z'))).toBe('missing');
		const later = new Date('2026-05-01T00:00:00Z');
		expect(disclosureState('2026-03-31', 2026, later)).toBe('done');
		expect(disclosureState('2026-04-01', 2026, later)).toBe('late');
	});

	it('is asked of who holds the part on that day', () => {
		expect(isRequiredIn({ validFrom: '2026-03-31', validTo: null }, 2026)).toBe(true);
		expect(isRequiredIn({ validFrom: '2026-04-01', validTo: null }, 2026)).toBe(false);
		expect(isRequiredIn({ validFrom: '2025-01-01', validTo: '2026-03-31' }, 2026)).toBe(false);
		expect(isRequiredIn({ validFrom: '2025-01-01', validTo: '2026-04-01' }, 2026)).toBe(true);
	});

	it('is counted once', () => {
		expect(countDisclosures(['done', 'late', 'missing', 'done', 'open'])).toEqual({
			...{ required: 5, done: 2, late: 1, missing: 1, open: 1 }
		});
	});
});
