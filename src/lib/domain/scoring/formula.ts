import jsep from 'jsep';

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

export interface Formula {
	/** Variables that occur, so that only those are computed. */
	readonly uses: ReadonlySet<string>;
	readonly evaluate: (variables: FormulaVariables) => number;
}

export type CompiledFormula = { ok: true; formula: Formula } | { ok: false; message: string; remedy: string };

type Evaluate = (variables: FormulaVariables) => number;

const variables = new Map<string, Evaluate>([
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

const functionsOfSeveral = new Map<string, (a: number, b: number) => number>([
	['min', Math.min],
	['max', Math.max]
]);

const binaryOperators = new Map<string, (a: number, b: number) => number>([
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

const vocabulary =
	'use numbers, x, n, rank, min, max, mean, sd, + - * / ^, comparisons, && || !, and ' +
	'ln, exp, log10, sqrt, abs, min, max, pow, if(condition, then, else)';

type Expression = jsep.Expression;

class FormulaError extends Error {}

bindPowerTightly();

/** Parses and checks a formula. The same text compiles to the same function; a wrong one comes back as a message, never thrown. */
export function compileFormula(text: string): CompiledFormula {
	if (text.length > formulaMaxLength) {
		return {
			ok: false,
			message: `the formula has ${text.length} characters`,
			remedy: `keep it within ${formulaMaxLength}`
		};
	}
	try {
		const uses = new Set<string>();
		const evaluate = compileNode(jsep(text), uses);
		return { ok: true, formula: { uses, evaluate } };
	} catch (error) {
		if (error instanceof RangeError) {
			return {
				ok: false,
				message: 'the formula nests too deeply',
				remedy: 'take it apart into several steps'
			};
		}
		const message = error instanceof Error ? error.message : String(error);
		return { ok: false, message: `the formula cannot be read: ${message}`, remedy: vocabulary };
	}
}

function compileNode(expression: Expression, uses: Set<string>): Evaluate {
	const node = expression as jsep.CoreExpression;
	switch (node.type) {
		case 'Literal': {
			const { value } = node;
			if (typeof value !== 'number' || !Number.isFinite(value))
				throw new FormulaError(`${node.raw} is no number`);
			return () => value;
		}
		case 'Identifier': {
			const read = variables.get(node.name);
			if (!read) throw new FormulaError(`"${node.name}" is not known`);
			uses.add(node.name);
			return read;
		}
		case 'UnaryExpression': {
			const apply = known(unaryOperators.get(node.operator), node.operator);
			const argument = compileNode(node.argument, uses);
			return (v) => apply(argument(v));
		}
		case 'BinaryExpression': {
			const apply = known(binaryOperators.get(node.operator), node.operator);
			const left = compileNode(node.left, uses);
			const right = compileNode(node.right, uses);
			return (v) => apply(left(v), right(v));
		}
		case 'ConditionalExpression':
			return choose(node.test, node.consequent, node.alternate, uses);
		case 'CallExpression': {
			if (node.callee.type !== 'Identifier') throw new FormulaError('only named functions can be called');
			return compileCall(String(node.callee.name), node.arguments, uses);
		}
		default:
			throw new FormulaError(`${describeConstruct(node.type)} cannot stand in a formula`);
	}
}

function compileCall(name: string, args: readonly Expression[], uses: Set<string>): Evaluate {
	const one = functionsOfOne.get(name);
	if (one) {
		const [argument] = expectArguments(name, args, 1, uses);
		return (v) => one(argument!(v));
	}
	const several = functionsOfSeveral.get(name);
	if (several) {
		if (args.length === 0) throw new FormulaError(`${name}() needs at least one argument`);
		return args.map((arg) => compileNode(arg, uses)).reduce((a, b) => (v) => several(a(v), b(v)));
	}
	if (name === 'pow') {
		const [base, exponent] = expectArguments(name, args, 2, uses);
		return (v) => base!(v) ** exponent!(v);
	}
	if (name === 'if') {
		if (args.length !== 3) throw new FormulaError('if() needs a condition and two results');
		return choose(args[0]!, args[1]!, args[2]!, uses);
	}
	throw new FormulaError(`there is no function "${name}"`);
}

function expectArguments(
	name: string,
	args: readonly Expression[],
	count: number,
	uses: Set<string>
): Evaluate[] {
	if (args.length !== count)
		throw new FormulaError(`${name}() takes ${count}, not ${args.length}, arguments`);
	return args.map((arg) => compileNode(arg, uses));
}

/** Only the chosen side is evaluated, so if(x > 0, ln(x), 0) never meets ln(0). */
function choose(test: Expression, then: Expression, otherwise: Expression, uses: Set<string>): Evaluate {
	const condition = compileNode(test, uses);
	const consequent = compileNode(then, uses);
	const alternate = compileNode(otherwise, uses);
	return (v) => (condition(v) !== 0 ? consequent(v) : alternate(v));
}

function known<T>(found: T | undefined, operator: string): T {
	if (!found) throw new FormulaError(`the operator ${operator} is not known`);
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
