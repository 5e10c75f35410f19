import type { ObservationStatus } from './indicator';
import type { Entry } from './read-entry';

/** What a writer's cell meets: the status that it has (undefined: nothing is there yet) and its revision (0: none). */
export interface StoredCell {
	readonly status: ObservationStatus;
	readonly revision: number;
	/** of an approved cell that is open again; null (or not given) where it is not, or its time is over */
	readonly reopenedUntil?: Date | null;
}

/** Drafts and returned cells are the unit's own; what is submitted or approved opens again only through review. */
export function isEntryOpen(stored: StoredCell | undefined): boolean {
	if (stored === undefined || stored.status === 'draft' || stored.status === 'returned') return true;
	return stored.status === 'approved' && (stored.reopenedUntil ?? null) !== null;
}

/** `unanswered`: sent back, and given away again as it was, without a word */
export type WriteVerdict = 'write' | 'unchanged' | 'conflict' | 'locked' | 'unanswered';

/**
 * What becomes of a wish to store `next` by somebody who had read `revisionRead`. Whoever asks for what is there already is
 * not in conflict with anybody.
 */
export function judgeWrite(
	stored: (StoredCell & { readonly entry: Entry; readonly draft?: Entry | null }) | undefined,
	next: { readonly entry: Entry; readonly status: 'draft' | 'submitted' },
	revisionRead: number
): WriteVerdict {
	if (stored?.status === 'approved' && isEntryOpen(stored))
		return judgeOverApproved(stored, next, revisionRead);
	if (stored && stored.status === next.status && isSameEntry(stored.entry, next.entry)) return 'unchanged';
	if (stored?.status === 'returned' && isSameEntry(stored.entry, next.entry)) {
		return next.status === 'draft' ? 'unchanged' : 'unanswered';
	}
	if ((stored?.revision ?? 0) !== revisionRead) return 'conflict';
	return isEntryOpen(stored) ? 'write' : 'locked';
}

/** A reopened cell: what is typed lies beside what was approved; giving the approved value in again changes nothing. */
function judgeOverApproved(
	stored: StoredCell & { readonly entry: Entry; readonly draft?: Entry | null },
	next: { readonly entry: Entry; readonly status: 'draft' | 'submitted' },
	revisionRead: number
): WriteVerdict {
	const draft = stored.draft ?? null;
	const isAsApproved = isSameEntry(stored.entry, next.entry);
	if (next.status === 'submitted' ? isAsApproved : isSameEntry(draft ?? stored.entry, next.entry)) {
		return 'unchanged';
	}
	return stored.revision === revisionRead ? 'write' : 'conflict';
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
