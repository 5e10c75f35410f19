import type { RuleProblem } from '$lib/domain/validation/rule-expression';
import { m } from '$lib/i18n/paraglide/messages';
import { functionNames, manyArguments, oneArgument, ownNames, previousNames } from './rule-language';

/** What is wrong with an expression, where, and what to do. */
export function ruleProblemText(problem: RuleProblem): string {
	const word = 'word' in problem ? (problem.word ?? '') : '';
	const at = 'at' in problem ? problem.at : undefined;
	switch (problem.code) {
		case 'syntax':
			return at === undefined ? m.rules_problem_syntax_anywhere() : m.rules_problem_syntax({ at });
		case 'unknownName':
			return m.rules_problem_unknown_name({ word, at: at ?? 1, names: ownNames });
		case 'unknownFunction':
			return m.rules_problem_unknown_function({ word, at: at ?? 1, functions: functionNames });
		case 'argumentCount':
			return m.rules_problem_argument_count({
				word,
				at: at ?? 1,
				one: oneArgument,
				many: manyArguments,
				two: 'pow',
				three: 'if'
			});
		case 'notAllowed':
			return m.rules_problem_not_allowed();
		case 'tooLong':
			return m.rules_problem_too_long();
		case 'tooDeep':
			return m.rules_problem_too_deep();
		case 'noExpression':
			return m.rules_problem_required();
		case 'constant':
			return m.rules_problem_constant({ names: ownNames });
		case 'foreignName':
			return m.rules_problem_foreign_name({ word });
		case 'oneName':
			return m.rules_problem_one_name();
		case 'noPrevious':
			return m.rules_problem_no_previous({ names: previousNames });
	}
}
