import type { MappingGuess, ValueColumn } from '../../domain/import/guess-mapping';
import { mappingSchema, type Mapping } from './mapping';
import type { RowSource } from './row-source';

/** How a file is read, as it was found out, so that the next file like it is read the same way. */
export function formatOfSource(source: RowSource): Mapping['format'] {
	return {
		type: source.format,
		encoding: source.encoding ?? 'utf-8',
		delimiter: source.delimiter ?? ',',
		...(source.sheet === undefined ? {} : { sheet: source.sheet }),
		...(source.headerRow > 0 ? { headerRow: source.headerRow, headerRows: source.headerRows } : {})
	};
}

/** The mapping that a guess amounts to, or undefined while something is open that only a person can say. */
export function mappingOfGuess(
	guess: MappingGuess,
	format: Mapping['format'],
	source: string
): Mapping | undefined {
	if (guess.open.length > 0 || !guess.unit) return undefined;
	const values = guess.values.map(({ value }) => value);
	const { indicator, period } = guess;
	const isLong = indicator !== undefined && 'column' in indicator.value;
	const isPeriodSaid = values.every((value) => value.period !== undefined);
	const parsed = mappingSchema.safeParse({
		source,
		format,
		unit: guess.unit.value,
		...(period && !isPeriodSaid ? { period: period.value } : {}),
		...(isLong
			? { indicator: indicator.value, value: longValue(values, guess.reasonColumn?.value) }
			: { values: wideValues(values) })
	});
	return parsed.success ? parsed.data : undefined;
}

function longValue(values: readonly ValueColumn[], reasonColumn: string | undefined) {
	if (values.every(({ period }) => period !== undefined)) {
		return { periods: values.map(({ column, period }) => ({ column, period })) };
	}
	return { column: values[0]!.column, ...(reasonColumn === undefined ? {} : { reasonColumn }) };
}

/** A numerator and a denominator of one indicator and period are one value; half a ratio is none. */
function wideValues(values: readonly ValueColumn[]) {
	const whole = values
		.filter(({ part }) => part === 'value')
		.map(({ column, indicator, period }) => ({ indicator, column, ...(period ? { period } : {}) }));
	const ratios = values
		.filter(({ part }) => part === 'numerator')
		.flatMap(({ column, indicator, period }) => {
			const below = values.find(
				(other) => other.part === 'denominator' && other.indicator === indicator && other.period === period
			);
			return below
				? [{ indicator, numerator: column, denominator: below.column, ...(period ? { period } : {}) }]
				: [];
		});
	// Where a file gives a ratio and its parts, the parts say more.
	const composed = new Set(ratios.map(({ indicator, period }) => JSON.stringify([indicator, period])));
	return [
		...whole.filter(({ indicator, period }) => !composed.has(JSON.stringify([indicator, period]))),
		...ratios
	];
}
