import { figureValue } from '../../domain/indicator/figure-value';
import type { Histogram } from '../../domain/indicator/indicator';
import { findMissingReason } from '../../domain/import/reason-text';
import type { ImportProblemCode, ProblemDetails } from '../../domain/import/import-problem';
import { parseHistogram } from '../../domain/indicator/parse-histogram';
import { parseNumber } from '../../domain/indicator/parse-number';
import { missingReasons, type MissingReason } from '../../domain/scoring/missing-reason';
import type { CellPlan } from './cell-plan';
import type { KnownIndicator } from './map-rows';
import type { Mapping } from './mapping';
import type { CellValue } from './row-source';

/** What a cell says: a value with what it is made of, or a reason for its absence. */
export interface CellCore {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly note: string | null;
}

interface Wrong {
	/** position of the column */
	readonly at: number;
	readonly wrong: ImportProblemCode;
	readonly details: ProblemDetails;
}

type Typed = readonly (CellValue | undefined)[] | undefined;
type Reading =
	| { readonly value: number; readonly note: string | null }
	| { readonly missing: MissingReason }
	| { readonly empty: true }
	| Wrong;

/** Whole numbers are exact up to here (2⁵³ − 1); what lies beyond is a slip of the file. */
const largestValue = Number.MAX_SAFE_INTEGER;
const longestNote = 2_000;
const nothing = { value: null, numerator: null, denominator: null, distribution: null, missingReason: null };

/** Reads the cell of a plan in a row. Undefined: it says nothing. */
export function readCellOf(
	mapping: Mapping,
	plan: CellPlan,
	indicator: KnownIndicator,
	text: (at: number) => string,
	typed: Typed
): CellCore | Wrong | undefined {
	const noteText = text(plan.noteAt);
	if (noteText.length > longestNote) {
		return {
			at: plan.noteAt,
			wrong: 'textTooLong',
			details: { text: shorten(noteText), longest: longestNote }
		};
	}
	const note = noteText || null;
	const reasonText = text(plan.reasonAt);
	const reason = reasonText === '' ? undefined : findMissingReason(reasonText);
	if (reasonText !== '' && !reason) {
		const details = { text: shorten(reasonText), reasons: missingReasons.join(', ') };
		return { at: plan.reasonAt, wrong: 'unknownReason', details };
	}
	const body = readBody(mapping, plan, indicator, text, typed);
	if (body && 'wrong' in body) return body;
	if (!body) {
		if (reason) return { ...nothing, missingReason: reason, note };
		return mapping.empty === 'skip' ? undefined : { ...nothing, missingReason: 'notReported', note };
	}
	if (reason && body.missingReason !== reason) {
		return { at: plan.reasonAt, wrong: 'reasonBesideValue', details: {} };
	}
	return note === null ? body : { ...body, note };
}

/** Undefined: there is neither a value nor its parts. */
function readBody(
	mapping: Mapping,
	plan: CellPlan,
	indicator: KnownIndicator,
	text: (at: number) => string,
	typed: Typed
): CellCore | Wrong | undefined {
	const distribution = text(plan.distributionAt);
	if (indicator.isDistribution && (distribution !== '' || plan.distributionAt >= 0)) {
		return distribution === '' ? undefined : readDistribution(plan, indicator, distribution);
	}
	if (plan.numeratorAt >= 0) {
		const parts = readParts(mapping, plan, indicator, text, typed);
		if (parts) return parts;
	}
	if (plan.valueAt < 0) return undefined;
	const reading = readNumber(mapping, plan.valueAt, text(plan.valueAt), typed, indicator.isPercent);
	if ('wrong' in reading) return reading;
	if ('empty' in reading) return undefined;
	if ('missing' in reading) return { ...nothing, missingReason: reading.missing, note: null };
	if (indicator.isRatio) {
		return { at: plan.valueAt, wrong: 'partsWanted', details: { indicator: indicator.code } };
	}
	if (indicator.isCount && !Number.isInteger(reading.value)) {
		const details = { value: reading.value, indicator: indicator.code };
		return { at: plan.valueAt, wrong: 'notWhole', details };
	}
	return (
		outside(indicator, reading.value, plan.valueAt) ?? {
			...nothing,
			value: reading.value,
			note: reading.note
		}
	);
}

