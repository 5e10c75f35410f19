import type { CellRefusal } from '../../domain/indicator/entry-refusal';
import type { EntryCell } from '../../domain/indicator/entry-sheet';
import { isEntryOpen } from '../../domain/indicator/observation-rules';
import type { Jump } from '../../domain/indicator/plausibility';
import type { EntryProblem, TypedEntry } from '../../domain/indicator/read-entry';
import type { Finding } from '../../domain/validation/finding';
import type { Severity } from '../../domain/validation/rule';
import { fieldsOf } from '../entry';

export const gridStates = ['missing', 'draft', 'returned', 'submitted', 'approved', 'rolledUp'] as const;
export type GridState = (typeof gridStates)[number];

/** What is stored of a cell, in a form that JSON keeps. */
export interface GridCell {
	/** node code of the indicator */
	readonly code: string;
	/** 0: nothing is stored */
	readonly revision: number;
	readonly state: GridState;
	readonly isLate: boolean;
	readonly isLocked: boolean;
	readonly fields: TypedEntry;
	readonly returnReason: string | null;
	/** instant, ISO */
	readonly reopenedUntil: string | null;
	readonly enteredByName: string | null;
	readonly findings: readonly Finding[];
	/** what was said to findings */
	readonly justification: string;
}

export type GridRefusal =
	| { readonly code: string; readonly kind: 'problems'; readonly problems: readonly EntryProblem[] }
	| { readonly code: string; readonly kind: 'jump'; readonly jump: Jump }
	| {
			readonly code: string;
			readonly kind: 'findings';
			readonly severity: Severity;
			readonly findings: readonly Finding[];
	  }
	/** what the other side says stands in the cell of the same answer */
	| { readonly code: string; readonly kind: 'conflict' | 'unanswered' | 'locked' };

/** What the server says to cells that were sent. */
export interface GridAnswer {
	/** instant, ISO */
	readonly at: string;
	readonly savedCount: number;
	readonly submittedCount: number;
	/** the cells that were sent, as they are stored now */
	readonly cells: readonly GridCell[];
	readonly refusals: readonly GridRefusal[];
}

/** One cell as it is sent. */
export interface SentCell {
	readonly code: string;
	readonly revision: number;
	readonly typed: TypedEntry;
	readonly isConfirmed: boolean;
	readonly justification: string;
}

export function gridCellOf(cell: EntryCell, isPeriodOpen: boolean): GridCell {
	const { stored } = cell;
	const isOpen = isPeriodOpen || Boolean(stored?.returnReason) || Boolean(stored?.reopenedUntil);
	const isLocked = !isEntryOpen(stored) || !isOpen;
	return {
		code: cell.nodeCode,
		revision: stored?.revision ?? 0,
		state: stateOf(cell),
		isLate: cell.isLate,
		isLocked,
		// What is typed over an approved value stands in the cell while that is open.
		fields: fieldsOf(isLocked ? stored?.entry : (stored?.draft ?? stored?.entry)),
		returnReason: isLocked ? null : (stored?.returnReason ?? null),
		reopenedUntil: isLocked ? null : (stored?.reopenedUntil?.toISOString() ?? null),
		enteredByName: stored?.enteredByName ?? null,
		findings: cell.findings,
		justification: cell.findings.find(({ justification }) => justification !== null)?.justification ?? ''
	};
}

function stateOf({ stored, rolledUp }: EntryCell): GridState {
	if (stored?.status === 'submitted' || stored?.status === 'approved') return stored.status;
	if (stored) return stored.returnReason || stored.status === 'returned' ? 'returned' : 'draft';
	return rolledUp ? 'rolledUp' : 'missing';
}

export function gridAnswer(
	cells: readonly EntryCell[],
	isPeriodOpen: boolean,
	outcome: {
		readonly savedCount: number;
		readonly submittedCount: number;
		readonly refusals: readonly CellRefusal[];
	},
	sent: ReadonlySet<string>,
	now: Date
): GridAnswer {
	return {
		at: now.toISOString(),
		savedCount: outcome.savedCount,
		submittedCount: outcome.submittedCount,
		cells: cells.filter(({ nodeCode }) => sent.has(nodeCode)).map((cell) => gridCellOf(cell, isPeriodOpen)),
		refusals: outcome.refusals.map((refusal) =>
			refusal.kind === 'conflict' ? { code: refusal.code, kind: 'conflict' } : refusal
		)
	};
}
