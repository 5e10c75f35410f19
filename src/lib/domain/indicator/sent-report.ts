import { findPeriod } from '../period/period';
import type { Frequency, Indicator, ObservationStatus } from './indicator';
import { isSameEntry } from './observation-rules';
import { entryShape, readEntry, type Entry, type EntryField, type EntryProblem } from './read-entry';
import { hasEnded } from './report-due';

/** What a program sends for one unit, indicator and period: numbers as numbers. */
export interface SentReport {
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
	readonly value?: number | null | undefined;
	readonly numerator?: number | null | undefined;
	readonly denominator?: number | null | undefined;
	readonly distribution?: readonly (readonly [number, number, number])[] | null | undefined;
	readonly missingReason?: string | null | undefined;
	readonly note?: string | null | undefined;
	readonly status: 'draft' | 'submitted';
	/** what the sender has read; 0: nothing; undefined: it does not matter */
	readonly revision?: number | undefined;
}

/** What is there already, as far as it decides what may be written over it. */
export interface StoredReport {
	readonly entry: Entry;
	readonly status: ObservationStatus;
	readonly revision: number;
	readonly reopenedUntil: Date | null;
	/** what is typed over an approved value that is open again, and not handed in */
	readonly draft: Entry | null;
	/** why it was sent back, until the correction is handed in */
	readonly returnReason: string | null;
}

export type SentField = 'unit' | 'indicator' | 'period' | 'status' | 'revision' | EntryField;

/** Why a sent report is not stored, beside what is wrong with its figures. */
export const sentProblems = [
	'unknownUnit',
	'forbidden',
	'unitNotThere',
	'unknownIndicator',
	'scored',
	'retired',
	'wrongFrequency',
	'periodNotOver',
	'periodClosed',
	'twice',
	'empty',
	'wrongShape',
	'conflict',
	'locked',
	'unanswered'
] as const;
export type SentProblemCode = (typeof sentProblems)[number];

export type SentProblem =
	| { readonly field: SentField; readonly code: SentProblemCode }
	| { readonly field: EntryField; readonly code: 'figures'; readonly problem: EntryProblem }
	| RuleProblem;

/**
 * A rule that does not hold: of severity error of the sent report itself (`ruleBroken`) or of a stored one beside it
 * (`ruleBrokenElsewhere`), or of severity warning (`ruleWarning`), which keeps nothing from being stored.
 */
export interface RuleProblem {
	readonly field: EntryField;
	readonly code: 'ruleBroken' | 'ruleBrokenElsewhere' | 'ruleWarning';
	/** what its words name */
	readonly details: Readonly<Record<string, string>>;
}

const text = (value: number | null | undefined): string =>
	value === null || value === undefined ? '' : String(value);

/** What is wrong with a period for an indicator and a unit, if anything is. */
export function periodProblem(
	code: string,
	frequency: Frequency,
	unit: { readonly validFrom: string; readonly validTo: string | null; readonly timeZone: string },
	now: Date,
	span: { readonly start: string; readonly end: string }
): SentProblem | undefined {
	const period = findPeriod(code);
	if (period?.kind !== frequency) return { field: 'period', code: 'wrongFrequency' };
	if (span.end <= unit.validFrom || (unit.validTo !== null && span.start >= unit.validTo)) {
		return { field: 'unit', code: 'unitNotThere' };
	}
	return hasEnded(period, now, unit.timeZone) ? undefined : { field: 'period', code: 'periodNotOver' };
}

/** Reads sent figures by the rules of typed ones. An empty report is a draft that was cleared, and nothing to submit. */
export function readSent(
	indicator: Pick<
		Indicator,
		'measure' | 'isRatio' | 'factor' | 'timeRule' | 'statistic' | 'minimum' | 'maximum'
	>,
	sent: SentReport
): { readonly entry: Entry } | { readonly problems: readonly SentProblem[] } {
	const misplaced = misplacedField(entryShape(indicator), sent);
	if (misplaced) return { problems: [{ field: misplaced, code: 'wrongShape' }] };
	const reading = readEntry(indicator, {
		value: text(sent.value),
		numerator: text(sent.numerator),
		denominator: text(sent.denominator),
		distribution: (sent.distribution ?? []).map((row) => row.join('\t')).join('\n'),
		reason: sent.missingReason ?? '',
		note: sent.note ?? ''
	});
	if (reading.kind === 'problems') {
		return {
			problems: reading.problems.map((problem) => ({ field: problem.field, code: 'figures', problem }))
		};
	}
	if (reading.kind === 'empty' && sent.status === 'submitted') {
		return { problems: [{ field: 'value', code: 'empty' }] };
	}
	return { entry: reading.entry };
}

/** A form shows only the fields that an indicator has; a program may send others, which must not be lost without a word. */
function misplacedField(shape: ReturnType<typeof entryShape>, sent: SentReport): EntryField | undefined {
	const fields = {
		value: ['numerator', 'denominator', 'distribution'],
		ratio: ['value', 'distribution'],
		distribution: ['value', 'numerator', 'denominator']
	} as const;
	return fields[shape].find((field) => sent[field] !== null && sent[field] !== undefined);
}

/** `changeBeside`: a draft over an approved value that is open again; what was approved goes on counting */
export type SentVerdict = 'insert' | 'change' | 'changeBeside' | 'unchanged' | SentProblem;

function isOpenAgain({ status, reopenedUntil }: StoredReport, now: Date): boolean {
	return status === 'approved' && reopenedUntil !== null && now < reopenedUntil;
}

/** What came back or was opened again may be corrected, also when collection is over. */
export function isSentCorrection(stored: StoredReport | undefined, now: Date): boolean {
	return stored !== undefined && (stored.returnReason !== null || isOpenAgain(stored, now));
}

/** The field that a program sent a value in, to be pointed at. */
export function figureField(indicator: Parameters<typeof entryShape>[0], entry: Entry): EntryField {
	if (entry.missingReason !== null) return 'reason';
	const shape = entryShape(indicator);
	return shape === 'ratio' ? 'numerator' : shape;
}

/**
 * What becomes of a sent report. As with files, what waits for review may be sent anew, corrected; what is approved opens one
 * cell at a time, by reopening, and counts on while a draft lies beside it; what waits is not taken back into a draft.
 */
export function judgeSent(
	stored: StoredReport | undefined,
	next: {
		readonly entry: Entry;
		readonly status: 'draft' | 'submitted';
		readonly revision: number | undefined;
	},
	now: Date
): SentVerdict {
	if (next.revision !== undefined && next.revision !== (stored?.revision ?? 0)) {
		// Whoever asks for what is there already is in conflict with nobody.
		const isThere = stored && stored.status === next.status && isSameEntry(stored.entry, next.entry);
		return isThere ? 'unchanged' : { field: 'revision', code: 'conflict' };
	}
	if (!stored) return 'insert';
	const isSame = isSameEntry(stored.entry, next.entry);
	if (isSame && stored.status === next.status) return 'unchanged';
	switch (stored.status) {
		case 'draft':
			return 'change';
		case 'returned':
			if (!isSame) return 'change';
			return next.status === 'draft' ? 'unchanged' : { field: 'value', code: 'unanswered' };
		case 'submitted':
			return next.status === 'submitted' ? 'change' : { field: 'status', code: 'locked' };
		case 'approved': {
			if (isSame && next.status === 'submitted') return 'unchanged';
			if (!isOpenAgain(stored, now)) return { field: 'status', code: 'locked' };
			if (next.status === 'submitted') return 'change';
			return isSameEntry(stored.draft ?? stored.entry, next.entry) ? 'unchanged' : 'changeBeside';
		}
	}
}
