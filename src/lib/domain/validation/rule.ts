import type { LocalisedName } from '../unit/unit';

/** What a rule asks: a span, a value at all, a sum, a comparison between indicators or with the period before. */
export const ruleKinds = ['range', 'required', 'sum', 'comparison', 'change'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** An `error` keeps a value from being submitted; a `warning` asks for a justification. */
export const severities = ['error', 'warning'] as const;
export type Severity = (typeof severities)[number];

/** What found it: a rule, or one of the three looks at the series of a cell. */
export const findingKinds = ['rule', 'zScore', 'modifiedZScore', 'seasonal'] as const;
export type FindingKind = (typeof findingKinds)[number];

export const findingStates = ['open', 'justified', 'resolved'] as const;
/** `open`: nothing was said to it yet; `justified`: its owner stands by the value; `resolved`: it is found no more */
export type FindingState = (typeof findingStates)[number];

/** What must hold of a unit's values in a period. */
export interface ValidationRule {
	readonly id: number;
	readonly code: string;
	/** the indicator beside whose cell its findings stand */
	readonly indicatorId: number;
	readonly indicatorCode: string;
	readonly kind: RuleKind;
	/** true where all is well; of `required`, where a value is needed at all (null: always) */
	readonly expression: string | null;
	readonly severity: Severity;
	/** what is wrong where it does not hold, and what to do */
	readonly message: LocalisedName;
	readonly revision: number;
	readonly retiredAt: Date | null;
}
