import type { MissingReason } from '../scoring/missing-reason';
import type { Histogram, ObservationStatus } from './indicator';

/** What a cell said at some time. */
export interface CellContent {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly note: string | null;
	readonly status: ObservationStatus;
}

/** Where a change or a value came from. */
export interface CellSource {
	/** code of the register, portal, form … */
	readonly source: string | null;
	readonly importFile: string | null;
	/** row of that file, as a spreadsheet counts them */
	readonly importRow: number | null;
}

/** One change of a cell; `before` is null for the first entry, `after` where it was taken away. */
export interface CellChange extends CellSource {
	readonly revision: number;
	readonly before: CellContent | null;
	readonly after: CellContent | null;
	readonly reason: string | null;
	readonly byName: string | null;
	readonly at: Date;
}

/** What is stored of a cell now. */
export interface CurrentCell extends CellContent, CellSource {
	readonly revision: number;
	readonly byName: string | null;
	readonly enteredAt: Date;
	readonly firstSubmittedAt: Date | null;
	readonly submittedAt: Date | null;
}

export interface CellHistory {
	readonly current: CurrentCell | undefined;
	/** in the order in which they were made */
	readonly changes: readonly CellChange[];
}

export interface KnownState {
	readonly content: CellContent;
	readonly revision: number;
	/** null: it stood before its first recorded change, since a time that is not on record */
	readonly since: Date | null;
	readonly byName: string | null;
	readonly source: CellSource;
}

export type Knowledge =
	| { readonly kind: 'nothing' }
	/** something was entered before its first recorded change; whether before this instant nobody knows */
	| { readonly kind: 'unrecorded' }
	| { readonly kind: 'known'; readonly state: KnownState };

const nothing: Knowledge = { kind: 'nothing' };

/**
 * What was known of a cell at an instant: the last recorded change up to it. First entries in bulk (a file, a system) leave no
 * change of their own, only the present row with its time, so that time counts as well.
 * @param at undefined: now
 */
export function knownOn({ current, changes }: CellHistory, at?: Date): Knowledge {
	const newest = changes.at(-1);
	// A status that was changed by somebody else (sent back, approved) leaves the time of entry as it is.
	const made = newest?.revision === current?.revision ? newest : undefined;
	const present =
		current && known({ ...current, ...(made ? { enteredAt: made.at, byName: made.byName } : {}) });
	if (at === undefined) return present ?? nothing;
	const last = changes.findLast((change) => change.at <= at);
	const isUnrecordedNow = current !== undefined && current.revision > (newest?.revision ?? 0);
	if (present && isUnrecordedNow && current.enteredAt <= at) return present;
	if (last) return last.after ? known({ ...last, ...last.after, enteredAt: last.at }) : nothing;
	const first = changes[0];
	if (!first?.before) return nothing;
	const given = current?.firstSubmittedAt;
	if (!given || given > at) return { kind: 'unrecorded' };
	return {
		kind: 'known',
		state: {
			content: contentOf(first.before),
			revision: first.revision - 1,
			since: null,
			byName: null,
			source: { source: null, importFile: null, importRow: null }
		}
	};
}

function known(
	row: CellContent &
		CellSource & { readonly revision: number; readonly byName: string | null; enteredAt: Date }
): Knowledge {
	const { revision, enteredAt, byName, source, importFile, importRow } = row;
	return {
		kind: 'known',
		state: {
			content: contentOf(row),
			revision,
			since: enteredAt,
			byName,
			source: { source, importFile, importRow }
		}
	};
}

function contentOf(content: CellContent): CellContent {
	const { value, numerator, denominator, distribution, missingReason, note, status } = content;
	return { value, numerator, denominator, distribution, missingReason, note, status };
}

/** Reads what a revision kept: the row as it was, in either spelling of its columns; null where it holds no state. */
export function contentOfRecord(record: unknown): CellContent | null {
	if (typeof record !== 'object' || record === null) return null;
	const row = record as Readonly<Record<string, unknown>>;
	const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
	const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
	const status = text(row['status']);
	if (status === null) return null;
	return {
		value: number(row['value']),
		numerator: number(row['numerator']),
		denominator: number(row['denominator']),
		distribution: Array.isArray(row['distribution']) ? (row['distribution'] as unknown as Histogram) : null,
		missingReason: text(row['missingReason'] ?? row['missing_reason']) as MissingReason | null,
		note: text(row['note']),
		status: status as ObservationStatus
	};
}
