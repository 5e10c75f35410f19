import { z } from 'zod';
import { periodKinds } from '../../domain/period/period';
import { missingReasons } from '../../domain/scoring/missing-reason';
import { unitKinds, unitLevels } from '../../domain/unit/unit';
import { sourceEncodings, sourceFormats } from './row-source';

const localised = z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) });
const column = z.string().min(1);

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

const codeOfText = z.record(z.string(), z.string().max(200));

const unitSource = z.strictObject({
	/** column of its code or name */
	column: column.optional(),
	/** code of the one unit of the whole file */
	code: column.optional(),
	/** texts of the file that stand for a unit, by its code; an empty code leaves their rows out */
	codes: codeOfText.optional(),
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
});

const wideValue = z
	.strictObject({
		indicator: z.string().min(1),
		column: column.optional(),
		numerator: column.optional(),
		denominator: column.optional(),
		/** what a denominator of zero means */
		zeroDenominator: z.enum(missingReasons).optional()
	})
	.refine((v) => (v.column === undefined) === (v.numerator !== undefined && v.denominator !== undefined), {
		message: 'give either "column", or "numerator" and "denominator"'
	});

/** Where a row of a long file has its value: as it is, in its two parts, or as a distribution; any of the three may be empty. */
const longValue = z
	.strictObject({
		column: column.optional(),
		numerator: column.optional(),
		denominator: column.optional(),
		distribution: column.optional(),
		reasonColumn: column.optional(),
		noteColumn: column.optional()
	})
	.refine((v) => v.column !== undefined || v.numerator !== undefined || v.distribution !== undefined, {
		message: 'name the column of the value'
	})
	.refine((v) => (v.numerator === undefined) === (v.denominator === undefined), {
		message: 'give "numerator" and "denominator" together'
	});

/** How the file is read. What is not said is found out. */
const format = z.strictObject({
	type: z.enum(sourceFormats).optional(),
	encoding: z.enum(sourceEncodings).optional(),
	delimiter: z.string().length(1).optional(),
	/** of a workbook */
	sheet: z.string().max(255).optional(),
	/** the row in which the header begins, from 1, and how many rows it takes up */
	headerRow: z.number().int().min(1).max(100_000).optional(),
	headerRows: z.number().int().min(1).max(10).optional()
});

/** A declarative description of a file: which column says what. Unknown keys are refused. */
export const mappingSchema = z
	.strictObject({
		/** who published the data and under which licence; stands on every receipt */
		source: z.string().min(1),
		format: format.default({}),
		where: z.array(filter).default([]),
		unit: unitSource,
		period: z.strictObject({
			column: column.optional(),
			/** code of the one period of the whole file */
			code: column.optional(),
			/** one column a period, each with values of the indicator that the row or the mapping names */
			columns: z.array(z.strictObject({ column, period: z.string().min(1) })).min(1).optional(),
			kind: z.enum(periodKinds).optional()
		}),
		/** wide: one column an indicator */
		values: z.array(wideValue).min(1).optional(),
		/** long: one row a value; the indicator stands in a column, or is one for the whole file */
		indicator: z
			.strictObject({ column: column.optional(), code: column.optional(), codes: codeOfText.optional() })
			.optional(),
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
	.refine((m) => [m.values, m.value, m.period.columns].filter((part) => part !== undefined).length === 1, {
		message: 'give either "values" (wide), "indicator" and "value" (long), or "period.columns"'
	})
	.refine((m) => (m.values === undefined) === (m.indicator !== undefined), {
		message: '"indicator" belongs to "value" and to "period.columns", not to "values"'
	})
	.refine((m) => isOne(m.unit.column, m.unit.code), { message: 'give either "unit.column" or "unit.code"' })
	.refine((m) => isOne(m.period.column, m.period.code, m.period.columns), {
		message: 'give one of "period.column", "period.code" and "period.columns"'
	})
	.refine((m) => !m.indicator || isOne(m.indicator.column, m.indicator.code), {
		message: 'give either "indicator.column" or "indicator.code"'
	});

function isOne(...parts: readonly unknown[]): boolean {
	return parts.filter((part) => part !== undefined).length === 1;
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
		mapping.period.column,
		...(mapping.period.columns ?? []).map((each) => each.column),
		...(mapping.values ?? []).flatMap((v) => [v.column, v.numerator, v.denominator]),
		mapping.indicator?.column,
		...Object.values(mapping.value ?? {})
	];
	return [...new Set(columns.filter((c) => c !== undefined))];
}
