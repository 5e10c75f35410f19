import type { Period } from '../period/period';
import { findPeriodInParts, type PartColumn } from './period-in-parts';
import { IndicatorMatcher, type IndicatorPart, type MatchableIndicator } from './indicator-matcher';
import { profileColumn, type ColumnProfile } from './profile-column';
import { indicatorBeside, periodBeside, yearBeside } from './read-preamble';
import { readHeader, type HeaderMeaning } from './read-header';
import type { UnitMatcher } from './unit-matcher';

/** The beginning of a table, as a reader gives it. */
export interface TableSample {
	readonly header: readonly string[];
	readonly rows: readonly (readonly string[])[];
	readonly preamble: readonly string[];
	/** names of the sheet and of the file, which say what stands nowhere else */
	readonly titles?: readonly string[];
}

export interface KnownThings {
	readonly units: UnitMatcher;
	readonly indicators: readonly MatchableIndicator[];
}

/** Why something was guessed; pages have words for each. */
export const guessReasons = [
	'cellsNameUnits',
	'cellsArePeriods',
	'cellsNameIndicators',
	'headerSaysSo',
	'headerIsPeriod',
	'headerNamesIndicator',
	'textBesideSaysSo',
	'onlyNumbersLeft'
] as const;
export type GuessReason = (typeof guessReasons)[number];

export interface Guess<T> {
	readonly value: T;
	/** 0 to 1: the share of the sample that speaks for it, less where only a word does */
	readonly confidence: number;
	readonly reason: GuessReason;
}

/** A column that holds values: of which indicator and period, where the header says so. */
export interface ValueColumn {
	readonly column: string;
	readonly indicator?: string;
	readonly part: IndicatorPart;
	readonly period?: string;
}

export interface MappingGuess {
	/** long: a row is a value, or an indicator with a column a period; wide: a column is an indicator */
	readonly layout: 'long' | 'wide';
	readonly unit?: Guess<{ readonly column: string; readonly match: 'code' | 'any' }>;
	readonly period?: Guess<
		| {
				readonly column: string;
				readonly read: 'code' | 'any';
				readonly year?: number;
				/** the column says the year alone, and this one the month or the quarter of it */
				readonly part?: PartColumn;
		  }
		| { readonly fixed: string; readonly part?: PartColumn }
	>;
	/** of a long table: the column of indicators; of one whose header holds periods only: the one it is about */
	readonly indicator?: Guess<{ readonly column: string } | { readonly fixed: string }>;
	readonly reasonColumn?: Guess<string>;
	readonly values: readonly Guess<ValueColumn>[];
	/** columns that nobody could make anything of */
	readonly leftovers: readonly string[];
	/** what somebody has to say before rows can be read */
	readonly open: readonly ('unit' | 'period' | 'indicator' | 'value')[];
}

interface Column {
	readonly name: string;
	readonly meaning: HeaderMeaning;
	readonly profile: ColumnProfile;
}

const enough = 0.5;

/** Guesses what the columns of a table mean, by their names and by a sample of their cells. Says how sure it is, and why. */
export function guessMapping(sample: TableSample, known: KnownThings): MappingGuess {
	const indicators = new IndicatorMatcher(known.indicators);
	const beside = [...sample.preamble, ...(sample.titles ?? [])];
	const year = yearBeside(beside);
	const columns = sample.header
		.map((name, at): Column => {
			const cells = sample.rows.map((row) => row[at] ?? '');
			return {
				name,
				meaning: readHeader(name, indicators, year),
				profile: profileColumn(cells, known.units, indicators, year)
			};
		})
		.filter(({ name }) => name !== '');
	const taken = new Set<Column>();
	const take = <T extends Column>(column: T | undefined): T | undefined => {
		if (column) taken.add(column);
		return column;
	};
	const free = (): Column[] => columns.filter((c) => !taken.has(c));

	const unit = take(best(free(), unitScore));
	const inHeader = free().filter((c) => c.meaning.period !== undefined && holdsNumbers(c));
	const parts = inHeader.length > 1 ? undefined : findPeriodInParts(free(), year);
	if (parts) for (const column of parts.columns) taken.add(column);
	const periodColumn = parts || inHeader.length > 1 ? undefined : take(best(free(), periodScore));
	const indicatorColumn = take(best(free(), indicatorScore));
	const about = indicatorBeside(beside, indicators);
	const values = valueColumns(free(), indicatorColumn !== undefined);
	for (const { column } of values) taken.add(column);
	const reason = take(free().find((c) => c.meaning.role === 'reason' && values.length > 0));
	const isPeriodSaid = values.length > 0 && values.every(({ column }) => column.meaning.period);
	const fixedPeriod = isPeriodSaid || periodColumn || parts ? undefined : periodBeside(beside);
	const needsAbout = !indicatorColumn && values.some(({ column }) => !column.meaning.indicator);
	const guess: Omit<MappingGuess, 'open'> = {
		layout: indicatorColumn ? 'long' : 'wide',
		...(unit ? { unit: unitGuess(unit) } : {}),
		...(parts
			? { period: { value: parts.value, confidence: parts.confidence, reason: 'cellsArePeriods' as const } }
			: {}),
		...(periodColumn
			? { period: periodGuess(periodColumn, year) }
			: fixedPeriod
				? {
						period: {
							value: { fixed: fixedPeriod.code },
							confidence: 0.6,
							reason: 'textBesideSaysSo' as const
						}
					}
				: {}),
		...(indicatorColumn
			? { indicator: indicatorGuess(indicatorColumn) }
			: needsAbout && about
				? { indicator: { value: { fixed: about }, confidence: 0.7, reason: 'textBesideSaysSo' as const } }
				: {}),
		...(reason
			? { reasonColumn: { value: reason.name, confidence: 0.8, reason: 'headerSaysSo' as const } }
			: {}),
		values: values.map((value) => valueGuess(value, indicatorColumn ? undefined : about)),
		leftovers: free().map(({ name }) => name)
	};
	return { ...guess, open: openQuestions(guess, isPeriodSaid) };
}

