import type { HistogramProblem, HistogramProblemCode } from '../../domain/indicator/parse-histogram';
import type { NumberProblem } from '../../domain/indicator/parse-number';
import type { EntryProblem } from '../../domain/indicator/read-entry';
import { formatNumber } from '../../view/format';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

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
