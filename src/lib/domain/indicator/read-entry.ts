import type { MissingReason } from '../scoring/missing-reason';
import { figureValue } from './figure-value';
import type { Histogram, Indicator } from './indicator';
import { parseHistogram, type HistogramProblem } from './parse-histogram';
import { parseNumber, type NumberProblem } from './parse-number';

/** Reasons that a unit may give itself; the others follow from review and computation. */
export const reportableReasons = ['notReported', 'notApplicable'] as const satisfies readonly MissingReason[];
export type ReportableReason = (typeof reportableReasons)[number];

/** One indicator's fields as they were typed. */
export interface TypedEntry {
	readonly value: string;
	readonly numerator: string;
	readonly denominator: string;
	readonly distribution: string;
	/** '' or a `ReportableReason` */
	readonly reason: string;
	readonly note: string;
}

export type EntryField = keyof TypedEntry;

/** What a unit reports of an indicator and a period: a value with what it is made of, or a reason for its absence. */
export interface Entry {
	/** in the indicator's own unit; null beside a reason, and of a distribution with too few cases to give a number */
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly note: string | null;
}

export type EntryProblem =
	| {
			readonly field: 'value' | 'numerator' | 'denominator';
			readonly code: NumberProblem | 'required' | 'negative';
	  }
	| { readonly field: 'denominator'; readonly code: 'zero' }
	| { readonly field: 'numerator'; readonly code: 'aboveDenominator' }
	| {
			readonly field: 'value';
			readonly code: 'belowMinimum' | 'aboveMaximum';
			readonly bound: number;
			readonly value: number;
	  }
	| { readonly field: 'value'; readonly code: 'notWhole' }
	| { readonly field: 'distribution'; readonly code: 'lines'; readonly lines: readonly HistogramProblem[] }
	| { readonly field: 'reason'; readonly code: 'unknown' | 'besideValue' }
	| { readonly field: 'note'; readonly code: 'required' | 'tooLong' };

export type EntryReading =
	/** neither a value nor a reason: at most a note, to be kept with the draft */
	| { readonly kind: 'empty'; readonly entry: Entry }
	| { readonly kind: 'entry'; readonly entry: Entry }
	| { readonly kind: 'problems'; readonly problems: readonly EntryProblem[] };

type Shape = Pick<
	Indicator,
	'measure' | 'isRatio' | 'factor' | 'timeRule' | 'statistic' | 'minimum' | 'maximum'
>;

export type EntryShape = 'ratio' | 'distribution' | 'value';
export const longestNote = 2000;

/** What has to be typed for an indicator. */
export function entryShape(indicator: Pick<Indicator, 'isRatio' | 'timeRule'>): EntryShape {
	if (indicator.timeRule === 'distribution') return 'distribution';
	return indicator.isRatio ? 'ratio' : 'value';
}

/** Reads one indicator's fields, or says everything that is wrong with them. */
export function readEntry(indicator: Shape, typed: TypedEntry): EntryReading {
	const problems: EntryProblem[] = [];
	const note = typed.note.trim() || null;
	if (note && note.length > longestNote) problems.push({ field: 'note', code: 'tooLong' });
	const figures = readFigures(indicator, typed, problems);
	const reason = typed.reason.trim();
	if (reason !== '' && !isReportable(reason)) problems.push({ field: 'reason', code: 'unknown' });
	else if (reason !== '' && (figures || problems.length > 0))
		problems.push({ field: 'reason', code: 'besideValue' });
	else if (reason !== '' && !note) problems.push({ field: 'note', code: 'required' });
	if (problems.length > 0) return { kind: 'problems', problems };
	if (reason !== '' && isReportable(reason)) {
		return { kind: 'entry', entry: { ...nothing, missingReason: reason, note } };
	}
	return figures
		? { kind: 'entry', entry: { ...nothing, ...figures, note } }
		: { kind: 'empty', entry: { ...nothing, note } };
}

/** What a cell holds before anything is typed, and after it was cleared. */
export const nothing = {
	value: null,
	numerator: null,
	denominator: null,
	distribution: null,
	missingReason: null
} as const;