function best(columns: readonly Column[], score: (column: Column) => number): Column | undefined {
	let found: Column | undefined;
	let most = enough;
	for (const column of columns) {
		const points = score(column);
		if (points < most || (found && points === most)) continue;
		found = column;
		most = points;
	}
	return found;
}

/** A code says more than a name; a column of numbers that happen to be codes says nothing without its name. */
function unitScore({ meaning, profile }: Column): number {
	if (meaning.period || meaning.indicator) return 0;
	const isSaid = meaning.role === 'unit';
	if (profile.unitShare < 0.3 || (profile.numberShare > 0.9 && !isSaid && profile.unitCodeShare < 0.9))
		return 0;
	return profile.unitShare + 0.3 * profile.unitCodeShare + (isSaid ? 0.2 : 0);
}

function periodScore({ meaning, profile }: Column): number {
	if (meaning.indicator || meaning.period) return 0;
	const isSaid = meaning.role === 'period';
	// Amounts between 1900 and 2199 look like years.
	if (!isSaid && profile.numberShare > 0.9 && profile.periodShare < 1) return 0;
	if (meaning.role === 'value') return 0;
	// Of a column of years and one of months or quarters of them, the latter says more.
	return profile.periodShare < 0.5 ? 0 : profile.periodShare + (isSaid ? 0.3 : 0) - 0.1 * profile.yearShare;
}

function indicatorScore({ meaning, profile }: Column): number {
	if (meaning.period || meaning.indicator) return 0;
	if (profile.indicatorShare >= enough)
		return profile.indicatorShare + (meaning.role === 'indicator' ? 0.2 : 0);
	return meaning.role === 'indicator' && profile.filled > 0 && profile.numberShare < enough ? enough : 0;
}

function holdsNumbers({ profile }: Column): boolean {
	return profile.filled === 0 || profile.numberShare >= enough;
}

interface FoundValue {
	readonly column: Column;
	readonly reason: GuessReason;
}

/** Columns whose names say of what they are values; without any, the one that is called so, or the only one with numbers. */
function valueColumns(free: readonly Column[], isLong: boolean): FoundValue[] {
	const periods = free.filter((c) => c.meaning.period && holdsNumbers(c));
	const named = isLong ? [] : free.filter((c) => c.meaning.indicator);
	if (periods.length > 0 || named.length > 0) {
		return free
			.filter((c) => periods.includes(c) || named.includes(c))
			.map((column) => ({
				column,
				reason: column.meaning.indicator ? 'headerNamesIndicator' : 'headerIsPeriod'
			}));
	}
	const called = free.find((c) => c.meaning.role === 'value');
	if (called) return [{ column: called, reason: 'headerSaysSo' }];
	const numeric = free.filter((c) => c.profile.filled > 0 && c.profile.numberShare >= 0.8);
	return numeric.length === 1 ? [{ column: numeric[0]!, reason: 'onlyNumbersLeft' }] : [];
}

function unitGuess({ name, profile, meaning }: Column): NonNullable<MappingGuess['unit']> {
	return {
		value: { column: name, match: profile.unitCodeShare === 1 ? 'code' : 'any' },
		confidence: Math.min(1, profile.unitShare),
		reason: profile.unitShare >= enough || meaning.role !== 'unit' ? 'cellsNameUnits' : 'headerSaysSo'
	};
}

function periodGuess(
	{ name, profile }: Column,
	year: number | undefined
): NonNullable<MappingGuess['period']> {
	return {
		value: { column: name, read: 'any', ...(year === undefined ? {} : { year }) },
		confidence: profile.periodShare,
		reason: 'cellsArePeriods'
	};
}

function indicatorGuess({ name, profile }: Column): NonNullable<MappingGuess['indicator']> {
	const isNamed = profile.indicatorShare >= enough;
	return {
		value: { column: name },
		confidence: isNamed ? profile.indicatorShare : 0.4,
		reason: isNamed ? 'cellsNameIndicators' : 'headerSaysSo'
	};
}

function valueGuess({ column, reason }: FoundValue, about: string | undefined): Guess<ValueColumn> {
	const { indicator, period } = column.meaning;
	const code = indicator?.code ?? about;
	return {
		value: {
			column: column.name,
			part: indicator?.part ?? 'value',
			...(code === undefined ? {} : { indicator: code }),
			...(period ? { period: (period as Period).code } : {})
		},
		confidence: holdsNumbers(column) ? (reason === 'onlyNumbersLeft' ? 0.6 : 0.9) : 0.4,
		reason
	};
}

function openQuestions(guess: Omit<MappingGuess, 'open'>, isPeriodSaid: boolean): MappingGuess['open'] {
	const open: MappingGuess['open'][number][] = [];
	if (!guess.unit) open.push('unit');
	if (!guess.period && !isPeriodSaid) open.push('period');
	if (guess.values.length === 0) open.push('value');
	const isNamed = guess.layout === 'long' || guess.values.every(({ value }) => value.indicator !== undefined);
	if (!isNamed || guess.values.length === 0) open.push('indicator');
	return guess.layout === 'long' ? open.filter((question) => question !== 'indicator') : open;
}
