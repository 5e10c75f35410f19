import { periodParts, type PeriodPart } from './parse-period-parts';
import type { ColumnProfile } from './profile-column';

/** The second of two columns that say a period together. */
export interface PartColumn {
	readonly column: string;
	readonly kind: PeriodPart;
}

interface NamedColumn {
	readonly name: string;
	readonly profile: Pick<ColumnProfile, 'yearShare' | 'partShare'>;
}

/** Columns that say a period together, and how the rows are read by them. */
export interface PeriodInParts<Column> {
	readonly columns: readonly Column[];
	readonly value:
		| { readonly column: string; readonly read: 'any'; readonly part: PartColumn }
		| { readonly fixed: string; readonly part: PartColumn };
	/** share of the cells that are such a part */
	readonly confidence: number;
}

const enough = 0.5;
const sure = 0.9;
const partWords: Readonly<Record<PeriodPart, RegExp>> = {
	month: /^(?:统计|报告|所属|填报)?(?:月|月份|月度)$|^(?:reporting |calendar )?month$/i,
	quarter: /^(?:统计|报告|所属|填报)?(?:季|季度)$|^(?:reporting |calendar )?(?:quarter|qtr)$/i
};
const yearWords = /^年$|年份|年度|year/i;

/**
 * A period in two columns: one of years, and one that is called month or quarter and holds such without a year. Where no column
 * holds years, the year that stands beside the table is meant.
 */
export function findPeriodInParts<Column extends NamedColumn>(
	columns: readonly Column[],
	year: number | undefined
): PeriodInParts<Column> | undefined {
	for (const kind of periodParts) {
		const found = columns.find(
			({ name, profile }) => partWords[kind].test(name.trim()) && profile.partShare[kind] >= enough
		);
		if (!found) continue;
		const part = { column: found.name, kind };
		const confidence = found.profile.partShare[kind];
		const years = columns.filter((column) => column !== found && column.profile.yearShare >= enough);
		// Amounts between 1900 and 2199 look like years.
		const yearColumn =
			years.find(({ name }) => yearWords.test(name.trim())) ??
			years.find(({ profile }) => profile.yearShare >= sure);
		if (yearColumn) {
			const value = { column: yearColumn.name, read: 'any' as const, part };
			return { columns: [yearColumn, found], value, confidence };
		}
		if (year !== undefined) return { columns: [found], value: { fixed: String(year), part }, confidence };
	}
	return undefined;
}
