import { describe, expect, it } from 'vitest';
import { guessMapping } from '../../../src/lib/domain/import/guess-mapping';
import { UnitMatcher } from '../../../src/lib/domain/import/unit-matcher';
import { fingerprint } from '../../../src/lib/server/importers/fingerprint';
import { formatOfSource, mappingOfGuess } from '../../../src/lib/server/importers/mapping-of-guess';
import { cellsOf, readAll } from './read-all';

const known = {
	units: new UnitMatcher([
		{
			code: '110000',
			path: '1',
			nameZh: '北京市',
			nameEn: 'Beijing',
			shortNameZh: '北京',
			shortNameEn: 'Beijing'
		}
	]),
	indicators: [
		{ code: 'N', nameZh: '办件量', nameEn: 'Cases' },
		{ code: 'R', nameZh: '办结率', nameEn: 'Rate' }
	]
};

async function mappingOf(text: string) {
	const source = await readAll(text);
	const guess = guessMapping(
		{ header: source.header, rows: cellsOf(source.all), preamble: source.preamble },
		known
	);
	return mappingOfGuess(guess, formatOfSource(source), 'a test');
}

describe('the mapping that a guess amounts to', () => {
	it('is long, with its reasons of absence', async () => {
		expect(await mappingOf('地区;时间;指标;数值;原因\n北京市;2026年3月;办件量;1;\n')).toMatchObject({
			format: { type: 'csv', delimiter: ';', headerRow: 1, headerRows: 1 },
			unit: { column: '地区', match: 'any' },
			period: { column: '时间', read: 'any' },
			indicator: { column: '指标' },
			value: { column: '数值', reasonColumn: '原因' }
		});
	});

	it('is long with a column a period', async () => {
		expect(await mappingOf('地区,指标,2025年,2026年\n北京市,办件量,1,2\n')).toMatchObject({
			value: {
				periods: [
					{ column: '2025年', period: '2025' },
					{ column: '2026年', period: '2026' }
				]
			}
		});
	});

	it('is wide, and takes a ratio by its parts where both are there', async () => {
		const mapping = await mappingOf(
			'unit,period,办件量,办结率,办结率分子,办结率分母\n110000,2026-03,1,50,1,2\n'
		);
		expect(mapping?.values).toEqual([
			{ indicator: 'N', column: '办件量' },
			{ indicator: 'R', numerator: '办结率分子', denominator: '办结率分母' }
		]);
	});

	it('is none while something has to be asked', async () => {
		expect(await mappingOf('a,b\nx,1\n')).toBeUndefined();
		expect(await mappingOf('unit,period,办结率分子\n110000,2026-03,1\n')).toBeUndefined();
	});
});

describe('the fingerprint of a table', () => {
	it('is that of its columns, format and sheet', () => {
		const table = { header: ['a', 'b'], format: 'csv' as const };
		expect(fingerprint({ ...table, header: [' a', 'b '] })).toBe(fingerprint(table));
		for (const other of [
			{ ...table, header: ['b', 'a'] },
			{ ...table, header: ['a,b'] },
			{ ...table, format: 'xlsx' as const },
			{ ...table, sheet: 'x' }
		]) {
			expect(fingerprint(other)).not.toBe(fingerprint(table));
		}
	});
});
