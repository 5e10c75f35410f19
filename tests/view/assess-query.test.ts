import { describe, expect, it } from 'vitest';
import { cellIdSchema, readWorkAddress, workQuerySchema } from '../../src/lib/view/assess-query';

describe('the address of a page of assessments', () => {
	it('is read where it names something', () => {
		expect(readWorkAddress(cellIdSchema, '12')).toBe(12);
		expect(readWorkAddress(workQuerySchema, { round: '3', state: 'draft' })).toMatchObject({ round: 3 });
	});

	it.each([
		[cellIdSchema, 'abc'],
		[cellIdSchema, '0'],
		[workQuerySchema, { round: 'x' }],
		[workQuerySchema, { state: 'sleeping' }]
	])('leads nowhere where it cannot: %#', (schema, given) => {
		expect(() => readWorkAddress<unknown>(schema, given)).toThrow(
			expect.objectContaining({ code: 'notFound', details: { assessment: given } }) as Error
		);
	});
});
