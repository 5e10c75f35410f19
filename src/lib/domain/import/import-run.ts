/**
 * How far a file is: `checking` and `storing` are at work, `checked` is a dry run that waits for a decision. What ends in
 * `failed` or `cancelled` has stored nothing; an `undone` one has given back what it changed.
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
