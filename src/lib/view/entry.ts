import type { CellRefusal } from '../domain/indicator/entry-refusal';
import {
	cellState,
	type CellState,
	type EntryCell,
	type StoredObservation
} from '../domain/indicator/entry-sheet';
import type { Indicator } from '../domain/indicator/indicator';
import { isEntryOpen } from '../domain/indicator/observation-rules';
import { histogramForField } from '../domain/indicator/parse-histogram';
import { numberForField } from '../domain/indicator/parse-number';
import { findJump, type Jump } from '../domain/indicator/plausibility';
import { entryShape, type Entry, type EntryShape, type TypedEntry } from '../domain/indicator/read-entry';
import type { SeriesFigure } from '../domain/indicator/series-figure';
import type { LocalisedText } from '../domain/framework/localised-text';
import type { ReportNode } from '../domain/unit/unit-report';
import type { Finding } from '../domain/validation/finding';

/** What an action sent back about cells that were not stored as typed. */
export interface EntryAnswer {
	readonly refusals: readonly CellRefusal[];
	readonly typed: Readonly<Record<string, TypedEntry>>;
	/** what was said to findings, by the indicator's code */
	readonly justifications?: Readonly<Record<string, string>>;
}

/** One indicator of the form. */
export interface EntryRow {
	readonly code: string;
	readonly indicator: Indicator;
	readonly shape: EntryShape;
	readonly state: CellState;
	/** what stands in the fields: what was typed where it was refused, else what is stored */
	readonly fields: TypedEntry;
	readonly entry: Entry | undefined;
	/** what the form must name to write the cell; 0: nothing is stored */
	readonly revision: number;
	readonly isLocked: boolean;
	readonly isLate: boolean;
	readonly returnReason: string | null;
	/** of an approved cell that may be changed; null where it is locked */
	readonly reopenedUntil: Date | null;
	readonly reopenReason: string | null;
	readonly enteredByName: string | null;
	readonly previous: SeriesFigure | undefined;
	readonly lastYear: SeriesFigure | undefined;
	readonly rolledUp: SeriesFigure | undefined;
	readonly history: readonly number[];
	/** of the stored draft */
	readonly jump: Jump | undefined;
	/** what rules and the series have against the value */
	readonly findings: readonly Finding[];
	/** what was said to that */
	readonly justification: string;
	readonly refusal: CellRefusal | undefined;
}

export interface EntryGroup {
	readonly code: string;
	readonly name: LocalisedText;
	readonly rows: readonly EntryRow[];
}

const emptyFields: TypedEntry = {
	value: '',
	numerator: '',
	denominator: '',
	distribution: '',
	reason: '',
	note: ''
};

export function fieldsOf(entry: Entry | undefined): TypedEntry {
	if (!entry) return emptyFields;
	const isRatio = entry.numerator !== null || entry.denominator !== null;
	return {
		value: isRatio || entry.distribution ? '' : numberForField(entry.value),
		numerator: numberForField(entry.numerator),
		denominator: numberForField(entry.denominator),
		distribution: histogramForField(entry.distribution),
		reason: isRatio ? '' : (entry.missingReason ?? ''),
		note: entry.note ?? ''
	};
}

/** The form of a sheet, by dimension in the framework's order. */
export function entryGroups(
	cells: readonly EntryCell[],
	isOpen: boolean,
	answer?: EntryAnswer
): EntryGroup[] {
	const groups = new Map<string, { dimension: ReportNode | undefined; rows: EntryRow[] }>();
	for (const cell of cells) {
		const key = cell.dimension?.code ?? '';
		const group = groups.get(key) ?? { dimension: cell.dimension, rows: [] };
		group.rows.push(rowOf(cell, isOpen, answer));
		groups.set(key, group);
	}
	return [...groups].map(([code, { dimension, rows }]) => ({
		code,
		name: dimension?.spec.name ?? code,
		rows
	}));
}

