import type { LocalisedName } from '../unit/unit';
import type { Frequency } from '../indicator/indicator';
import { leastSpreadOf } from '../indicator/plausibility';
import { applyRule, type CellFigures, type ReadOperand } from './apply-rule';
import {
	median,
	modifiedZScore,
	seasonalDifference,
	seasonLength,
	zScore,
	type OutlierVerdict
} from './outlier';
import type { FindingKind, Severity, ValidationRule } from './rule';

/** What a finding rests on, as it was when it was found. */
export interface FindingDetails {
	/** figures of the rule's expression, by their names in it */
	readonly figures?: Readonly<Record<string, number>>;
	readonly value?: number;
	/** what the history lets expect */
	readonly low?: number;
	readonly high?: number;
	readonly score?: number;
	/** earlier values (seasonal: earlier changes) that it rests on */
	readonly count?: number;
}

/** Something that a rule or a look at the series has against a cell. */
export interface Finding {
	readonly kind: FindingKind;
	readonly ruleId: number | null;
	readonly severity: Severity;
	readonly details: FindingDetails;
}

/** A cell with everything that it is looked at beside. */
export interface JudgedCell {
	readonly figures: CellFigures;
	readonly frequency: Frequency;
	readonly decimals: number;
	/** values of the earlier periods, oldest first, up to the one before: one place each */
	readonly history: readonly (number | null)[];
	readonly read: ReadOperand;
}

/** Everything that is found in a cell: broken rules in their order, then what is unusual beside its own history. */
export function findFindings(
	cell: JudgedCell,
	rules: readonly ValidationRule[],
	codes: readonly string[]
): Finding[] {
	const found: Finding[] = [];
	for (const rule of rules) {
		const outcome = applyRule(rule, cell.figures, cell.read, codes);
		if (outcome.kind !== 'broken') continue;
		found.push({
			kind: 'rule',
			ruleId: rule.id,
			severity: rule.severity,
			details: { figures: outcome.figures }
		});
	}
	return [...found, ...findOutliers(cell)];
}

function findOutliers({ figures, frequency, decimals, history }: JudgedCell): Finding[] {
	const { value } = figures;
	const present = history.filter((x) => x !== null);
	if (value === null || present.length === 0) return [];
	const leastSpread = leastSpreadOf(median(present), decimals);
	const verdicts: [FindingKind, OutlierVerdict][] = [
		['zScore', zScore(value, present)],
		['modifiedZScore', modifiedZScore(value, present, { leastSpread })],
		['seasonal', seasonalDifference(value, history, seasonLength[frequency], { leastSpread })]
	];
	return verdicts.flatMap(([kind, verdict]): Finding[] => {
		if (verdict.kind !== 'outlier') return [];
		const { low, high, score, count } = verdict;
		return [{ kind, ruleId: null, severity: 'warning', details: { value, low, high, score, count } }];
	});
}

/** A finding as it is listed. */
export interface ListedFinding extends Finding {
	readonly id: number;
	readonly unit: { readonly code: string; readonly name: LocalisedName };
	readonly indicator: { readonly code: string; readonly name: LocalisedName };
	readonly period: string;
	readonly rule: { readonly code: string; readonly message: LocalisedName } | null;
	readonly foundAt: Date;
	readonly resolvedAt: Date | null;
	readonly justification: string | null;
	readonly justifiedByName: string | null;
	readonly justifiedAt: Date | null;
}
