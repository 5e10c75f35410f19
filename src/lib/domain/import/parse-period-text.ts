import { makePeriod, periodOfDate, type Period, type PeriodKind } from '../period/period';

export interface PeriodHints {
	/** the year of a text that names none: 一季度 */
	readonly year?: number | undefined;
	/** what a day is taken for: 2026-03-31 is March, or the first quarter. A month without it. */
	readonly kind?: PeriodKind | undefined;
}

const longest = 40;
const aroundChinese = /\s+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\s+/g;
const numerals = '〇一二三四五六七八九';
const ordinals = ['first', 'second', 'third', 'fourth'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = [
	'january',
	'february',
	'march',
	'april',
	'may',
	'june',
	'july',
	'august',
	'september',
	'october',
	'november',
	'december'
];
/** Months from the first to the last of a year's part, as statistics write it: 1-3月. */
const spans: Readonly<Record<string, readonly [PeriodKind, number]>> = {
	'1-3': ['quarter', 1],
	'4-6': ['quarter', 2],
	'7-9': ['quarter', 3],
	'10-12': ['quarter', 4],
	'1-6': ['half', 1],
	'7-12': ['half', 2],
	'1-12': ['year', 1]
};

/**
 * The period that people mean by `2026年3月`, `202603`, `2026/3`, `Mar 2026`, `2026Q1`, `2026年第一季度`, `2026上半年`, `1H 2026`,
 * `2026年1-6月`, `2026年度`, a day, or the number by which a spreadsheet keeps a day; undefined where they mean none, or more than one.
 */
export function parsePeriodText(text: string, hints: PeriodHints = {}): Period | undefined {
	if (text.length > longest) return undefined;
	const plain = arabic(text.normalize('NFKC').trim().toLowerCase().replace(aroundChinese, ''));
	return compact(plain, hints) ?? withYear(plain, hints) ?? withoutYear(plain, hints);
}

/** Chinese numerals as digits: 二〇二六年, 十二月, 第一季度. */
function arabic(text: string): string {
	return text
		.replace(/零|○/g, '〇')
		.replace(/[〇一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map((n) => numerals.indexOf(n)).join(''))
		.replace(/十([一二])?(?=月)/g, (_, one?: string) => String(10 + (one ? numerals.indexOf(one) : 0)))
		.replace(/[一二三四五六七八九](?=月|季)/g, (n) => String(numerals.indexOf(n)));
}

/** What is written without anything between: 202603, 20260331, 46082, Mar-26. */
function compact(text: string, { kind = 'month' }: PeriodHints): Period | undefined {
	const digits = /^(\d{4})(\d{2})(\d{2})?$/.exec(text);
	if (digits) {
		const [, year, month, day] = digits.map(Number) as [number, number, number, number];
		if (!isPlausibleYear(year)) return undefined;
		return digits[3] ? ofDay(year, month, day, kind) : ofMonth(year, month);
	}
	if (/^\d{5}$/.test(text)) {
		const serial = Number(text);
		// From 2000 to 2099: other numbers of five digits are other things.
		if (serial < 36_526 || serial > 73_050) return undefined;
		return periodOfDate(new Date((serial - 25_569) * 86_400_000).toISOString(), kind);
	}
	const short = /^([a-z]{3,9})\.?\s*[-'’]\s*(\d{2})$/.exec(text);
	if (short) return ofMonth(2000 + Number(short[2]), monthByName(short[1]!));
	const chinese = /^(\d{2})年/.exec(text);
	return chinese ? withYear(`20${text}`, { kind }) : undefined;
}

function withYear(text: string, hints: PeriodHints): Period | undefined {
	const found = /(?<!\d)(\d{4})(?!\d)/.exec(text);
	if (!found) return undefined;
	const year = Number(found[1]);
	if (!isPlausibleYear(year)) return undefined;
	const before = text.slice(0, found.index);
	const after = text.slice(found.index + 4);
	if (before.trim() !== '' && after.replace(/^年度?/, '').trim() !== '') return undefined;
	const rest = tidy(before + after);
	const kind = hints.kind ?? 'month';
	if (rest === '' || /^(年|年度|全年|年全年|year)$/.test(rest)) return makePeriod('year', year);
	const day = /^年?(\d{1,2})[-/.月](\d{1,2})(日|号)?([ t]\d{1,2}:.*)?$/.exec(rest);
	if (day && before.trim() === '') return ofDay(year, Number(day[1]), Number(day[2]), kind);
	const part = rest.replace(/^年/, '').trim();
	const bare = /^(?:m|第)?(\d{1,2})$/.exec(part);
	if (bare && !rest.startsWith('年')) return ofMonth(year, Number(bare[1]));
	return partOfYear(part, year);
}

function withoutYear(text: string, { year }: PeriodHints): Period | undefined {
	return year === undefined || /\d{3}/.test(text) ? undefined : partOfYear(tidy(text), year);
}

function partOfYear(part: string, year: number): Period | undefined {
	const span = /^(\d{1,2})月?[-~—–至到](\d{1,2})月(份|累计)?$/.exec(part);
	if (span) {
		const found = spans[`${Number(span[1])}-${Number(span[2])}`];
		return found && makePeriod(found[0], year, found[1]);
	}
	const month = /^(?:m|第)?(\d{1,2})(?:月|月份|月度|月末|月底)$/.exec(part);
	if (month) return ofMonth(year, Number(month[1]));
	const named = monthByName(part.replace(/\.$/, ''));
	if (named > 0) return ofMonth(year, named);
	const quarter = /^(?:第?([1-4])季度?|q([1-4])|([1-4])q|(?:quarter|qtr\.?) ?([1-4]))$/.exec(part);
	if (quarter) return makePeriod('quarter', year, firstNumber(quarter));
	const half = /^(?:h([12])|([12])h|half ?([12]))$/.exec(part);
	if (half) return makePeriod('half', year, firstNumber(half));
	if (/^上半年度?$/.test(part)) return makePeriod('half', year, 1);
	if (/^下半年度?$/.test(part)) return makePeriod('half', year, 2);
	const inWords = /^(first|second|third|fourth|1st|2nd|3rd|4th)[ -](quarter|half)$/.exec(part);
	if (!inWords) return undefined;
	const index = ordinals.indexOf(inWords[1]!) + 1 || Number(inWords[1]![0]);
	if (inWords[2] === 'quarter') return makePeriod('quarter', year, index);
	return index <= 2 ? makePeriod('half', year, index) : undefined;
}

/** Without the signs and small words that stand between a year and its part. */
function tidy(text: string): string {
	return text
		.replace(/\b(of|the)\b/g, ' ')
		.replace(/^[\s\-_/.,'’]+|[\s\-_/.,'’]+$/g, '')
		.replace(/\s+/g, ' ');
}

function monthByName(name: string): number {
	const exact = monthNames.indexOf(name);
	if (exact >= 0) return exact + 1;
	return name === 'sept' ? 9 : months.indexOf(name) + 1;
}

function ofMonth(year: number, month: number): Period | undefined {
	return month >= 1 && month <= 12 ? makePeriod('month', year, month) : undefined;
}

function ofDay(year: number, month: number, day: number, kind: PeriodKind): Period | undefined {
	const date = new Date(Date.UTC(year, month - 1, day));
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
	return periodOfDate(date.toISOString(), kind);
}

/** Years of statistics: four digits beyond them are codes and amounts. */
function isPlausibleYear(year: number): boolean {
	return year >= 1900 && year <= 2199;
}

function firstNumber(match: RegExpExecArray): number {
	return Number(match.slice(1).find((group) => group !== undefined));
}