function rowOf(cell: EntryCell, isOpen: boolean, answer: EntryAnswer | undefined): EntryRow {
	const { stored, indicator } = cell;
	const refusal = answer?.refusals.find(({ code }) => code === cell.nodeCode);
	// What is typed over an approved value stands in the fields; the approved one beside them.
	const typed = stored?.draft ?? stored?.entry;
	const value = typed?.value ?? null;
	const isLocked = !isEntryOpen(stored) || !(isOpen || stored?.returnReason || stored?.reopenedUntil);
	return {
		code: cell.nodeCode,
		indicator,
		shape: entryShape(indicator),
		state: cellState(cell),
		fields: (!isLocked && answer?.typed[cell.nodeCode]) || fieldsOf(isLocked ? stored?.entry : typed),
		entry: stored?.entry,
		revision: stored?.revision ?? 0,
		isLocked,
		isLate: cell.isLate,
		returnReason: isLocked ? null : (stored?.returnReason ?? null),
		reopenedUntil: isLocked ? null : (stored?.reopenedUntil ?? null),
		reopenReason: isLocked ? null : (stored?.reopenReason ?? null),
		enteredByName: stored?.enteredByName ?? null,
		previous: cell.previous,
		lastYear: cell.lastYear,
		rolledUp: cell.rolledUp,
		history: cell.history,
		jump: isLocked || value === null ? undefined : findJump(value, cell.history, indicator.decimals),
		findings: refusal?.kind === 'findings' ? refusal.findings : cell.findings,
		justification:
			answer?.justifications?.[cell.nodeCode] ??
			cell.findings.find(({ justification }) => justification !== null)?.justification ??
			'',
		refusal
	};
}

/** The name that a field of an indicator has in the form. */
export function fieldName(
	field: keyof TypedEntry | 'revision' | 'confirm' | 'justification' | 'resolve',
	code: string
): string {
	return `${field}.${code}`;
}

/** Id of a field, for labels and for links that lead to it. */
export function fieldId(
	field: keyof TypedEntry | 'confirm' | 'justification' | 'resolve',
	code: string
): string {
	return `${field}-${code}`;
}

/** One cell as it came with the form; only indicators that the form holds are read. */
export interface PostedCell {
	readonly code: string;
	readonly revision: number;
	readonly typed: TypedEntry;
	readonly isConfirmed: boolean;
	readonly justification: string;
}

/** A revision that no cell has: written with it, a cell that was in conflict stays so. */
const undecided = -1;

/**
 * Reads the fields of the form back into cells. Unknown and malformed names are nothing. Where the form asked which of two
 * values shall stand, a cell that shall stay as stored is left out, and one without an answer is not written.
 */
export function readPostedCells(posted: ReadonlyMap<string, string>): PostedCell[] {
	const cells: PostedCell[] = [];
	for (const [name, revision] of posted) {
		if (!name.startsWith('revision.') || !/^\d{1,9}$/.test(revision)) continue;
		const code = name.slice('revision.'.length);
		const get = (field: Parameters<typeof fieldName>[0]): string => posted.get(fieldName(field, code)) ?? '';
		if (get('resolve') === 'theirs') continue;
		const isUndecided = posted.has(fieldName('resolve', code)) && get('resolve') !== 'mine';
		cells.push({
			code,
			revision: isUndecided ? undecided : Number(revision),
			typed: {
				value: get('value'),
				numerator: get('numerator'),
				denominator: get('denominator'),
				distribution: get('distribution').replace(/\r\n/g, '\n'),
				reason: get('reason'),
				note: get('note').replace(/\r\n/g, '\n')
			},
			isConfirmed: get('confirm') !== '',
			justification: get('justification').replace(/\r\n/g, '\n')
		});
	}
	return cells;
}

/** Whether the conflict's other side can still be changed, or was given away meanwhile. */
export function isStoredLocked(stored: StoredObservation | undefined): boolean {
	return !isEntryOpen(stored);
}
