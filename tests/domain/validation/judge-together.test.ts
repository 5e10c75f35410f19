import { describe, expect, it } from 'vitest';
import {
	judgeTogether,
	type StoredFigures,
	type WishedFigures
} from '../../../src/lib/domain/validation/judge-together';
import { makeRuleBook } from '../../../src/lib/domain/validation/rule-book';
import type { Severity, ValidationRule } from '../../../src/lib/domain/validation/rule';

const ids = { A: 1, B: 2, TOTAL: 3 } as const;
type Code = keyof typeof ids;

function bookOf(rules: readonly (readonly [Code, string, Severity?])[]) {
	return makeRuleBook(
		(Object.keys(ids) as Code[]).map((code) => ({
			id: ids[code],
			code,
			rules: rules
				.filter(([of]) => of === code)
				.map(([, expression, severity = 'error'], at): ValidationRule => ({
					id: at,
					code: `${code}.${at + 1}`,
					indicatorId: ids[code],
					indicatorCode: code,
					kind: 'comparison',
					expression,
					severity,
					message: { en: expression, 'zh-CN': expression },
					revision: 1,
					retiredAt: null
				}))
		}))
	);
}
const figures = (value: number | null) => ({
	value,
	numerator: null,
	denominator: null,
	missingReason: null
});
const wish = (code: Code, period: string, value: number, over: Partial<WishedFigures> = {}) => ({
	unitId: 1,
	indicatorId: ids[code],
	period,
	figures: figures(value),
	group: ids[code] * 1000 + Number(period.slice(-2)),
	isGiven: true,
	...over
});
const stored = (
	code: Code,
	period: string,
	value: number,
	status: StoredFigures['status'] = 'submitted'
): StoredFigures => ({ unitId: 1, indicatorId: ids[code], period, status, ...figures(value) });
const refusedOf = (...of: Parameters<typeof judgeTogether<WishedFigures>>) =>
	judgeTogether(...of)
		.refused.map(({ cell, rule, elsewhere }) => [cell.indicatorId, cell.period, rule.code, elsewhere?.period])
		.sort();

describe('cells that are written together', () => {
	it('are judged beside each other, not beside what they replace', () => {
		const book = bookOf([['A', 'A <= B']]);
		const before = [stored('B', '2026-01', 1)];
		expect(refusedOf([wish('A', '2026-01', 5), wish('B', '2026-01', 9)], before, book)).toEqual([]);
		expect(refusedOf([wish('A', '2026-01', 5)], before, book)).toEqual([[1, '2026-01', 'A.1', undefined]]);
	});

	it('are refused where they break a rule of their own, and the others are not', () => {
		const book = bookOf([['TOTAL', 'TOTAL == A + B']]);
		const wished = [wish('A', '2026-01', 1), wish('B', '2026-01', 2), wish('TOTAL', '2026-01', 4)];
		expect(refusedOf(wished, [], book)).toEqual([[3, '2026-01', 'TOTAL.1', undefined]]);
	});

	it('are judged anew beside what is stored where a refused one was to stand', () => {
		const book = bookOf([
			['A', 'A <= B'],
			['B', 'value <= 50']
		]);
		const before = [stored('B', '2026-01', 5)];
		const wished = [wish('A', '2026-01', 40), wish('B', '2026-01', 60)];
		expect(refusedOf(wished, before, book)).toEqual([
			[1, '2026-01', 'A.1', undefined],
			[2, '2026-01', 'B.1', undefined]
		]);
		expect(refusedOf(wished, [stored('B', '2026-01', 45)], book)).toEqual([[2, '2026-01', 'B.1', undefined]]);
	});

	it('are refused where they make a stored cell break a rule that held, of the next period too', () => {
		const book = bookOf([['A', 'value <= previous * 2']]);
		const before = [stored('A', '2026-01', 10), stored('A', '2026-02', 15)];
		expect(refusedOf([wish('A', '2026-01', 5)], before, book)).toEqual([[1, '2026-01', 'A.1', '2026-02']]);
		expect(refusedOf([wish('A', '2026-01', 5), wish('A', '2026-02', 9)], before, book)).toEqual([]);
	});

	it('are not refused for a stored cell that was wrong before, or that is nobody’s word yet', () => {
		const book = bookOf([['A', 'A <= B']]);
		const wished = [wish('B', '2026-01', 4)];
		expect(refusedOf(wished, [stored('A', '2026-01', 9), stored('B', '2026-01', 5)], book)).toEqual([]);
		expect(refusedOf(wished, [stored('A', '2026-01', 9, 'draft'), stored('B', '2026-01', 50)], book)).toEqual(
			[]
		);
		expect(refusedOf(wished, [stored('A', '2026-01', 9), stored('B', '2026-01', 50)], book)).toEqual([
			[2, '2026-01', 'A.1', '2026-01']
		]);
	});

	it('go with their whole row', () => {
		const book = bookOf([
			['A', 'value < 10'],
			['TOTAL', 'TOTAL >= B']
		]);
		const row = [wish('A', '2026-01', 11, { group: 7 }), wish('B', '2026-01', 1, { group: 7 })];
		const wished = [...row, wish('TOTAL', '2026-01', 5)];
		// Without B of the row, what is stored of B stands, and the total no longer fits.
		expect(refusedOf(wished, [stored('B', '2026-01', 8)], book)).toEqual([
			[1, '2026-01', 'A.1', undefined],
			[3, '2026-01', 'TOTAL.1', undefined]
		]);
	});

	it('may break rules as drafts, and others see them as they are typed', () => {
		const book = bookOf([['A', 'A <= B']]);
		const draft = { isGiven: false };
		expect(refusedOf([wish('A', '2026-01', 9, draft), wish('B', '2026-01', 1)], [], book)).toEqual([]);
		expect(refusedOf([wish('A', '2026-01', 9), wish('B', '2026-01', 1, draft)], [], book)).toHaveLength(1);
	});

	it('are warned of as they are left, and nothing is refused for a warning', () => {
		const book = bookOf([
			['A', 'value < 10', 'warning'],
			['B', 'value < 10']
		]);
		const wished = [wish('A', '2026-01', 11), wish('B', '2026-01', 11, { group: 9 })];
		const { refused, warned } = judgeTogether(wished, [], book);
		expect(refused.map(({ cell }) => cell.indicatorId)).toEqual([ids.B]);
		expect(warned.map(({ cell, figures: of }) => [cell.indicatorId, of])).toEqual([[ids.A, { value: 11 }]]);
	});
});
