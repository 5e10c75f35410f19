import { z } from 'zod';
import { periodParts } from '../../domain/import/parse-period-parts';
import { findPeriod, periodKinds } from '../../domain/period/period';
import { missingReasons } from '../../domain/scoring/missing-reason';
import { unitKinds, unitLevels } from '../../domain/unit/unit';
import { sourceEncodings, sourceFormats, type SourceOptions } from './row-source';

const localised = z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) });
const column = z.string().min(1);
const periodCode = z.string().refine((code) => findPeriod(code) !== undefined, {
	message: 'is no period: write 2026-03, 2026-Q1, 2026-H1 or 2026'
});

const filter = z
	.strictObject({
		column,
		in: z.array(z.string()).min(1).optional(),
		notIn: z.array(z.string()).min(1).optional()
	})
	.refine((f) => (f.in === undefined) !== (f.notIn === undefined), {
		message: 'give either "in" or "notIn"'
	});

const rootUnit = z.strictObject({
	code: z.string().min(1),
	kind: z.enum(unitKinds),
	level: z.enum(unitLevels),
	name: localised,
	shortName: localised.optional(),
	timeZone: z.string().optional()
});

const unitSource = z
	.strictObject({
		column: column.optional(),
		/** the whole file is of one unit, by its code */
		fixed: z.string().min(1).optional(),
		/** `code`: the column holds codes, to the letter; `any`: codes, names, short names or pinyin, as `UnitMatcher` reads them */
		match: z.enum(['code', 'any']).default('code'),
		/** texts of the file for which somebody chose the unit: text → code; they come before any matching */
		codes: z.record(z.string(), z.string()).optional(),
		/** units that the file names and the tree does not have are made below `root` */
		create: z
			.strictObject({
				root: rootUnit,
				kind: z.enum(unitKinds),
				level: z.enum(unitLevels),
				sector: z.string().optional(),
				/** column of the name; of several, the one in the last row holds. Without it the code is the name. */
				nameColumn: column.optional()
			})
			.optional()
	})
	.refine((u) => (u.column === undefined) !== (u.fixed === undefined), {
		message: 'give either "column" or "fixed"'
	});

const periodSource = z
	.strictObject({
		column: column.optional(),
		/** the whole file is of one period */
		fixed: periodCode.optional(),
		/** `column` (or `fixed`) says the year alone, and another column the month or the quarter of it */
		part: z.strictObject({ column, kind: z.enum(periodParts) }).optional(),
		kind: z.enum(periodKinds).optional(),
		/** `code`: the column holds period codes, to the letter; `any`: as people write them (`parsePeriodText`) */
		read: z.enum(['code', 'any']).default('code'),
		/** the year of texts that name none (一季度) */
		year: z.number().int().min(1000).max(9999).optional()
	})
	.refine((p) => (p.column === undefined) !== (p.fixed === undefined), {
		message: 'give either "column" or "fixed"'
	})
	.refine((p) => !p.part || p.fixed === undefined || findPeriod(p.fixed)?.kind === 'year', {
		message: 'where "part" names a column of months or quarters, "fixed" is a year'
	});

const wideValue = z
	.strictObject({
		indicator: z.string().min(1),
		column: column.optional(),
		numerator: column.optional(),
		denominator: column.optional(),
		/** where the header says the period: that of this column */
		period: periodCode.optional(),
		/** what a denominator of zero means */
		zeroDenominator: z.enum(missingReasons).optional()
	})
	.refine((v) => (v.column === undefined) === (v.numerator !== undefined && v.denominator !== undefined), {
		message: 'give either "column", or "numerator" and "denominator"'
	});

/**
 * Where a row of a long file has its value: as it is, in its two parts, or as a distribution (any of the three may be empty), or
 * one column a period.
 */
const longValue = z
	.strictObject({
		column: column.optional(),
		numerator: column.optional(),
		denominator: column.optional(),
		distribution: column.optional(),
		reasonColumn: column.optional(),
		noteColumn: column.optional(),
		periods: z
			.array(z.strictObject({ column, period: periodCode }))
			.min(1)
			.optional()
	})
	.refine((v) => (v.column ?? v.numerator ?? v.distribution) === undefined || v.periods === undefined, {
		message: 'give either "column" or "periods"'
	})
	.refine((v) => (v.column ?? v.numerator ?? v.distribution ?? v.periods) !== undefined, {
		message: 'give either "column" or "periods"'
	})
	.refine((v) => (v.numerator === undefined) === (v.denominator === undefined), {
		message: 'give "numerator" and "denominator" together'
	});

