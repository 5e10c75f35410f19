import type { ImportProblemCode, ProblemDetails } from '../../domain/import/import-problem';

/** Why a text of a file means nothing here. */
export interface Wrong {
	readonly wrong: ImportProblemCode;
	readonly details: ProblemDetails;
}

/** What a text of a file means, or why it means nothing here. */
export type Found<T> = T | Wrong;

export function isWrong<T extends object>(found: Found<T>): found is Wrong {
	return 'wrong' in found;
}
