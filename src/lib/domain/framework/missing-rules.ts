import { missingReasons, type MissingReason } from '../scoring/missing-reason';
import type { MissingRule, NodeDefinition } from './definition';

/** A missing rule in its one full form. */
export type FullMissingRule = Exclude<MissingRule, string>;

/** The rule of a node for each reason; a reason that its map leaves out is excluded. */
export function missingRulesOf(node: NodeDefinition): Readonly<Record<MissingReason, FullMissingRule>> {
	const { missing } = node;
	return Object.fromEntries(
		missingReasons.map((reason) => [
			reason,
			fullRule(typeof missing === 'string' || 'do' in missing ? missing : (missing[reason] ?? 'exclude'))
		])
	) as Record<MissingReason, FullMissingRule>;
}

function fullRule(rule: MissingRule): FullMissingRule {
	return typeof rule === 'string' ? { do: rule } : rule;
}

/** Periods that an earlier value may be old to stand in for a missing one at this node, whatever the reason; 0: none may. */
export function lastKnownMaxAge(node: NodeDefinition): number {
	return Math.max(
		0,
		...Object.values(missingRulesOf(node)).map((rule) => (rule.do === 'lastKnown' ? rule.maxAge : 0))
	);
}
