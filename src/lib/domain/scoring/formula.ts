import jsep from 'jsep';
import { FormulaError, problemOf, type FormulaProblem } from './formula-problem';

/**
 * Formulas that people type. The text is parsed by jsep into a tree and the tree compiled to closures over a fixed list of
 * names, functions and operators; everything else in the grammar (members, strings, arrays, `this`, assignment) is refused.
 * Nothing typed is ever looked up on an object, evaluated as code or called, and no construct can loop.
 */

export const formulaMaxLength = 2000;

export interface FormulaVariables {
	x: number;
	n: number;
	rank: number;
	min: number;
	max: number;
	mean: number;
	sd: number;
}

export interface Formula<Variables = FormulaVariables> {
	/** Variables that occur, so that only those are computed. */
	readonly uses: ReadonlySet<string>;
	readonly evaluate: (variables: Variables) => number;
}

export type CompiledFormula<Variables = FormulaVariables> =
	| { ok: true; formula: Formula<Variables> }
	| { ok: false; message: string; remedy: string; problem: FormulaProblem };

type Evaluate<Variables> = (variables: Variables) => number;
type BinaryOperator = (a: number, b: number) => number;

/** The names that a formula may speak of. Functions and signs are the same everywhere. */
export interface FormulaLanguage<Variables> {
	readonly read: (name: string) => Evaluate<Variables> | undefined;
	/** for the remedy of what cannot be read */
	readonly vocabulary: string;
	/** signs that mean something else than in the engine */
	readonly operators?: ReadonlyMap<string, BinaryOperator>;
	/** a name as its author wrote it, where it was rewritten before it was parsed */
	readonly spell?: (name: string) => string;
	/** the text as its author wrote it, letter for letter as long */
	readonly original?: string;
}

const variables = new Map<string, Evaluate<FormulaVariables>>([
	['x', (v) => v.x],
	['n', (v) => v.n],
	['rank', (v) => v.rank],
	['min', (v) => v.min],
	['max', (v) => v.max],
	['mean', (v) => v.mean],
	['sd', (v) => v.sd]
]);

const functionsOfOne = new Map<string, (a: number) => number>([
	['ln', Math.log],
	['exp', Math.exp],
	['log10', Math.log10],
	['sqrt', Math.sqrt],
	['abs', Math.abs]
]);

const functionsOfSeveral = new Map<string, BinaryOperator>([
	['min', Math.min],
	['max', Math.max]
]);

const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map<string, BinaryOperator>([
	['+', (a, b) => a + b],
	['-', (a, b) => a - b],
	['*', (a, b) => a * b],
	['/', (a, b) => a / b],
	['^', (a, b) => a ** b],
	['<', (a, b) => Number(a < b)],
	['<=', (a, b) => Number(a <= b)],
	['>', (a, b) => Number(a > b)],
	['>=', (a, b) => Number(a >= b)],
	['==', (a, b) => Number(a === b)],
	['!=', (a, b) => Number(a !== b)],
	['&&', (a, b) => Number(a !== 0 && b !== 0)],
	['||', (a, b) => Number(a !== 0 || b !== 0)]
]);

const unaryOperators = new Map<string, (a: number) => number>([
	['-', (a) => -a],
	['+', (a) => a],
	['!', (a) => Number(a === 0)]
]);

const engineLanguage: FormulaLanguage<FormulaVariables> = {
	read: (name) => variables.get(name),
	vocabulary:
		'use numbers, x, n, rank, min, max, mean, sd, + - * / ^, comparisons, && || !, and ' +
		'ln, exp, log10, sqrt, abs, min, max, pow, if(condition, then, else)'
};

type Expression = jsep.Expression;

interface Compilation<Variables> {
	readonly language: FormulaLanguage<Variables>;
	readonly uses: Set<string>;
}

bindPowerTightly();

/** Parses and checks a formula of the engine: see `compileFormulaOf`. */
export function compileFormula(text: string): CompiledFormula {
	return compileFormulaOf(text, engineLanguage);
}

/**
 * Parses and checks a formula over the names of a language. The same text compiles to the same function; a wrong one comes back
 * as a message, never thrown.
 */
export function compileFormulaOf<Variables>(
	text: string,
	language: FormulaLanguage<Variables>
): CompiledFormula<Variables> {
	if (text.length > formulaMaxLength) {
		return {
			ok: false,
			message: `the formula has ${text.length} characters`,
			remedy: `keep it within ${formulaMaxLength}`,
			problem: { code: 'tooLong' }
		};
	}
	try {
		const uses = new Set<string>();
		const evaluate = compileNode(jsep(text), { language, uses });
		return { ok: true, formula: { uses, evaluate } };
	} catch (error) {
		if (error instanceof RangeError) {
			return {
				ok: false,
				message: 'the formula nests too deeply',
				remedy: 'take it apart into several steps',
				problem: { code: 'tooDeep' }
			};
		}
		const message = error instanceof Error ? error.message : String(error);
		const problem = problemOf(language.original ?? text, error);
		return {
			ok: false,
			message: `the formula cannot be read: ${message}`,
			remedy: language.vocabulary,
			problem
		};
	}
}

