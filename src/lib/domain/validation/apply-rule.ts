import type { MissingReason } from '../scoring/missing-reason';
import type { ValidationRule } from './rule';
import { compiledRule, type Operand } from './rule-expression';

/** A cell's figures, as a rule reads them. */
export interface CellFigures {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly missingReason: MissingReason | null;
	/** counted cases stand for a value, also where they are too few to give a number */
	readonly hasDistribution?: boolean;
}

/** Finds the figures of another cell of the unit, or of the own one of an earlier period. */
export type ReadOperand = (operand: Operand) => CellFigures | undefined;

export type RuleOutcome =
	| { readonly kind: 'holds' }
	| { readonly kind: 'broken'; readonly figures: Readonly<Record<string, number>> }
	/** a figure that the rule needs is not there: it says nothing of this cell */
	| { readonly kind: 'notApplicable'; readonly missing: string }
	/** the expression gives no number for these figures (a division by zero): it says nothing either */
	| { readonly kind: 'undefined'; readonly figures: Readonly<Record<string, number>> }
	/** the expression cannot be read (any more): somebody must look at the rule */
	| { readonly kind: 'unreadable' };

type Rule = Pick<ValidationRule, 'kind' | 'expression'>;

/** What a rule says of one cell. `codes` are those of all indicators. */
export function applyRule(
	rule: Rule,
	cell: CellFigures,
	read: ReadOperand,
	codes: readonly string[]
): RuleOutcome {
	if (rule.kind === 'required') {
		if (rule.expression !== null) {
			const condition = evaluate(rule.expression, cell, read, codes);
			if (condition.kind === 'broken') return { kind: 'holds' };
			if (condition.kind !== 'holds') return condition;
		}
		return isReported(cell) ? { kind: 'holds' } : { kind: 'broken', figures: {} };
	}
	return evaluate(rule.expression ?? '1', cell, read, codes);
}

/** A value, or leave to have none. */
function isReported(cell: CellFigures): boolean {
	return cell.value !== null || cell.hasDistribution === true || cell.missingReason === 'notApplicable';
}

function evaluate(
	expression: string,
	cell: CellFigures,
	read: ReadOperand,
	codes: readonly string[]
): RuleOutcome {
	const compiled = compiledRule(expression, codes);
	if (!compiled.ok) return { kind: 'unreadable' };
	const values = new Map<string, number>();
	for (const [name, operand] of compiled.rule.operands) {
		const isOwn = operand.code === undefined && operand.age === 0;
		const figure = (isOwn ? cell : read(operand))?.[operand.part] ?? null;
		if (figure === null) return { kind: 'notApplicable', missing: name };
		values.set(name, figure);
	}
	const result = compiled.rule.evaluate(values);
	const figures = Object.fromEntries(values);
	if (Number.isNaN(result)) return { kind: 'undefined', figures };
	return result !== 0 ? { kind: 'holds' } : { kind: 'broken', figures };
}
