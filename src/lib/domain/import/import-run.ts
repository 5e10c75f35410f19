/**
 * How far a file is: `queued` without a mapping waits for somebody to say what its columns mean, with one for its turn; `checking`
 * and `storing` are at work, `checked` is a dry run that waits for a decision. What ends in `failed` or `cancelled` has stored
 * nothing; `undoing` is at work again, and an `undone` one has given back what it changed.
 */
export const importStatuses = [
	'queued',
	'checking',
	'checked',
	'storing',
	'done',
	'undoing',
	'failed',
	'cancelled',
	'undone'
] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** What somebody can wish of a run. */
export type ImportWish = 'map' | 'store' | 'cancel' | 'undo';

/** The states in which a wish makes sense. */
export const importWishes = {
	map: ['queued', 'checked', 'failed', 'cancelled'],
	store: ['checked'],
	cancel: ['queued', 'checking', 'checked', 'storing', 'undoing'],
	undo: ['done']
} as const satisfies Record<ImportWish, readonly ImportStatus[]>;

export function mayWish(status: ImportStatus, wish: ImportWish): boolean {
	return (importWishes[wish] as readonly ImportStatus[]).includes(status);
}

/** A server is at work on it. */
export const workingStatuses: readonly ImportStatus[] = ['checking', 'storing', 'undoing'];

/** Whether something is going on that a page can watch. */
export function isAtWork(status: ImportStatus, hasMapping: boolean): boolean {
	return workingStatuses.includes(status) || (status === 'queued' && hasMapping);
}

/** Most bytes of a file that is handed in on a page; the command line takes larger ones. */
export const mostUploadBytes = 64_000_000;
