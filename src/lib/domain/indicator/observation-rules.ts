import type { ObservationStatus } from './indicator';
import type { Entry } from './read-entry';

/** What a writer's cell meets: the status that it has (undefined: nothing is there yet) and its revision (0: none). */
export interface StoredCell {
	readonly status: ObservationStatus;
	readonly revision: number;
}

/** Drafts and returned cells are the unit's own; what is submitted or approved opens again only through review. */
export function isEntryOpen(stored: StoredCell | undefined): boolean {
	return stored === undefined || stored.status === 'draft' || stored.status === 'returned';
}

/** `unanswered`: sent back, and given away again as it was, without a word */
export type WriteVerdict = 'write' | 'unchanged' | 'conflict' | 'locked' | 'unanswered';

/**
 * What becomes of a wish to store `next` by somebody who had read `revisionRead`. Whoever asks for what is there already is
 * not in conflict with anybody.
 */
export function judgeWrite(
	stored: (StoredCell & { readonly entry: Entry }) | undefined,
	next: { readonly entry: Entry; readonly status: 'draft' | 'submitted' },
	revisionRead: number
): WriteVerdict {
	if (stored && stored.status === next.status && isSameEntry(stored.entry, next.entry)) return 'unchanged';
	if (stored?.status === 'returned' && isSameEntry(stored.entry, next.entry)) {
		return next.status === 'draft' ? 'unchanged' : 'unanswered';
	}
	if ((stored?.revision ?? 0) !== revisionRead) return 'conflict';
	return isEntryOpen(stored) ? 'write' : 'locked';
}

export function isSameEntry(a: Entry, b: Entry): boolean {
	return (
		a.value === b.value &&
		a.numerator === b.numerator &&
		a.denominator === b.denominator &&
		a.missingReason === b.missingReason &&
		(a.note ?? '') === (b.note ?? '') &&
		JSON.stringify(a.distribution) === JSON.stringify(b.distribution)
	);
}

/** Late is late by the value's own timestamp, not by a "complete" click. */
export function isLate(submittedAt: Date | null, dueAt: Date, now: Date): boolean {
	return (submittedAt ?? now) > dueAt;
}
