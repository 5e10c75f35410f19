import { holdingFindings, type Finding } from '../validation/finding';
import type { CellRefusal } from './entry-refusal';
import type { EntryCell, StoredObservation } from './entry-sheet';
import { isEntryOpen, judgeWrite } from './observation-rules';
import { findJump, type Jump } from './plausibility';
import { longestNote, type Entry, type EntryReading } from './read-entry';

/** A cell as its writer wishes it to be, beside what is stored. */
export interface WishedCell {
	readonly cell: EntryCell;
	readonly stored: StoredObservation | undefined;
	readonly reading: EntryReading;
	/** the revision that the writer had read; 0: nothing was stored */
	readonly revisionRead: number;
	/** the writer has seen that the value lies outside of what is usual, and stands by it */
	readonly isConfirmed: boolean;
	/** what the writer says to findings */
	readonly justification: string | null;
	/** what rules have against it; looked at only where it is given away */
	readonly findings: readonly Finding[];
	readonly intent: 'save' | 'submit';
	/** whether the period is collected at this moment */
	readonly isPeriodOpen: boolean;
}

/** What is to be written of a cell. */
export interface CellChange {
	readonly cell: EntryCell;
	readonly before: StoredObservation | undefined;
	readonly entry: Entry;
	readonly status: 'draft' | 'submitted';
	readonly revision: number;
	readonly isConfirmedJump: boolean;
	readonly justification: string | null;
}

export interface CellJudgement {
	readonly change?: CellChange;
	/** also beside a change: written as a draft, and not given away */
	readonly refusal?: CellRefusal;
}

/** What came back or was opened again may be corrected, also when collection is over. */
export function isCorrection(stored: StoredObservation | undefined): boolean {
	return stored !== undefined && (stored.returnReason !== null || stored.reopenedUntil !== null);
}

/** Decides what becomes of one cell, before anything is written. */
export function judgeCell(wish: WishedCell): CellJudgement {
	const { cell, stored, reading } = wish;
	const code = cell.nodeCode;
	if (reading.kind === 'problems') return { refusal: { code, kind: 'problems', problems: reading.problems } };
	const { entry } = reading;
	if (!stored && reading.kind === 'empty' && entry.note === null) return {};
	const jump =
		entry.value === null ? undefined : findJump(entry.value, cell.history, cell.indicator.decimals);
	const justification = wish.justification?.trim().slice(0, longestNote) || null;
	const holding = holdingFindings(wish.findings, justification);
	const isJumpHeld = jump !== undefined && !wish.isConfirmed && justification === null;
	const isHeld = holding.length > 0 || isJumpHeld;
	const status = wish.intent === 'submit' && reading.kind === 'entry' && !isHeld ? 'submitted' : 'draft';
	const held = wish.intent === 'submit' ? refusalOf(code, holding, isJumpHeld ? jump : undefined) : {};
	const verdict = judgeWrite(stored, { entry, status }, wish.revisionRead);
	if (verdict === 'unchanged') return held;
	if (verdict === 'conflict') return { refusal: { code, kind: 'conflict', stored } };
	if (verdict === 'unanswered') return { refusal: { code, kind: 'unanswered' } };
	const isOpen = wish.isPeriodOpen || isCorrection(stored);
	if (verdict === 'locked' || !isOpen || !isEntryOpen(stored)) return { refusal: { code, kind: 'locked' } };
	const isConfirmedJump = jump !== undefined && wish.isConfirmed;
	const revision = (stored?.revision ?? 0) + 1;
	return {
		change: { cell, before: stored, entry, status, revision, isConfirmedJump, justification },
		...held
	};
}

/** Why a sound value stays a draft: a rule first, for whoever answers it has looked at the value. */
function refusalOf(
	code: string,
	holding: readonly Finding[],
	jump: Jump | undefined
): { refusal?: CellRefusal } {
	const [first] = holding;
	if (first) return { refusal: { code, kind: 'findings', severity: first.severity, findings: holding } };
	return jump ? { refusal: { code, kind: 'jump', jump } } : {};
}
