import type { Finding } from '../validation/finding';
import type { Severity } from '../validation/rule';
import type { StoredObservation } from './entry-sheet';
import type { Jump } from './plausibility';
import type { EntryProblem } from './read-entry';

/** Why a cell of a sheet was not stored, or not given away, as it was typed. `code` is the indicator's node. */
export type CellRefusal =
	| { readonly code: string; readonly kind: 'problems'; readonly problems: readonly EntryProblem[] }
	/** kept as a draft: it may be submitted once it is confirmed */
	| { readonly code: string; readonly kind: 'jump'; readonly jump: Jump }
	/** kept as a draft: rules do not hold of it; after an `error` it has to be changed, after a `warning` justified */
	| {
			readonly code: string;
			readonly kind: 'findings';
			readonly severity: Severity;
			readonly findings: readonly Finding[];
	  }
	/** somebody else wrote the cell since the form was drawn: what is stored now */
	| { readonly code: string; readonly kind: 'conflict'; readonly stored: StoredObservation | undefined }
	/** it was sent back for a reason, and neither value nor note answers it */
	| { readonly code: string; readonly kind: 'unanswered' }
	/** it was submitted or approved in the meantime, or its time is over */
	| { readonly code: string; readonly kind: 'locked' };
