/**
 * How far a file is: `queued` without a mapping waits for somebody to say what its columns mean, with one for its turn; `checking`
 * and `storing` are at work, `checked` is a dry run that waits for a decision. What ends in `failed` or `cancelled` has stored
 * nothing; an `undone` one has given back what it changed.
 */
export const importStatuses = [
	'queued',
	'checking',
	'checked',
	'storing',
	'done',
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
	cancel: ['queued', 'checking', 'checked', 'storing'],
	undo: ['done']
} as const satisfies Record<ImportWish, readonly ImportStatus[]>;

export function mayWish(status: ImportStatus, wish: ImportWish): boolean {
	return (importWishes[wish] as readonly ImportStatus[]).includes(status);
}

/** Whether something is going on that a page can watch. */
export function isAtWork(status: ImportStatus, hasMapping: boolean): boolean {
	return status === 'checking' || status === 'storing' || (status === 'queued' && hasMapping);
}

/** Most bytes of a file that is handed in on a page; the command line takes larger ones. */
export const mostUploadBytes = 64_000_000;
