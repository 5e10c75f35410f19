import type { CellRefusal } from '$lib/domain/indicator/entry-refusal';
import type { EntryField, EntryProblem } from '$lib/domain/indicator/read-entry';
import { m } from '$lib/i18n/paraglide/messages';
import { problemText } from '$lib/i18n/words/entry-problem';

/** The first problem of one field. A problem with the value of a ratio stands beside its numerator, where it is typed. */
export function problemOf(
	problems: readonly EntryProblem[],
	field: EntryField,
	isRatio: boolean
): string | undefined {
	const found = problems.find(
		(problem) => problem.field === field || (isRatio && field === 'numerator' && problem.field === 'value')
	);
	return found && problemText(found);
}

/** A refused cell in the list above the form, with the field that it leads to. */
export function refusalSummary(
	refusal: CellRefusal,
	isRatio: boolean
): { field: EntryField | 'confirm' | 'justification' | 'resolve'; text: string }[] {
	switch (refusal.kind) {
		case 'problems':
			return refusal.problems.map((problem) => ({
				field: isRatio && problem.field === 'value' ? 'numerator' : problem.field,
				text: problemText(problem)
			}));
		case 'jump':
			return [{ field: 'confirm', text: m.entry_problem_jump() }];
		case 'findings':
			return refusal.severity === 'error'
				? [{ field: isRatio ? 'numerator' : 'value', text: m.rules_entry_error() }]
				: [{ field: 'justification', text: m.rules_entry_warning() }];
		case 'conflict':
			return [{ field: 'resolve', text: m.entry_problem_conflict() }];
		case 'unanswered':
			return [{ field: isRatio ? 'numerator' : 'value', text: m.entry_problem_unanswered() }];
		case 'locked':
			return [{ field: isRatio ? 'numerator' : 'value', text: m.entry_problem_locked() }];
	}
}