function compileNode<V>(expression: Expression, to: Compilation<V>): Evaluate<V> {
	const node = expression as jsep.CoreExpression;
	switch (node.type) {
		case 'Literal': {
			const { value } = node;
			if (typeof value !== 'number' || !Number.isFinite(value))
				throw new FormulaError('notAllowed', `${node.raw} is no number`, node.raw);
			return () => value;
		}
		case 'Identifier': {
			const read = to.language.read(node.name);
			if (!read) {
				const name = to.language.spell?.(node.name) ?? node.name;
				throw new FormulaError('unknownName', `"${name}" is not known`, name);
			}
			to.uses.add(node.name);
			return read;
		}
		case 'UnaryExpression': {
			const apply = known(unaryOperators.get(node.operator), node.operator);
			const argument = compileNode(node.argument, to);
			return (v) => apply(argument(v));
		}
		case 'BinaryExpression': {
			const own = to.language.operators?.get(node.operator);
			const apply = known(own ?? binaryOperators.get(node.operator), node.operator);
			const left = compileNode(node.left, to);
			const right = compileNode(node.right, to);
			return (v) => apply(left(v), right(v));
		}
		case 'ConditionalExpression':
			return choose(node.test, node.consequent, node.alternate, to);
		case 'CallExpression': {
			if (node.callee.type !== 'Identifier')
				throw new FormulaError('notAllowed', 'only named functions can be called');
			return compileCall(String(node.callee.name), node.arguments, to);
		}
		default:
			throw new FormulaError('notAllowed', `${describeConstruct(node.type)} cannot stand in a formula`);
	}
}

function compileCall<V>(name: string, args: readonly Expression[], to: Compilation<V>): Evaluate<V> {
	const one = functionsOfOne.get(name);
	if (one) {
		const [argument] = expectArguments(name, args, 1, to);
		return (v) => one(argument!(v));
	}
	const several = functionsOfSeveral.get(name);
	if (several) {
		if (args.length === 0)
			throw new FormulaError('argumentCount', `${name}() needs at least one argument`, name);
		return args.map((arg) => compileNode(arg, to)).reduce((a, b) => (v) => several(a(v), b(v)));
	}
	if (name === 'pow') {
		const [base, exponent] = expectArguments(name, args, 2, to);
		return (v) => base!(v) ** exponent!(v);
	}
	if (name === 'if') {
		if (args.length !== 3)
			throw new FormulaError('argumentCount', 'if() needs a condition and two results', name);
		return choose(args[0]!, args[1]!, args[2]!, to);
	}
	const spelled = to.language.spell?.(name) ?? name;
	throw new FormulaError('unknownFunction', `there is no function "${spelled}"`, spelled);
}

function expectArguments<V>(
	name: string,
	args: readonly Expression[],
	count: number,
	to: Compilation<V>
): Evaluate<V>[] {
	if (args.length !== count)
		throw new FormulaError('argumentCount', `${name}() takes ${count}, not ${args.length}, arguments`, name);
	return args.map((arg) => compileNode(arg, to));
}

/** Only the chosen side is evaluated, so if(x > 0, ln(x), 0) never meets ln(0). */
function choose<V>(
	test: Expression,
	then: Expression,
	otherwise: Expression,
	to: Compilation<V>
): Evaluate<V> {
	const condition = compileNode(test, to);
	const consequent = compileNode(then, to);
	const alternate = compileNode(otherwise, to);
	return (v) => (condition(v) !== 0 ? consequent(v) : alternate(v));
}

function known<T>(found: T | undefined, operator: string): T {
	if (!found) throw new FormulaError('notAllowed', `the operator ${operator} is not known`, operator);
	return found;
}

function describeConstruct(type: string): string {
	if (type === 'Compound') return 'more than one expression (or none)';
	if (type === 'MemberExpression') return 'a member of something (a dot or brackets)';
	return type.replace('Expression', '').toLowerCase() || type;
}

/**
 * jsep binds a sign more tightly than any operator, as JavaScript does; on paper −x^2 is −(x²), and 2^3^2 is 2^(3²).
 * So the power is taken as part of the token before it.
 */
function bindPowerTightly(): void {
	jsep.removeBinaryOp('^');
	jsep.hooks.add('gobble-token', function (env) {
		this.gobbleSpaces();
		if (/[0-9.]/.test(this.char)) env.node = this.gobbleNumericLiteral();
	});
	jsep.hooks.add('after-token', function (env) {
		this.gobbleSpaces();
		if (!env.node || this.char !== '^') return;
		this.index++;
		const exponent = this.gobbleToken();
		if (!exponent) this.throwError('Expected an exponent after ^');
		env.node = { type: 'BinaryExpression', operator: '^', left: env.node, right: exponent };
	});
}
