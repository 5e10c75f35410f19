import type { ObservationStatus } from './indicator';

/** Drafts and returned cells are still their author's: only what was submitted counts in figures. (The view `series` says the same.) */
export function isCounted(status: ObservationStatus): boolean {
	return status === 'submitted' || status === 'approved';
}
