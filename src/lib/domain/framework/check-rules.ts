import type { FrameworkDefinition } from './definition';
import type { FrameworkProblem } from './problem';

/** The scale, and rules and grades as they refer to each other. */
export function checkRulesAndGrades({ scale, rules, grades }: FrameworkDefinition): FrameworkProblem[] {
	const problems: FrameworkProblem[] = [];
	const add = (path: string, message: string, remedy: string) => problems.push({ path, message, remedy });
	if (scale[0] >= scale[1])
		add('scale', `scale ${scale[0]}–${scale[1]} does not ascend`, 'put the lower end first');

	const ruleCodes = new Set<string>();
	rules.forEach((rule, i) => {
		if (ruleCodes.has(rule.code))
			add(`rules[${i}].code`, `rule code ${JSON.stringify(rule.code)} is used twice`, 'rename one');
		ruleCodes.add(rule.code);
	});
	const gradeCodes = new Set<string>();
	const starts = new Set<number>();
	grades.forEach(({ code, from }, i) => {
		if (gradeCodes.has(code))
			add(`grades[${i}].code`, `grade code ${JSON.stringify(code)} is used twice`, 'rename one');
		if (starts.has(from)) add(`grades[${i}].from`, `two grades start at ${from}`, 'give each its own "from"');
		gradeCodes.add(code);
		starts.add(from);
	});

	const top = grades.reduce<(typeof grades)[number] | undefined>(
		(best, band) => (!best || band.from > best.from ? band : best),
		undefined
	);
	rules.forEach((rule, i) => {
		if (rule.do !== 'veto') return;
		if (!gradeCodes.has(rule.gradeAtMost)) {
			add(
				`rules[${i}].gradeAtMost`,
				`${JSON.stringify(rule.gradeAtMost)} is no grade`,
				'name a code of "grades"'
			);
		} else if (rule.gradeAtMost === top?.code) {
			add(`rules[${i}].gradeAtMost`, 'a vetoed unit is never in the top band', 'name a lower grade');
		}
	});
	return problems;
}
