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

/** A mapping of one column of values, or what is said instead. */
export const wide = (over: Partial<Record<keyof Mapping, unknown>> = {}): Mapping =>
	mappingSchema.parse({
		source: 'a test',
		unit: { column: 'unit' },
		period: { column: 'period' },
		values: [{ indicator: 'N', column: 'n' }],
		...over
	});

/** Reads a text through a mapping, for somebody who may import for units A to Y. */
export async function run(mapping: Mapping, text: string, limit?: number) {
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
