import { frameworkDefinitionSchema, type FrameworkDefinition } from './definition';
import { checkNodes } from './check-nodes';
import { checkRulesAndGrades } from './check-rules';
import { checkTree } from './check-tree';
import type { FrameworkProblem } from './problem';
import { schemaProblems } from './schema-problems';

export { describeProblem, type FrameworkProblem } from './problem';

/** Everything that is wrong with a framework whose parts are well-formed; empty means that it can be compiled and run. */
export function checkFramework(framework: FrameworkDefinition): FrameworkProblem[] {
	return [...checkTree(framework), ...checkNodes(framework), ...checkRulesAndGrades(framework)];
}

/** From any JSON to a framework that can run, or to what has to be mended. Never throws. */
export function parseFramework(
	json: unknown
): { ok: true; framework: FrameworkDefinition } | { ok: false; problems: FrameworkProblem[] } {
	const parsed = frameworkDefinitionSchema.safeParse(json);
	if (!parsed.success) return { ok: false, problems: schemaProblems(parsed.error.issues, json) };
	const problems = checkFramework(parsed.data);
	return problems.length > 0 ? { ok: false, problems } : { ok: true, framework: parsed.data };
}
