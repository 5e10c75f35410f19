import type { ValidationRule } from './rule';
import { compiledRule, type Operand } from './rule-expression';

/** An indicator with its rules that are in force. */
export interface RuledIndicator {
	readonly id: number;
	readonly code: string;
	readonly rules: readonly ValidationRule[];
}

/** A cell whose rules speak of another one: those of `indicatorId`, so many periods after it. */
export interface Dependence {
	readonly indicatorId: number;
	readonly age: 0 | 1;
}

/** All rules in force, by what they stand beside and by what they speak of. */
export interface RuleBook {
	/** of all indicators: what names in expressions are read by */
	readonly codes: readonly string[];
	readonly codeOf: ReadonlyMap<number, string>;
	readonly idOf: ReadonlyMap<string, number>;
	readonly rulesOf: ReadonlyMap<number, readonly ValidationRule[]>;
	/** by indicator: the cells that are judged anew when one of its cells changes, without the cell itself */
	readonly dependents: ReadonlyMap<number, readonly Dependence[]>;
	/** indicators that have rules or that rules speak of: no other cell can break one */
	readonly involved: ReadonlySet<number>;
	/** whether some rule speaks of the period before */
	readonly looksBack: boolean;
}

export function makeRuleBook(indicators: readonly RuledIndicator[]): RuleBook {
	const codes = indicators.map(({ code }) => code);
	const idOf = new Map(indicators.map(({ id, code }) => [code, id]));
	const dependents = new Map<number, Dependence[]>();
	const involved = new Set<number>();
	let looksBack = false;
	for (const { id, rules } of indicators) {
		if (rules.length > 0) involved.add(id);
		for (const rule of rules) {
			for (const { code, age } of operandsOf(rule, codes)) {
				const of = code === undefined ? id : idOf.get(code);
				if (of === undefined) continue;
				involved.add(of);
				looksBack ||= age === 1;
				const known = dependents.get(of) ?? [];
				const isKnown = known.some((one) => one.indicatorId === id && one.age === age);
				if ((of !== id || age !== 0) && !isKnown) dependents.set(of, [...known, { indicatorId: id, age }]);
			}
		}
	}
	return {
		codes,
		codeOf: new Map(indicators.map(({ id, code }) => [id, code])),
		idOf,
		rulesOf: new Map(indicators.filter(({ rules }) => rules.length > 0).map(({ id, rules }) => [id, rules])),
		dependents,
		involved,
		looksBack
	};
}

/** The figures that a rule speaks of; none of one that cannot be read. */
export function operandsOf(rule: Pick<ValidationRule, 'expression'>, codes: readonly string[]): Operand[] {
	const compiled = rule.expression === null ? undefined : compiledRule(rule.expression, codes);
	return compiled?.ok ? [...compiled.rule.operands.values()] : [];
}
