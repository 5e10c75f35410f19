import { describe, expect, it } from 'vitest';
import { searchOf } from '../../src/lib/view/assess-address';
import {
	addressOf,
	cellIdSchema,
	filterOf,
	gridQuerySchema,
	orderOf,
	readWorkAddress,
	workQuerySchema
} from '../../src/lib/view/assess-query';

describe('the address of a page of assessments', () => {
	it('is read where it names something', () => {
		expect(readWorkAddress(cellIdSchema, '12')).toBe(12);
		expect(readWorkAddress(workQuerySchema, { round: '3', state: 'draft' })).toMatchObject({ round: 3 });
	});

	it('carries along what is gone through and in which order, and nothing of what was done', () => {
		const given = { round: '3', unit: '330000', flagged: '1', by: 'unit', done: 'saved', page: '2' };
		const query = readWorkAddress(workQuerySchema, given);
		expect(String(searchOf(addressOf(query)))).toBe('round=3&unit=330000&flagged=1&by=unit');
		expect(filterOf(query)).toMatchObject({ round: 3, unit: '330000', isFlagged: true });
		expect([orderOf(query), orderOf({})]).toEqual(['unit', 'indicator']);
	});

	it('of a grid names an indicator or a unit', () => {
		expect(readWorkAddress(gridQuerySchema, { round: '3', unit: '330000' })).toEqual({
			round: 3,
			unit: '330000'
		});
		expect(readWorkAddress(gridQuerySchema, { round: '3', indicator: 'SHR-06' })).toEqual({
			round: 3,
			indicator: 'SHR-06'
		});
	});

	it.each([
		[cellIdSchema, 'abc'],
		[cellIdSchema, '0'],
		[workQuerySchema, { round: 'x' }],
		[workQuerySchema, { state: 'sleeping' }],
		[workQuerySchema, { by: 'size' }],
		[gridQuerySchema, { round: '3' }],
		[gridQuerySchema, { round: '3', indicator: 'SHR-06', unit: '330000' }]
	])('leads nowhere where it cannot: %#', (schema, given) => {
		expect(() => readWorkAddress<unknown>(schema, given)).toThrow(
			expect.objectContaining({ code: 'notFound', details: { assessment: given } }) as Error
		);
	});
});
