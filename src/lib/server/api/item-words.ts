import type { SentField, SentProblem, SentProblemCode } from '../../domain/indicator/sent-report';
import type { EntryProblem } from '../../domain/indicator/read-entry';
import { m } from '../../i18n/paraglide/messages';
import { getLocale } from '../../i18n/paraglide/runtime';
import { formatNumber } from '../../view/format';
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

/** What typed figures can have wrong that sent ones cannot (`1,5`, a percent sign) is not asked for here. */
function figureWords(problem: EntryProblem): string {
	const show = (value: number): string => formatNumber(value, getLocale());
	switch (problem.code) {
		case 'required':
			if (problem.field === 'note') return m.entry_problem_note_required();
			return problem.field === 'denominator'
				? m.entry_problem_denominator_required()
				: m.entry_problem_numerator_required();
		case 'negative':
			return m.entry_problem_negative();
		case 'zero':
			return m.entry_problem_zero();
		case 'aboveDenominator':
			return m.entry_problem_above_denominator();
		case 'belowMinimum':
			return m.entry_problem_below_minimum({ value: show(problem.value), bound: show(problem.bound) });
		case 'aboveMaximum':
			return m.entry_problem_above_maximum({ value: show(problem.value), bound: show(problem.bound) });
		case 'notWhole':
			return m.entry_problem_not_whole();
		case 'lines':
			return m.api_item_distribution({
				rows: problem.lines
					.slice(0, 8)
					.map(({ line }) => line)
					.join(', ')
			});
		case 'unknown':
			return m.entry_problem_reason_unknown();
		case 'besideValue':
			return m.entry_problem_reason_beside_value();
		case 'tooLong':
			return m.entry_problem_note_too_long();
		case 'tooManyDigits':
			return m.entry_problem_too_many_digits();
		default:
			return m.entry_problem_out_of_range();
	}
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