/** A declarative description of a file: which column says what. Unknown keys are refused. */
export const mappingSchema = z
	.strictObject({
		/** who published the data and under which licence; stands on every receipt */
		source: z.string().min(1),
		format: z
			.strictObject({
				type: z.enum(sourceFormats).default('csv'),
				encoding: z.enum(sourceEncodings).default('utf-8'),
				delimiter: z.string().length(1).default(','),
				/** of a workbook; without it the first that is shown */
				sheet: z.string().min(1).optional(),
				/** where the header begins (from 1) and how many rows it takes up; without them they are found out */
				headerRow: z.number().int().min(1).optional(),
				headerRows: z.number().int().min(1).max(10).optional()
			})
			.default({ type: 'csv', encoding: 'utf-8', delimiter: ',' }),
		where: z.array(filter).default([]),
		unit: unitSource,
		/** left out where each column of `values` or of `value.periods` says its own */
		period: periodSource.optional(),
		/** wide: one column an indicator, or an indicator in a period */
		values: z.array(wideValue).min(1).optional(),
		/** long: one row a value, or one row an indicator and one column a period */
		indicator: z.strictObject({ column, codes: z.record(z.string(), z.string()).optional() }).optional(),
		value: longValue.optional(),
		/** cell texts that stand for a number, with the reason why: `{ "LT1": { "value": 0.5, "note": "less than a day" } }` */
		replace: z.record(z.string(), z.strictObject({ value: z.number(), note: z.string().min(1) })).default({}),
		/** cell texts that stand for a reason of absence; an empty cell is `notReported` unless said otherwise here */
		missing: z.record(z.string(), z.enum(missingReasons)).default({}),
		/** what an empty cell says: that nothing was reported, or nothing at all */
		empty: z.enum(['notReported', 'skip']).default('notReported'),
		/** `typed`: numbers as people write them (full-width digits, thousands apart, a percent sign) */
		numbers: z.enum(['plain', 'typed']).default('plain'),
		/** digits are grouped by this character; decimals are always set off by a point */
		groupSeparator: z.enum([',', ' ', '']).default(''),
		/** rows that name a cell a second time: refused, or dropped when they say the same */
		duplicates: z.enum(['refuse', 'dropIdentical']).default('refuse'),
		/** files beside the mapping: indicators to make, and a framework whose rounds are made for the periods of the file */
		indicators: z.string().optional(),
		framework: z.string().optional()
	})
	.refine((m) => (m.values === undefined) === (m.indicator !== undefined && m.value !== undefined), {
		message: 'give either "values" (wide), or "indicator" and "value" (long)'
	})
	.refine((m) => (m.period === undefined) === isPeriodInHeader(m), {
		message: 'say the period once: by "period", or by each column of "values" or "value.periods"'
	});

/** Whether the header says which period a value is of, and no column of the rows. */
function isPeriodInHeader(m: {
	values?: readonly { period?: string | undefined }[] | undefined;
	value?: { periods?: unknown } | undefined;
}): boolean {
	return m.values ? m.values.every((v) => v.period !== undefined) : m.value?.periods !== undefined;
}

export type Mapping = z.infer<typeof mappingSchema>;
export type WideValue = z.infer<typeof wideValue>;

const indicatorFile = z.strictObject({
	code: z.string().min(1),
	name: localised,
	definition: localised,
	measure: z.enum(['percent', 'count', 'days', 'points', 'rate']),
	unitLabel: localised.optional(),
	direction: z.union([z.literal(1), z.literal(-1)]).default(1),
	frequency: z.enum(['month', 'quarter', 'year']),
	timeRule: z.enum(['sum', 'last', 'ratioOfSums', 'lastRatio', 'distribution']),
	rollUp: z.enum(['sum', 'ratio', 'distribution', 'none']).default('none'),
	isRatio: z.boolean().default(false),
	factor: z.number().positive().default(1),
	numerator: localised.optional(),
	denominator: localised.optional(),
	source: localised,
	minimum: z.number().optional(),
	maximum: z.number().optional(),
	decimals: z.number().int().min(0).max(6).default(1)
});

export const indicatorFileSchema = z.array(indicatorFile).min(1);
export type IndicatorFile = z.infer<typeof indicatorFileSchema>;

/** A framework with what the file contract of `scoring.md` does not hold: its names and what it is for. */
export const frameworkFileSchema = z.strictObject({
	name: localised,
	appliesTo: z.strictObject({
		kind: z.enum(unitKinds),
		levels: z.array(z.enum(unitLevels)).optional(),
		sectors: z.array(z.string()).optional()
	}),
	/** the file contract of `scoring.md`, checked by the engine */
	definition: z.record(z.string(), z.unknown())
});
export type FrameworkFile = z.infer<typeof frameworkFileSchema>;

/** What each column of a mapping is for, so that a missing one can be named. */
export function columnsOf(mapping: Mapping): string[] {
	const columns = [
		...mapping.where.map((f) => f.column),
		mapping.unit.column,
		mapping.unit.create?.nameColumn,
		mapping.period?.column,
		mapping.period?.part?.column,
		...(mapping.values ?? []).flatMap((v) => [v.column, v.numerator, v.denominator]),
		mapping.indicator?.column,
		mapping.value?.column,
		mapping.value?.numerator,
		mapping.value?.denominator,
		mapping.value?.distribution,
		mapping.value?.reasonColumn,
		mapping.value?.noteColumn,
		...(mapping.value?.periods ?? []).map((p) => p.column)
	];
	return [...new Set(columns.filter((c) => c !== undefined))];
}

/** How the file of a mapping is opened. */
export function sourceOptionsOf({ format: { type, ...rest } }: Pick<Mapping, 'format'>): SourceOptions {
	const said = Object.entries(rest).filter(([, value]) => value !== undefined);
	return { format: type, ...(Object.fromEntries(said) as Omit<SourceOptions, 'format'>) };
}
