import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run, wide } from './map-text';

describe('a file read through a mapping', () => {
	it('gives one cell for each value column of each row', async () => {
		const { cells, problems } = await run(
			wide({
				values: [
					{ indicator: 'N', column: 'n' },
					{ indicator: 'R', numerator: 'n', denominator: 'd' }
				]
			}),
			'unit,period,n,d\nA,2026,3,4\n'
		);
		expect(problems).toEqual([]);
		expect(cells).toMatchObject([
			{ unit: 'A', indicator: 'N', value: 3, row: 2 },
			{ unit: 'A', indicator: 'R', value: 75, numerator: 3, denominator: 4, periodStart: '2026-01-01' }
		]);
	});

	it('reads long files, with their own names of indicators and reasons of absence', async () => {
		const { cells, problems } = await run(
			wide({
				values: undefined,
				indicator: { column: 'what', codes: { number: 'N' } },
				value: { column: 'v', reasonColumn: 'why' }
			}),
			'unit,period,what,v,why\nA,2026,number,1,\nA,2025,N,,suppressed\n'
		);
		expect(problems).toEqual([]);
		expect(cells).toMatchObject([{ value: 1 }, { value: null, missingReason: 'suppressed' }]);
	});

	it('takes an empty cell for not reported, and words as the mapping says', async () => {
		const { cells } = await run(
			wide({ missing: { '-': 'notApplicable' }, replace: { LT1: { value: 0.5, note: 'less than one' } } }),
			'unit,period,n\nA,2024,\nA,2025,-\nA,2026,LT1\n'
		);
		expect(cells.map((c) => [c.value, c.missingReason, c.note])).toEqual([
			[null, 'notReported', null],
			[null, 'notApplicable', null],
			[0.5, null, 'less than one']
		]);
	});

	it('takes a ratio over zero for not applicable, never for infinity', async () => {
		const { cells } = await run(
			wide({ values: [{ indicator: 'R', numerator: 'n', denominator: 'd' }] }),
			'unit,period,n,d\nA,2026,0,0\n'
		);
		expect(cells[0]).toMatchObject({ value: null, missingReason: 'notApplicable' });
	});

	it.each([
		[
			'a column that is not there',
			wide({ values: [{ indicator: 'N', column: 'm' }] }),
			'unit,period,n\nA,2026,1\n',
			/^f\.csv, row 1, column "m": .*does not have it\. Its columns are: unit, period, n$/
		],
		[
			'a value that is no number',
			wide(),
			'unit,period,n\nA,2026,abc\n',
			/^f\.csv, row 2, column "n": "abc" is no number\. /
		],
		['NA, which is no number', wide(), 'unit,period,n\nA,2026,NA\n', /row 2, column "n": "NA" is no number/],
		['infinity', wide(), 'unit,period,n\nA,2026,1e999\n', /row 2, column "n": "1e999" is too large/],
		[
			'a unit that nobody knows',
			wide(),
			'unit,period,n\nQQ,2026,1\n',
			/row 2, column "unit": "QQ" is no unit of this installation/
		],
		['a row without a unit', wide(), 'unit,period,n\n,2026,1\n', /row 2, column "unit": no unit is named/],
		[
			'a period that does not parse',
			wide(),
			'unit,period,n\nA,2026-13,1\n',
			/row 2, column "period": "2026-13" is no period/
		],
		[
			'a period of another kind',
			wide({ period: { column: 'period', kind: 'year' } }),
			'unit,period,n\nA,2026-Q1,1\n',
			/"2026-Q1" is no year/
		],
		[
			'an indicator that nobody knows',
			wide({ values: [{ indicator: 'X', column: 'n' }] }),
			'unit,period,n\nA,2026,1\n',
			/"X" is no indicator/
		],
		['a value outside its bounds', wide(), 'unit,period,n\nA,2026,-1\n', /-1 lies outside what N can be/],
		[
			'the same cell twice',
			wide(),
			'unit,period,n\nA,2026,1\nA,2026,1\n',
			/row 3, column "unit": A, N, 2026 stands already in row 2\. /
		],
		[
			'an unknown reason',
			wide({ values: undefined, indicator: { column: 'i' }, value: { column: 'n', reasonColumn: 'why' } }),
			'unit,period,i,n,why\nA,2026,N,,lazy\n',
			/"lazy" is no reason/
		]
	])('refuses %s in one line', async (_, mapping, text, expected) => {
		const { problems } = await run(mapping, text);
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(expected);
	});

	it.each([
		['an indicator', { values: [{ indicator: 'X', column: 'n' }] }, /row 1, column "n": "X" is no indicator/],
		[
			'an indicator in two columns',
			{
				period: undefined,
				values: [
					{ indicator: 'X', column: 'n', period: '2025' },
					{ indicator: 'X', column: 'm', period: '2026' }
				]
			},
			/row 1, column "n": "X" is no indicator/
		],
		['a unit', { unit: { fixed: 'QQ' } }, /row 1: "QQ" is no unit/],
		['a period that is not over', { period: { fixed: '2027' } }, /row 1: 2027 is not over yet/]
	])('says once for the file what its mapping names and nobody knows: %s', async (_, over, expected) => {
		const { cells, problems } = await run(
			wide(over),
			'unit,period,n,m\nA,2025,1,2\nB,2025,3,4\nC,2026,5,6\n'
		);
		expect(cells).toEqual([]);
		expect(problems).toEqual([expect.stringMatching(expected)]);
	});

	it('says of a unit that is to be made and a period that is none what is wrong, and only that', async () => {
		const root = { code: 'root', kind: 'region', level: 'nation', name: { en: 'Root', 'zh-CN': '根' } };
		const create = { root, kind: 'region', level: 'county' };
		const { counts, problems } = await run(
			wide({ unit: { column: 'unit', create } }),
			'unit,period,n\nnew,2026-13,1\nnew,2026,1\n,soon,1\n'
		);
		expect(problems).toEqual([
			expect.stringMatching(/row 2, column "period": "2026-13" is no period/),
			expect.stringMatching(/row 4, column "period": "soon" is no period/),
			expect.stringMatching(/row 4, column "unit": no unit is named/)
		]);
		expect(counts.rejectedRows).toBe(2);
	});

	it('brings in neither of two rows that contradict each other, and names both', async () => {
		const { cells, counts, problems } = await run(
			wide({ duplicates: 'dropIdentical' }),
			'unit,period,n\nA,2026,1\nB,2026,5\nA,2026,2\n'
		);
		expect(problems).toEqual([
			expect.stringMatching(/row 4, .*A, N, 2026 stands in row 2 with another value/),
			expect.stringMatching(/row 2, .*A, N, 2026 stands in row 4 with another value/)
		]);
		expect(cells.map(({ unit }) => unit)).toEqual(['B']);
		expect(counts.rejectedRows).toBe(2);
	});

	it.each([
		['a unit of somebody else', 'Z,2025,1', /"Z" is not a unit that you import for/],
		['a unit that was closed by then', 'Y,2024,1', /"Y" did not exist in 2024/],
		['a period that is not over', 'A,2027,1', /2027 is not over yet/]
	])('refuses %s', async (_, line, expected) => {
		const { cells, problems } = await run(wide(), `unit,period,n\n${line}\n`);
		expect(cells).toEqual([]);
		expect(problems).toEqual([expect.stringMatching(expected)]);
	});

	it('reads one column a period', async () => {
		const { cells } = await run(
			wide({
				period: undefined,
				values: [
					{ indicator: 'N', column: '2025年', period: '2025' },
					{ indicator: 'N', column: '2024年', period: '2024' }
				]
			}),
			'unit,2025年,2024年\nA,1,2\n'
		);
		expect(cells.map(({ period, value }) => [period.code, value])).toEqual([
			['2025', 1],
			['2024', 2]
		]);
	});

	it('brings in nothing of a row of which one cell is wrong', async () => {
		const { cells, counts } = await run(
			wide({
				values: [
					{ indicator: 'N', column: 'n' },
					{ indicator: 'R', column: 'r' }
				]
			}),
			'unit,period,n,r\nA,2026,1,200\nB,2026,1,20\n'
		);
		expect(cells.map(({ unit }) => unit)).toEqual(['B', 'B']);
		expect(counts).toMatchObject({ rows: 2, rejectedRows: 1, cells: 2 });
	});

	it('drops identical duplicates and counts them, where the mapping says so', async () => {
		const { cells, counts, problems } = await run(
			wide({ duplicates: 'dropIdentical' }),
			'unit,period,n\nA,2026,1\nA,2026,1\n'
		);
		expect(problems).toEqual([]);
		expect(cells).toHaveLength(1);
		expect(counts.duplicates).toBe(1);
	});

	it('keeps only the rows that the filters pass', async () => {
		const { cells, counts } = await run(
			wide({ where: [{ column: 'level', in: ['agency'] }] }),
			'unit,period,n,level\nA,2026,1,agency\nB,2026,2,component\n'
		);
		expect(cells.map((c) => c.unit)).toEqual(['A']);
		expect(counts.filtered).toBe(1);
	});

	it('answers a hundred thousand bad rows with a bounded report', async () => {
		const { problems } = await run(wide(), `unit,period,n\n${'A,2026,abc\n'.repeat(100_000)}`);
		expect(problems).toHaveLength(21);
		expect(problems.at(-1)).toContain('99980 more');
	});

	it('reads grouped numbers only where the groups are threes', async () => {
		const mapping = wide({ groupSeparator: ',' });
		const { cells } = await run(mapping, 'unit,period,n\nA,2026,"1,234,567.5"\n');
		expect(cells[0]?.value).toBe(1234567.5);
		expect((await run(mapping, 'unit,period,n\nA,2026,"1,23"\n')).problems).toHaveLength(1);
	});

	it('brings every number that is kept exactly through to the last bit', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: Number.MAX_SAFE_INTEGER }),
				async (x) => {
					const { cells } = await run(wide(), `unit,period,n\nA,2026,${x}\n`);
					expect(cells[0]?.value).toBe(x);
				}
			)
		);
	});

	it('does not read words of the mapping off the prototype', async () => {
		expect((await run(wide(), 'unit,period,n\nA,2026,constructor\n')).problems[0]).toContain('is no number');
	});
});

describe('a mapping', () => {
	it.each([
		['an unknown key', { extra: 1 }],
		['neither wide nor long', { values: undefined }],
		['a filter that says nothing', { where: [{ column: 'a' }] }],
		['a value with a numerator alone', { values: [{ indicator: 'N', numerator: 'n' }] }]
	])('is refused with %s', (_, over) => {
		expect(() => wide(over as never)).toThrow();
	});
});