function readParts(
	mapping: Mapping,
	plan: CellPlan,
	indicator: KnownIndicator,
	text: (at: number) => string,
	typed: Typed
): CellCore | Wrong | undefined {
	const numerator = readNumber(mapping, plan.numeratorAt, text(plan.numeratorAt), typed, false);
	const denominator = readNumber(mapping, plan.denominatorAt, text(plan.denominatorAt), typed, false);
	if ('wrong' in numerator) return numerator;
	if ('wrong' in denominator) return denominator;
	if ('empty' in numerator && 'empty' in denominator) return undefined;
	for (const part of [numerator, denominator]) {
		if ('missing' in part) return { ...nothing, missingReason: part.missing, note: null };
	}
	if ('empty' in numerator || 'empty' in denominator) {
		// A file of another's making leaves a part out where it knows no more; a template does so by mistake.
		if (mapping.empty === 'notReported') return { ...nothing, missingReason: 'notReported', note: null };
		const at = 'empty' in numerator ? plan.numeratorAt : plan.denominatorAt;
		return { at, wrong: 'partMissing', details: {} };
	}
	if ('missing' in numerator || 'missing' in denominator) return undefined;
	const note = numerator.note ?? denominator.note;
	for (const [at, part] of [
		[plan.numeratorAt, numerator],
		[plan.denominatorAt, denominator]
	] as const) {
		if (indicator.isRatio && part.value < 0) return { at, wrong: 'negative', details: { value: part.value } };
	}
	if (denominator.value === 0) {
		// The parts are kept where nothing of nothing is an answer: so a form stores it.
		const kept =
			plan.valueAt >= 0
				? { numerator: numerator.value, denominator: 0 }
				: { numerator: null, denominator: null };
		return { ...nothing, ...kept, missingReason: plan.zeroDenominator, note };
	}
	const value = ((indicator.isPercent ? 100 : indicator.factor) * numerator.value) / denominator.value;
	const beside = readNumber(mapping, plan.valueAt, text(plan.valueAt), typed, indicator.isPercent);
	if ('value' in beside && !isRounded(text(plan.valueAt), beside.value, value)) {
		const details = { value: beside.value, computed: value };
		return { at: plan.valueAt, wrong: 'valueBesideParts', details };
	}
	return (
		outside(indicator, value, plan.numeratorAt) ?? {
			...nothing,
			value,
			numerator: numerator.value,
			denominator: denominator.value,
			note
		}
	);
}

/** Whether a number as it is written is another one rounded to its decimals. */
function isRounded(text: string, written: number, exact: number): boolean {
	const decimals = /\.(\d*)/.exec(text)?.[1]?.length ?? 0;
	return Math.abs(written - exact) <= 0.5 * 10 ** -decimals + Math.abs(exact) * 1e-12;
}

function readDistribution(plan: CellPlan, indicator: KnownIndicator, text: string): CellCore | Wrong {
	const at = plan.distributionAt;
	// One line of a cell may hold them all, apart by semicolons: not every program keeps line breaks in a cell.
	const parsed = parseHistogram(text.replace(/\s*[;；|]\s*/g, '\n'), indicator);
	if (parsed.kind !== 'histogram') {
		const first = parsed.kind === 'problems' ? parsed.problems[0]?.text : undefined;
		return { at, wrong: 'badDistribution', details: { text: shorten(first ?? text) } };
	}
	const figure = figureValue(
		{ points: parsed.histogram },
		indicator.statistic ? { statistic: indicator.statistic } : {}
	);
	return {
		...nothing,
		distribution: parsed.histogram,
		value: 'value' in figure ? figure.value : null,
		note: null
	};
}

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function readNumber(mapping: Mapping, at: number, text: string, typed: Typed, isPercent: boolean): Reading {
	const listed = Object.hasOwn(mapping.missing, text) ? mapping.missing[text] : undefined;
	if (listed) return { missing: listed };
	if (Object.hasOwn(mapping.replace, text)) return mapping.replace[text]!;
	const known = typed?.[at];
	if (known?.kind === 'number') return withinReach(known.value, at, text);
	if (known?.kind === 'percent')
		return withinReach(isPercent ? percentOf(known.value) : known.value, at, text);
	if (known?.kind === 'error') return { at, wrong: 'formulaError', details: { text: known.code } };
	if (text === '') return { empty: true };
	if (plainNumber.test(text)) return withinReach(Number(text), at, text);
	const value =
		mapping.numbers === 'typed' ? typedNumber(text, isPercent) : groupedNumber(text, mapping.groupSeparator);
	if (value === undefined) return { at, wrong: 'notANumber', details: { text: shorten(text) } };
	return withinReach(value, at, text);
}

/** 12.3 of a cell that holds 0.123 and shows 12.3 %: a hundred times that double is 12.299999999999999. */
function percentOf(share: number): number {
	return Number((share * 100).toPrecision(15));
}

function typedNumber(text: string, isPercent: boolean): number | undefined {
	const parsed = parseNumber(text, { percent: isPercent });
	return parsed.kind === 'number' ? parsed.value : undefined;
}

/** `1,234,567.8` without its commas, or undefined where they do not stand between threes. */
function groupedNumber(text: string, separator: string): number | undefined {
	if (separator === '' || !text.includes(separator)) return undefined;
	const [whole = '', ...rest] = text.split('.');
	const groups = whole.replace(/^[+-]/, '').split(separator);
	const isGrouped = /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((g) => /^\d{3}$/.test(g));
	const bare = [whole.split(separator).join(''), ...rest].join('.');
	return isGrouped && plainNumber.test(bare) ? Number(bare) : undefined;
}

function withinReach(value: number, at: number, text: string): Reading {
	if (Math.abs(value) <= largestValue) return { value: value === 0 ? 0 : value, note: null };
	return { at, wrong: 'tooLarge', details: { text: shorten(text), longest: largestValue } };
}

function outside(indicator: KnownIndicator, value: number, at: number): Wrong | undefined {
	const { minimum, maximum, code } = indicator;
	const isWithin = value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
	if (isWithin && Number.isFinite(value)) return undefined;
	const details = { value, indicator: code, minimum: minimum ?? '−∞', maximum: maximum ?? '∞' };
	return { at, wrong: 'outOfBounds', details };
}

export function shorten(text: string): string {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
