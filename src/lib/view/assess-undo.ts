import { isSameDraft, readAssessment, type TypedAssessment } from '../domain/assessment/read-draft';

const parts = ['score', 'comment', 'evidence', 'flag'] as const;
/** What of a cell was changed; `several`: more than one at a stroke. */
export type ChangedPart = (typeof parts)[number] | 'several';

/** A change of a cell, to be taken back. */
export interface CellChange {
	readonly cellId: number;
	/** of the cell, in words */
	readonly label: string;
	readonly part: ChangedPart;
	readonly from: TypedAssessment;
	readonly to: TypedAssessment;
	/** milliseconds since 1970 of the last stroke of it */
	readonly at: number;
}

const deepest = 200;

/** Strokes that follow each other faster than this are one change: nobody takes a comment back letter by letter. */
const burstMilliseconds = 2000;

/** What differs between two states of a form; undefined where nothing does. */
export function changedPart(from: TypedAssessment, to: TypedAssessment): ChangedPart | undefined {
	const differs = {
		score: from.level !== to.level || from.points !== to.points,
		comment: from.comment !== to.comment,
		evidence: JSON.stringify(filled(from)) !== JSON.stringify(filled(to)),
		flag: from.isFlagged !== to.isFlagged
	};
	const changed = parts.filter((part) => differs[part]);
	return changed.length > 1 ? 'several' : changed[0];
}

/** A spare row is no evidence. */
function filled({ evidence }: TypedAssessment): readonly [string, string][] {
	return evidence.flatMap(({ label, url }) => (label || url ? [[label, url] as [string, string]] : []));
}

/**
 * The history with one more change. What goes on with the last one is one change with it: typing in the same field without a pause. A
 * level is chosen at one stroke, so each choice is a change of its own.
 */
export function recordChange(
	history: readonly CellChange[],
	change: Omit<CellChange, 'part'>
): readonly CellChange[] {
	const part = changedPart(change.from, change.to);
	if (!part) return history;
	const last = history.at(-1);
	const isTyping = part === 'comment' || part === 'evidence' || (part === 'score' && change.to.level === '');
	const goesOn =
		last !== undefined &&
		isTyping &&
		last.cellId === change.cellId &&
		last.part === part &&
		(part !== 'score' || last.to.level === '') &&
		change.at - last.at < burstMilliseconds;
	if (!goesOn) return [...history, { ...change, part }].slice(-deepest);
	const whole = { ...last, to: change.to, at: change.at };
	// Typed and rubbed out again: nothing to take back.
	return changedPart(whole.from, whole.to) ? [...history.slice(0, -1), whole] : history.slice(0, -1);
}

/** The history without the changes of a cell: it was given away, or is not as they left it. */
export function forgetCell(history: readonly CellChange[], cellId: number): readonly CellChange[] {
	return history.filter((change) => change.cellId !== cellId);
}

/** Whether two forms come to the same, however they were typed: then a change that led to one can be taken back from the other. */
export function comesToSame(a: TypedAssessment, b: TypedAssessment): boolean {
	const [one, other] = [readAssessment(a, false), readAssessment(b, false)];
	if (one.kind === 'draft' && other.kind === 'draft') return isSameDraft(one.draft, other.draft);
	return changedPart(a, b) === undefined;
}
