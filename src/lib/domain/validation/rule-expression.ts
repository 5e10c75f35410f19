import { compileFormulaOf } from '../scoring/formula';
import type { FormulaProblem } from '../scoring/formula-problem';
import type { RuleKind } from './rule';

/** A figure that a rule speaks of: of the rule's own cell (`code` undefined) or of another indicator of the unit. */
export interface Operand {
	readonly code: string | undefined;
	readonly part: 'value' | 'numerator' | 'denominator';
	/** how many periods before the cell's own */
	readonly age: 0 | 1;
}

export interface CompiledRule {
	/** by the name that it has in the expression */
	readonly operands: ReadonlyMap<string, Operand>;
	/** of values for all operands: not 0 where the expression holds */
	readonly evaluate: (values: ReadonlyMap<string, number>) => number;
}

/** What is wrong with an expression: as a formula, or for the kind of rule that it is to be. */
export type RuleProblem =
	| FormulaProblem
	/** only `required` may do without one */
	| { readonly code: 'noExpression' }
	/** no figure occurs: it would say the same of everything */
	| { readonly code: 'constant' }
	/** a range speaks of its own cell alone */
	| { readonly code: 'foreignName'; readonly word: string; readonly at?: number }
	/** a sum or a comparison speaks of more than one figure */
	| { readonly code: 'oneName' }
	/** a change speaks of the period before */
	| { readonly code: 'noPrevious' };

export type RuleCompilation =
	{ readonly ok: true; readonly rule: CompiledRule } | { readonly ok: false; readonly problem: RuleProblem };

const ownNames: readonly (readonly [string, Operand])[] = [
	['value', { code: undefined, part: 'value', age: 0 }],
	['numerator', { code: undefined, part: 'numerator', age: 0 }],
	['denominator', { code: undefined, part: 'denominator', age: 0 }],
	['previous', { code: undefined, part: 'value', age: 1 }]
];

function namesOf(code: string): readonly (readonly [string, Operand])[] {
	return [
		[code, { code, part: 'value', age: 0 }],
		[`previous_${code}`, { code, part: 'value', age: 1 }],
		[`numerator_${code}`, { code, part: 'numerator', age: 0 }],
		[`denominator_${code}`, { code, part: 'denominator', age: 0 }]
	];
}

/** Sums of decimals that were typed differ in the last bits from the decimal that was typed: those count as equal. */
const tolerance = 1e-9;
const isClose = (a: number, b: number): boolean =>
	a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
const tolerantOperators: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
	['==', (a: number, b: number) => Number(isClose(a, b))],
	['!=', (a: number, b: number) => Number(!isClose(a, b))],
	['<=', (a: number, b: number) => Number(a < b || isClose(a, b))],
	['>=', (a: number, b: number) => Number(a > b || isClose(a, b))],
	['<', (a: number, b: number) => Number(a < b && !isClose(a, b))],
	['>', (a: number, b: number) => Number(a > b && !isClose(a, b))]
]);

const vocabulary =
	'use numbers, value, numerator, denominator, previous, codes of indicators, previous_CODE, numerator_CODE, denominator_CODE, ' +
	'+ - * / ^, comparisons, && || !, and ln, exp, log10, sqrt, abs, min, max, pow, if(condition, then, else)';

/** What looks like a code and is none: to be named whole, not by its first letters. */
const unknownCode =
	/(?<![\p{L}\p{N}_])(?:previous_|numerator_|denominator_)?[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+(?![\p{L}\p{N}_])/u;

/**
 * Compiles an expression of a rule in the engine's language over the names of this file. Codes may hold signs (`OPN-06`): of two
 * names that could stand at a place the longer one is meant, so `OPN-06 - OPN-03` is a difference and `OPN-06` never is.
 */
export function compileRuleExpression(text: string, codes: readonly string[]): RuleCompilation {
	const known = new Map<string, Operand>([...codes.flatMap(namesOf), ...ownNames]);
	const { rewritten, spelling } = rewriteNames(text, known);
	const stranger = unknownCode.exec(rewritten);
	if (stranger) {
		return { ok: false, problem: { code: 'unknownName', word: stranger[0], at: stranger.index + 1 } };
	}
	const compiled = compileFormulaOf<ReadonlyMap<string, number>>(rewritten, {
		read: (identifier) => {
			const name = spelling.get(identifier) ?? identifier;
			return known.has(name) ? (values) => values.get(name) ?? NaN : undefined;
		},
		spell: (identifier) => spelling.get(identifier) ?? identifier,
		original: text,
		operators: tolerantOperators,
		vocabulary
	});
	if (!compiled.ok) return { ok: false, problem: compiled.problem };
	const operands = new Map<string, Operand>();
	for (const identifier of compiled.formula.uses) {
		const name = spelling.get(identifier) ?? identifier;
		operands.set(name, known.get(name)!);
	}
	return { ok: true, rule: { operands, evaluate: compiled.formula.evaluate } };
}

/** Compiles an expression and sees whether it is what its kind of rule says. */
export function checkRuleExpression(
	kind: RuleKind,
	text: string,
	codes: readonly string[],
	ownCode: string
): RuleCompilation {
	const compiled = compileRuleExpression(text, codes);
	if (!compiled.ok) return compiled;
	const operands = [...compiled.rule.operands];
	const problem = (found: RuleProblem): RuleCompilation => ({ ok: false, problem: found });
	if (operands.length === 0) return problem({ code: 'constant' });
	const foreign = operands.find(([, { code }]) => code !== undefined && code !== ownCode);
	if (kind === 'range' && foreign) {
		return problem({ code: 'foreignName', word: foreign[0], at: text.indexOf(foreign[0]) + 1 });
	}
	if ((kind === 'sum' || kind === 'comparison') && operands.length < 2) return problem({ code: 'oneName' });
	if (kind === 'change' && !operands.some(([, { age }]) => age === 1)) return problem({ code: 'noPrevious' });
	return compiled;
}

const isWordSign = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}_.]/u.test(sign);

/** Known names as identifiers of the same length, so that places in the text stay what they are. */
function rewriteNames(
	text: string,
	known: ReadonlyMap<string, Operand>
): { rewritten: string; spelling: ReadonlyMap<string, string> } {
	const names = [...known.keys()].sort((a, b) => b.length - a.length);
	const spelling = new Map<string, string>();
	let rewritten = '';
	for (let at = 0; at < text.length;) {
		const name = isWordSign(text[at - 1])
			? undefined
			: names.find((one) => text.startsWith(one, at) && !isWordSign(text[at + one.length]));
		if (name === undefined) {
			rewritten += text[at++]!;
			continue;
		}
		const identifier = identifierOf(name);
		spelling.set(identifier, name);
		rewritten += identifier;
		at += name.length;
	}
	return { rewritten, spelling };
}

/** Signs that cannot stand in an identifier become letters that nobody types, each its own. */
function identifierOf(name: string): string {
	return name.replace(/^[0-9]|[^A-Za-z0-9_]/g, (sign) =>
		sign.charCodeAt(0) < 128 ? String.fromCharCode(0x1000 + sign.charCodeAt(0)) : sign
	);
}

const cached = new Map<string, RuleCompilation>();
const mostCached = 2000;

/** As `compileRuleExpression`, each expression once: many cells meet the same rules. */
export function compiledRule(text: string, codes: readonly string[]): RuleCompilation {
	const key = `${text}\n${codes.join(' ')}`;
	const found = cached.get(key);
	if (found) return found;
	if (cached.size >= mostCached) cached.clear();
	const compiled = compileRuleExpression(text, codes);
	cached.set(key, compiled);
	return compiled;
}
