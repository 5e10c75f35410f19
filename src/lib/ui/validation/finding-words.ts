import type { Indicator } from '$lib/domain/indicator/indicator';
import type { Finding } from '$lib/domain/validation/finding';
import type { FindingKind, FindingState, RuleKind, Severity } from '$lib/domain/validation/rule';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words';
import { formatFigure, formatNumber } from '$lib/view/format';

const kinds: Record<FindingKind, () => string> = {
	rule: m.rules_kind_rule,
	zScore: m.rules_kind_z,
	modifiedZScore: m.rules_kind_modified_z,
	seasonal: m.rules_kind_seasonal
};
export const findingKindLabel = (kind: FindingKind): string => kinds[kind]();

const ruleKinds: Record<RuleKind, () => string> = {
	range: m.rules_rule_range,
	required: m.rules_rule_required,
	sum: m.rules_rule_sum,
	comparison: m.rules_rule_comparison,
	change: m.rules_rule_change
};
export const ruleKindLabel = (kind: RuleKind): string => ruleKinds[kind]();

const severityWords: Record<Severity, () => string> = {
	error: m.rules_severity_error,
	warning: m.rules_severity_warning
};
export const severityLabel = (severity: Severity): string => severityWords[severity]();

const stateWords: Record<FindingState, () => string> = {
	open: m.rules_state_open,
	justified: m.rules_state_justified,
	resolved: m.rules_state_resolved
};
export const findingStateLabel = (state: FindingState): string => stateWords[state]();

/** What is wrong, in one sentence. */
export function findingText(
	finding: Pick<Finding, 'kind' | 'rule' | 'details'>,
	indicator: Pick<Indicator, 'measure' | 'decimals'>
): string {
	const { kind, rule, details } = finding;
	if (kind === 'rule') return rule ? localised(rule.message) : findingKindLabel(kind);
	const show = (value: number | undefined): string =>
		value === undefined ? '–' : formatFigure(value, indicator, getLocale());
	const span = { low: show(details.low), high: show(details.high) };
	if (kind === 'zScore') return m.rules_text_z(span);
	return kind === 'seasonal' ? m.rules_text_seasonal(span) : m.rules_text_modified_z(span);
}

const figureNames: Readonly<Record<string, () => string>> = {
	value: m.rules_name_value,
	previous: m.rules_name_previous,
	numerator: m.rules_name_numerator,
	denominator: m.rules_name_denominator
};

/** A name of the rules' language in words: `numerator_OPN-01` is the numerator of OPN-01. */
function figureName(name: string): string {
	const [, word = '', code] = /^([a-z]+)(?:_(.+))?$/.exec(name) ?? [];
	const said = figureNames[word]?.();
	if (said === undefined) return name;
	return code === undefined ? said : `${code} ${said}`;
}

/** The figures that a finding rests on, as `OPN-06 = 12`. */
export function findingFigures(
	{ details }: Pick<Finding, 'details'>,
	indicator: Pick<Indicator, 'measure' | 'decimals'>
): string[] {
	const show = (value: number): string => formatNumber(value, getLocale());
	const named = Object.entries(details.figures ?? {}).map(
		([name, value]) => `${figureName(name)} = ${show(value)}`
	);
	if (details.value === undefined) return named;
	return [
		m.rules_figure_value({ value: formatFigure(details.value, indicator, getLocale()) }),
		...(details.score === undefined
			? []
			: [m.rules_figure_score({ score: formatNumber(details.score, getLocale(), { decimals: 1 }) })])
	];
}
