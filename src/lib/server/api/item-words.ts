import type {
	RuleProblem,
	SentField,
	SentProblem,
	SentProblemCode
} from '../../domain/indicator/sent-report';
import type { EntryProblem } from '../../domain/indicator/read-entry';
import { m } from '../../i18n/paraglide/messages';
import { brokenRuleWords } from '../../i18n/words/broken-rule';
import { problemText } from '../../i18n/words/entry-problem';
import { formatPeriod } from '../../i18n/words/period';
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
	periodClosed: m.api_item_period_closed,
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

/** The rule, what it rests on, its own words, and what to do. */
function ruleWords({ code, details }: RuleProblem): string {
	const named = brokenRuleWords((key) => details[key] ?? '');
	// What its owner wrote may end without a full stop, and another sentence follows.
	const message = /[.!?。！？]$/.test(named.message)
		? named.message
		: m.api_item_sentence({ text: named.message });
	if (code === 'ruleBroken') return m.api_item_rule_broken({ ...named, message });
	if (code === 'ruleWarning') return m.api_item_rule_warning({ ...named, message });
	return m.api_item_rule_broken_elsewhere({
		...named,
		message,
		indicator: details['ruledIndicator'] ?? '',
		period: formatPeriod(details['ruledPeriod'] ?? '')
	});
}

/** What is wrong with a sent report, in the language of the request, with a pointer below `root`. */
export function itemError(root: string, problem: SentProblem): Required<Omit<ProblemError, 'parameter'>> {
	const pointer = `${root}/${sentName(problem.field)}`;
	if (problem.code === 'figures') {
		return { pointer, code: problem.problem.code, detail: figureWords(problem.problem) };
	}
	const detail = 'details' in problem ? ruleWords(problem) : words[problem.code]();
	return { pointer, code: problem.code, detail };
}
