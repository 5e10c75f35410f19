import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, placeSchemas } from '../../../src/lib/server/api/after';
import { decodeCursor, encodeCursor } from '../../../src/lib/server/api/cursor';

const keys = fc.array(fc.oneof(fc.integer(), fc.string({ maxLength: 20 })), { minLength: 1, maxLength: 6 });

describe('a cursor', () => {
	it('comes back as the keys that it was made of, for the same question', () => {
		fc.assert(
			fc.property(fc.string(), keys, (question, of) => {
				expect(decodeCursor(question, encodeCursor(question, of))).toEqual(of);
			})
		);
	});

	it('is refused for another question', () => {
		const cursor = encodeCursor('/api/v1/units?', ['110000', '1949-10-01']);
		expect(() => decodeCursor('/api/v1/units?kind=region', cursor)).toThrow('none of this list');
	});

	it('is refused, never a fault, whatever is made of it', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.base64String(),
					fc.json().map((j) => Buffer.from(j).toString('base64url'))
				),
				(text) => {
					let outcome: unknown;
					try {
						outcome = decodeCursor('q', text);
					} catch (error) {
						outcome = (error as { code?: string }).code;
					}
					expect(outcome).toBe('invalidInput');
				}
			)
		);
	});

	it('with keys of another list is refused', () => {
		expect(() => placeOf(placeSchemas.report, [1, 2, "2026-01-01' or 1=1", '2026-01'])).toThrow(
			'none of this list'
		);
		expect(() => placeOf(placeSchemas.id, [2 ** 40])).toThrow('none of this list');
		expect(placeOf(placeSchemas.report, [1, 2, '2026-01-01', '2026-01'])).toEqual([
			1,
			2,
			'2026-01-01',
			'2026-01'
		]);
		expect(placeOf(placeSchemas.id, undefined)).toBeUndefined();
	});
});
