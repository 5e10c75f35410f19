import type { SentField, SentProblem, SentProblemCode } from '../../domain/indicator/sent-report';
import type { EntryProblem } from '../../domain/indicator/read-entry';
import { m } from '../../i18n/paraglide/messages';
import { problemText } from '../../i18n/words/entry-problem';
import type { ProblemError } from './problem';

const words: Record<SentProblemCode, () => string> = {
	unknownUnit: m.auth_error_unknown_unit,
	forbidden: m.auth_error_forbidden,
	unitNotThere: m.api_item_unit_not_there,
	unknownIndicator: m.auth_error_unknown_indicator,
	scored: m.api_item_scored,
	retired: m.api_item_retired,
	wrongFrequency: m.api_item_wrong_frequency,
	periodNotOver: m.api_item_period_not_over,
	twice: m.api_item_twice,
	empty: m.api_item_empty,
	wrongShape: m.api_item_wrong_shape,
	conflict: m.auth_error_conflict,
	locked: m.api_item_locked,
	unanswered: m.entry_problem_unanswered
};

/** As the entry form says it; of a distribution only the rows, for a program sends no lines. */
function figureWords(problem: EntryProblem): string {
	if (problem.code !== 'lines') return problemText(problem);
	const rows = problem.lines.slice(0, 8).map(({ line }) => line);
	return m.api_item_distribution({ rows: rows.join(', ') });
}

/** What was sent under which name; a form calls it `reason`. */
const sentName = (field: SentField): string => (field === 'reason' ? 'missingReason' : field);

/** What is wrong with a sent report, in the language of the request, with a pointer below `root`. */
export function itemError(root: string, problem: SentProblem): Required<Omit<ProblemError, 'parameter'>> {
	const pointer = `${root}/${sentName(problem.field)}`;
	return problem.code === 'figures'
		? { pointer, code: problem.problem.code, detail: figureWords(problem.problem) }
		: { pointer, code: problem.code, detail: words[problem.code]() };
}
