import { describe, expect, it } from 'vitest';
import { mappingOfChoice, rolesOfMapping } from '../../../src/lib/server/importers/column-roles';
import { mappingSchema } from '../../../src/lib/server/importers/mapping';
import { readRole, roleText } from '../../../src/lib/domain/import/column-role';
import { run, wide } from './map-text';

const byQuarter = (period: object) => wide({ period, values: [{ indicator: 'Q', column: 'n' }] });
const format = { type: 'csv', encoding: 'utf-8', delimiter: ',' } as const;
const choose = (columns: Readonly<Record<string, string>>, period = '') =>
	mappingOfChoice({
		roles: new Map(Object.entries(columns).map(([name, text]) => [name, readRole(text)])),
		unit: '',
		period,
		source: 'a test',
		format,
		unitCodes: {},
		indicatorCodes: {}
	});
const rest = { u: 'unit', n: 'value=N' };

describe('a period that stands in two columns', () => {
	it('is read from both, row by row, and what is wrong is said of the second', async () => {
		const mapping = byQuarter({ column: 'y', part: { column: 'q', kind: 'quarter' } });
		const { cells, problems } = await run(
			mapping,
			'unit,y,q,n\nA,2024,1,5\nB,2024年,Q4,6\nC,2024,5,7\nD,,1,8\nE,2024,,9\n'
		);
		expect(cells.map(({ unit, period }) => `${unit} ${period.code}`)).toEqual(['A 2024-Q1', 'B 2024-Q4']);
		expect(problems).toEqual([
			expect.stringContaining('row 4, column "q": "2024 | 5" is no period'),
			expect.stringContaining('row 5, column "q": " | 1" is no period'),
			expect.stringContaining('row 6, column "q": "2024 | " is no period')
		]);
	});

	it('may have one year for the whole file', async () => {
		const mapping = byQuarter({ fixed: '2024', part: { column: 'q', kind: 'quarter' } });
		const { cells } = await run(mapping, 'unit,q,n\nA,2,5\n');
		expect(cells.map(({ period }) => period.code)).toEqual(['2024-Q2']);
		expect(() => byQuarter({ fixed: '2024-03', part: { column: 'q', kind: 'quarter' } })).toThrow(
			'is a year'
		);
	});

	it('is named as a column that the file has to have', async () => {
		const mapping = byQuarter({ column: 'y', part: { column: 'quarter', kind: 'quarter' } });
		expect((await run(mapping, 'unit,y,n\nA,2024,5\n')).problems).toEqual([
			expect.stringContaining('column "quarter"')
		]);
	});

	it('is chosen by the roles of its columns, and shown by them again', () => {
		const found = choose({ ...rest, y: 'year', m: 'month' });
		const mapping = mappingSchema.parse('mapping' in found && found.mapping);
		expect(mapping.period).toMatchObject({ column: 'y', part: { column: 'm', kind: 'month' }, read: 'any' });
		const roles = [...rolesOfMapping(mapping)].map(([column, role]) => [column, roleText(role)]);
		expect(roles).toEqual(expect.arrayContaining([['y', 'year'], ['m', 'month']])); // prettier-ignore
		expect(choose({ ...rest, m: 'month' }, '2024')).toMatchObject({
			mapping: { period: { fixed: '2024', part: { column: 'm' } } }
		});
		expect(choose({ ...rest, y: 'year' })).toMatchObject({
			mapping: { period: { column: 'y', read: 'any' } }
		});
	});

	it('is refused where it is said twice, or the year is missing', () => {
		expect(choose({ ...rest, m: 'month' })).toEqual({ problem: 'noYear' });
		expect(choose({ ...rest, m: 'month' }, '2024-03')).toEqual({ problem: 'noYear' });
		expect(choose({ ...rest, y: 'year', m: 'month', q: 'quarter' })).toEqual({ problem: 'roleTwice' });
		expect(choose({ ...rest, p: 'period', m: 'month' })).toEqual({ problem: 'roleTwice' });
	});
});
