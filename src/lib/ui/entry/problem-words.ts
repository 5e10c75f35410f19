import type { CellRefusal } from '$lib/domain/indicator/entry-refusal';
import type { HistogramProblem, HistogramProblemCode } from '$lib/domain/indicator/parse-histogram';
import type { NumberProblem } from '$lib/domain/indicator/parse-number';
import type { EntryField, EntryProblem } from '$lib/domain/indicator/read-entry';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatNumber } from '$lib/view/format';

const numberWords: Record<NumberProblem, () => string> = {
	notANumber: m.entry_problem_not_a_number,
	ambiguous: m.entry_problem_ambiguous,
	outOfRange: m.entry_problem_out_of_range,
	tooManyDigits: m.entry_problem_too_many_digits,
	percentSign: m.entry_problem_percent_sign
};

const lineWords: Record<HistogramProblemCode, () => string> = {
	columns: m.entry_line_columns,
	notANumber: m.entry_line_not_a_number,
	notACount: m.entry_line_not_a_count,
	outOfBounds: m.entry_line_out_of_bounds,
	twice: m.entry_line_twice,
	tooLong: m.entry_line_too_long,
	nothingCounted: m.entry_line_nothing_counted
};

/** What is wrong with a typed number. */
export function numberProblemText(problem: NumberProblem): string {
	return numberWords[problem]();
}

function lineText({ line, code, text }: HistogramProblem): string {
	return m.entry_line_problem({ line, text: text.slice(0, 40), problem: lineWords[code]() });
}

/** One sentence about one field, with what to do. */
export function problemText(problem: EntryProblem): string {
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
			return problem.lines.slice(0, 8).map(lineText).join(' ');
		case 'unknown':
			return m.entry_problem_reason_unknown();
		case 'besideValue':
			return m.entry_problem_reason_beside_value();
		case 'tooLong':
			return m.entry_problem_note_too_long();
		default:
			return numberProblemText(problem.code);
	}
}

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