function isReportable(reason: string): reason is ReportableReason {
	return (reportableReasons as readonly string[]).includes(reason);
}

type Figures = Partial<Omit<Entry, 'note'>>;

function readFigures(indicator: Shape, typed: TypedEntry, problems: EntryProblem[]): Figures | undefined {
	const shape = entryShape(indicator);
	if (shape === 'distribution') return readDistribution(indicator, typed, problems);
	return shape === 'ratio' ? readRatio(indicator, typed, problems) : readValue(indicator, typed, problems);
}

function readDistribution(
	indicator: Shape,
	typed: TypedEntry,
	problems: EntryProblem[]
): Figures | undefined {
	const parsed = parseHistogram(typed.distribution, indicator);
	if (parsed.kind === 'problems')
		problems.push({ field: 'distribution', code: 'lines', lines: parsed.problems });
	if (parsed.kind !== 'histogram') return undefined;
	const { statistic } = indicator;
	const figure = figureValue({ points: parsed.histogram }, statistic ? { statistic } : {});
	return { distribution: parsed.histogram, value: 'value' in figure ? figure.value : null };
}

function readValue(indicator: Shape, typed: TypedEntry, problems: EntryProblem[]): Figures | undefined {
	const value = readNumber('value', typed.value, problems, indicator.measure === 'percent');
	if (value === undefined) return undefined;
	if (indicator.measure === 'count' && !Number.isInteger(value))
		problems.push({ field: 'value', code: 'notWhole' });
	checkBounds(indicator, value, problems);
	return { value };
}

/** Nothing of nothing is an answer: in this period nothing fell due, so there is no rate. */
function readRatio(indicator: Shape, typed: TypedEntry, problems: EntryProblem[]): Figures | undefined {
	const before = problems.length;
	const numerator = readNumber('numerator', typed.numerator, problems);
	const denominator = readNumber('denominator', typed.denominator, problems);
	if (problems.length > before || (numerator === undefined && denominator === undefined)) return undefined;
	if (numerator === undefined) problems.push({ field: 'numerator', code: 'required' });
	else if (numerator < 0) problems.push({ field: 'numerator', code: 'negative' });
	if (denominator === undefined) problems.push({ field: 'denominator', code: 'required' });
	else if (denominator < 0) problems.push({ field: 'denominator', code: 'negative' });
	else if (denominator === 0 && numerator !== 0) problems.push({ field: 'denominator', code: 'zero' });
	if (problems.length > before || numerator === undefined || denominator === undefined) return undefined;
	const figure = figureValue(
		{ numerator, denominator },
		{ per: indicator.measure === 'percent' ? 100 : indicator.factor }
	);
	if ('missing' in figure) return { numerator, denominator, missingReason: figure.missing };
	const { value } = figure;
	if (!Number.isFinite(value)) problems.push({ field: 'numerator', code: 'outOfRange' });
	else if (indicator.measure === 'percent' && indicator.maximum === 100 && value > 100) {
		problems.push({ field: 'numerator', code: 'aboveDenominator' });
	} else checkBounds(indicator, value, problems);
	return { value, numerator, denominator };
}

function readNumber(
	field: 'value' | 'numerator' | 'denominator',
	text: string,
	problems: EntryProblem[],
	percent = false
): number | undefined {
	const parsed = parseNumber(text, { percent });
	if (parsed.kind === 'problem') problems.push({ field, code: parsed.problem });
	if (parsed.kind !== 'number') return undefined;
	// Beyond what can be counted exactly nothing is counted: sums of such numbers would be no numbers any more.
	if (Math.abs(parsed.value) > Number.MAX_SAFE_INTEGER) problems.push({ field, code: 'outOfRange' });
	return parsed.value;
}

function checkBounds(indicator: Shape, value: number, problems: EntryProblem[]): void {
	const { minimum, maximum } = indicator;
	if (minimum !== null && value < minimum)
		problems.push({ field: 'value', code: 'belowMinimum', bound: minimum, value });
	if (maximum !== null && value > maximum)
		problems.push({ field: 'value', code: 'aboveMaximum', bound: maximum, value });
}
