/** What a rule asks: a span, a value at all, a sum, a comparison between indicators or with the period before. */
export const ruleKinds = ['range', 'required', 'sum', 'comparison', 'change'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** An `error` keeps a value from being submitted; a `warning` asks for a justification. */
export const severities = ['error', 'warning'] as const;
export type Severity = (typeof severities)[number];

/** What found it: a rule, or one of the three looks at the series of a cell. */
export const findingKinds = ['rule', 'zScore', 'modifiedZScore', 'seasonal'] as const;
export type FindingKind = (typeof findingKinds)[number];
