import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportLookups, type NamedUnit } from '../../../src/lib/server/importers/lookups';
import { RowMapper, type KnownIndicator } from '../../../src/lib/server/importers/map-rows';
import { mappingSchema, type Mapping } from '../../../src/lib/server/importers/mapping';
import { openRowSource } from '../../../src/lib/server/importers/open-row-source';
import { ProblemList } from '../../../src/lib/server/importers/problems';

const plain = {
	names: [],
	isPercent: false,
	isCount: false,
	isRatio: false,
	isDistribution: false,
	statistic: null,
	frequency: 'year',
	factor: 1,
	minimum: 0,
	maximum: null
} as const;
const indicators: KnownIndicator[] = [
	{ ...plain, id: 1, code: 'N', names: ['Number', '数量'] },
	{ ...plain, id: 2, code: 'R', isPercent: true, maximum: 100 },
	{ ...plain, id: 3, code: 'Q', frequency: 'quarter' },
	{ ...plain, id: 4, code: 'C', isCount: true },
	{ ...plain, id: 5, code: 'P', isPercent: true, isRatio: true, maximum: 100 },
	{ ...plain, id: 6, code: 'D', isDistribution: true, statistic: 'mean', maximum: 60 },
	{ ...plain, id: 7, code: 'S', refusal: 'scoredIndicator' },
	{ ...plain, id: 8, code: 'O', refusal: 'retiredIndicator' }
];
const units: NamedUnit[] = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((code, at) => ({
	id: at + 1,
	code,
	path: code === 'Z' ? `9.${at + 1}` : `8.${at + 1}`,
	nameEn: `Unit ${code}`,
	nameZh: `单位${code}`,
	shortNameEn: code,
	shortNameZh: code,
	validFrom: '1949-10-01',
	validTo: code === 'Y' ? '2020-01-01' : null
}));

const wide = (over: Partial<Record<keyof Mapping, unknown>> = {}): Mapping =>
	mappingSchema.parse({
		source: 'a test',
		unit: { column: 'unit' },
		period: { column: 'period' },
		values: [{ indicator: 'N', column: 'n' }],
		...over
	});

async function run(mapping: Mapping, text: string, limit?: number) {
	const source = await openRowSource(
		{ name: 'f.csv', bytes: new TextEncoder().encode(text) },
		{ format: 'csv', encoding: 'utf-8', delimiter: ',' }
	);
	const problems = new ProblemList(limit);
	const lookups = new ImportLookups({
		mapping,
		units,
		indicators,
		mayImport: (path) => path.startsWith('8.'),
		now: new Date('2027-02-01T00:00:00Z'),
		isOperator: false,
		matchUnit: () => ({ candidates: [] }),
		readPeriod: () => undefined
	});
	const mapper = new RowMapper(mapping, 'f.csv', source.header, lookups, problems);
	const cells = [];
	for await (const batch of source.rows()) cells.push(...mapper.map(batch));
	const { counts, withdrawn } = mapper;
	const code = (id: number) => units.find((unit) => unit.id === id)?.code;
	return {
		cells: cells
			.filter(({ row }) => !withdrawn.has(row))
			.map((cell) => ({
				...cell,
				unit: code(cell.unitId),
				indicator: indicators.find(({ id }) => id === cell.indicatorId)?.code
			})),
		counts,
		problems: problems.lines()
	};
}

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

	const long = (over: Partial<Record<keyof Mapping, unknown>> = {}) =>
		wide({
			values: undefined,
			indicator: { column: 'i' },
			value: {
				column: 'v',
				numerator: 'n',
				denominator: 'd',
				distribution: 'dist',
				reasonColumn: 'why',
				noteColumn: 'note'
			},
			empty: 'skip',
			numbers: 'typed',
			...over
		});
	const head = 'unit,period,i,v,n,d,dist,why,note\n';

	it.each([
		['a value of a thing that is scored', 'A,2026,S,1,,,,,', /S is scored by assessors/],
		['a value of a thing that is no longer reported', 'A,2026,O,1,,,,,', /O is no longer reported/],
		[
			'a year of what is reported by quarters',
			'A,2026,Q,1,,,,,',
			/Q is reported by the quarter; "2026" is none/
		],
		['half a count', 'A,2026,C,1.5,,,,,', /1\.5 is no whole number/],
		['a share without its parts', 'A,2026,P,50,,,,,', /only its value is given/],
		['a numerator without a denominator', 'A,2026,P,,1,,,,', /one of numerator and denominator is empty/],
		[
			'a value that its parts do not give',
			'A,2026,P,40,1,2,,,',
			/40 is not what numerator and denominator give/
		],
		['a value beside a reason for its absence', 'A,2026,N,1,,,,notReported,', /a value and a reason/],
		['a distribution that is none', 'A,2026,D,,,,1 x,,', /the distribution cannot be read/],
		['a percent sign where none belongs', 'A,2026,N,5%,,,,,', /"5%" is no number/]
	])('refuses %s', async (_, line, expected) => {
		const { cells, problems } = await run(long(), `${head}${line}\n`);
		expect(cells).toEqual([]);
		expect(problems).toEqual([expect.stringMatching(expected)]);
	});

	it('reads a form that was filled in by people, and passes over what was left empty', async () => {
		const { cells, problems } = await run(
			long(),
			`${head}A,2026,数量,"1，234",,,,,as counted\nB,2026,N,,,,,,\nC,2026,P,33.3,1,3,,,\nD,2026,D,,,,1 2 0;5 1 1,,\nE,2026,N,,,,,不适用,no such thing\nF,2026,R,12.5%,,,,,\n`
		);
		expect(problems).toEqual([]);
		expect(cells).toMatchObject([
			{ unit: 'A', value: 1234, note: 'as counted' },
			{ unit: 'C', value: 100 / 3, numerator: 1, denominator: 3 },
			{
				unit: 'D',
				distribution: [
					[1, 2, 0],
					[5, 1, 1]
				]
			},
			{ unit: 'E', value: null, missingReason: 'notApplicable', note: 'no such thing' },
			{ unit: 'F', value: 12.5 }
		]);
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
