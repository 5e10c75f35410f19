import type { EntryProgress } from '../../domain/indicator/entry-sheet';
import type { GridState } from './grid-cell';
import type { GridRow } from './grid-row';

/** How much of a grid is in, as far as it is stored. */
export function gridProgress(rows: readonly GridRow[]): EntryProgress {
	const count = (...states: GridState[]): number =>
		rows.filter(({ stored }) => states.includes(stored.state)).length;
	return {
		total: rows.length,
		reported: count('submitted', 'approved', 'rolledUp'),
		drafts: count('draft'),
		returned: count('returned'),
		missing: count('missing'),
		late: rows.filter(
			({ stored }) => stored.isLate && (stored.state === 'submitted' || stored.state === 'approved')
		).length
	};
}
