import type { z } from 'zod';
import { stepNames } from '../scoring/steps/registry';
import { plainMissingRules } from './definition';
import type { FrameworkProblem } from './problem';

type Issue = z.core.$ZodIssue;

/** What the schema refused, in the words of the contract. `json` is what was parsed, to name the node. */
export function schemaProblems(issues: readonly Issue[], json: unknown): FrameworkProblem[] {
	return issues.flatMap((issue) => {
		const described = describeIssue(issue);
		const node = nodeCodeAt(issue.path, json);
		const path = formatPath(issue.path);
		return described.map((problem) =>
			node === undefined ? { path, ...problem } : { node, path, ...problem }
		);
	});
}

function describeIssue(issue: Issue): { message: string; remedy: string }[] {
	const key = String(issue.path.at(-1) ?? '');
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.slice(0, 10).map((unknown) => ({
				message: `unknown key ${quote(unknown)}`,
				remedy: 'remove it, or correct its spelling'
			}));
		case 'invalid_union':
			return [describeUnion(issue, key)];
		case 'invalid_type':
			return [
				{
					message: `${issue.path.length === 0 ? 'the document' : quote(key)} is ${describeType(issue)}`,
					remedy: `give ${describeExpected(issue.expected)}`
				}
			];
		case 'invalid_value':
			return [
				{
					message: `${quote(key)} is none of the values it may have`,
					remedy: `use ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
				}
			];
		case 'too_small':
			return [{ message: `${quote(key)} is too small`, remedy: `give at least ${issue.minimum}` }];
		case 'too_big':
			return [{ message: `${quote(key)} is too large or too long`, remedy: `give at most ${issue.maximum}` }];
		case 'invalid_format':
			return [
				{
					message: `${quote(key)} is no usable code`,
					remedy: 'use 1 to 200 characters, without control characters or blanks at either end'
				}
			];
		default:
			return [{ message: issue.message, remedy: 'correct it by the contract of F.json' }];
	}
}

function describeUnion(
	issue: Extract<Issue, { code: 'invalid_union' }>,
	key: string
): { message: string; remedy: string } {
	if (key === 'do' && issue.path.includes('rules')) {
		return { message: 'unknown rule', remedy: 'use "bonus", "penalty" or "veto"' };
	}
	if (key === 'do') return { message: 'unknown step', remedy: `use one of ${stepNames.join(', ')}` };
	if (key === 'direction') return { message: '"direction" is neither 1 nor -1', remedy: 'use 1 or -1' };
	if (issue.path.includes('missing')) {
		return {
			message: `${quote(key)} is no missing rule`,
			remedy:
				`use ${plainMissingRules.map(quote).join(', ')}, {"do":"fixed","score":…} or {"do":"lastKnown","maxAge":…}, ` +
				'or a map from reasons to these'
		};
	}
	if (key === 'name') return { message: 'name is no text', remedy: 'use a string, or {"en": …, "zh-CN": …}' };
	return {
		message: `${quote(key)} has none of the forms it may have`,
		remedy: 'correct it by the contract of F.json'
	};
}

function describeType(issue: Extract<Issue, { code: 'invalid_type' }>): string {
	const received = /received (\S+)$/.exec(issue.message)?.[1] ?? 'undefined';
	if (issue.expected === 'int' && received === 'number') return 'no whole number';
	const words: Record<string, string> = {
		undefined: 'missing',
		string: 'a text',
		number: 'a number',
		boolean: 'true or false',
		array: 'a list',
		object: 'an object'
	};
	return words[received] ?? received;
}

function describeExpected(expected: string): string {
	const words: Record<string, string> = {
		string: 'a text',
		number: 'a finite number',
		int: 'a whole number',
		array: 'a list',
		tuple: 'a list of two numbers',
		object: 'an object',
		boolean: 'true or false'
	};
	return words[expected] ?? expected;
}

/** Code of the node that the path leads into, if it has one that is text. */
export function nodeCodeAt(path: readonly PropertyKey[], json: unknown): string | undefined {
	if (path[0] !== 'nodes' || typeof path[1] !== 'number') return undefined;
	const nodes = (json as { nodes?: unknown }).nodes;
	const node = Array.isArray(nodes) ? (nodes[path[1]] as unknown) : undefined;
	const code = typeof node === 'object' && node !== null ? (node as { code?: unknown }).code : undefined;
	return typeof code === 'string' ? code.slice(0, 200) : undefined;
}

/** `nodes[3].steps[0].max`; the document itself is `$`. */
export function formatPath(path: readonly PropertyKey[]): string {
	if (path.length === 0) return '$';
	return path
		.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`))
		.join('');
}

function quote(text: string): string {
	return JSON.stringify(text.slice(0, 200));
}
