import type { ProgressCell } from '../../domain/indicator/entry-sheet';
import type { GridRow } from './grid-row';

/** How far each cell of a grid is, as it is stored. */
export function gridProgress(rows: readonly GridRow[]): ProgressCell[] {
	return rows.map(({ code, indicator, stored: { state, isLate } }) => ({
		code,
		name: indicator.name,
		state: state === 'submitted' || state === 'approved' ? 'reported' : state,
		isLate
	}));
}
