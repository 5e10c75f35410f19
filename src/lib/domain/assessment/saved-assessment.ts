import type { ErrorCode } from '../errors';
import type { AssessmentDraft, AssessmentProblem } from './read-draft';

/** What came of the wish to store one score. */
export type SavedAssessment =
	| {
			readonly kind: 'saved';
			readonly status: 'assigned' | 'draft' | 'submitted';
			readonly revision: number;
			readonly savedAt: Date;
	  }
	| { readonly kind: 'problems'; readonly problems: readonly AssessmentProblem[] }
	/** somebody, most likely the assessor in another window, stored something else since: nothing was written */
	| {
			readonly kind: 'conflict';
			readonly stored: AssessmentDraft;
			readonly revision: number;
			readonly savedAt: Date | null;
	  };

/** A row of the grid that was not stored as typed. */
export interface RefusedRow {
	readonly id: number;
	readonly outcome:
		Exclude<SavedAssessment, { kind: 'saved' }> | { readonly kind: 'refused'; readonly code: ErrorCode };
}
