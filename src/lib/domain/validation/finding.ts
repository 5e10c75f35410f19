import type { LocalisedName } from '../unit/unit';
import type { Frequency, Measure } from '../indicator/indicator';
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
	/** the broken rule; null where the series itself speaks */
	readonly rule: Pick<ValidationRule, 'id' | 'code' | 'message'> | null;
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
			rule: { id: rule.id, code: rule.code, message: rule.message },
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
		return [{ kind, rule: null, severity: 'warning', details: { value, low, high, score, count } }];
	});
}

/**
 * What keeps a sound value a draft: broken rules of severity error, and broken rules of severity warning until something was said
 * to them. What is merely unusual is listed and holds nothing up; `findJump` asks about the far ends of that.
 */
export function holdingFindings<F extends Pick<Finding, 'kind' | 'severity'>>(
	findings: readonly F[],
	justification: string | null
): F[] {
	const ofRules = findings.filter(({ kind }) => kind === 'rule');
	const errors = ofRules.filter(({ severity }) => severity === 'error');
	if (errors.length > 0) return errors;
	return justification === null ? ofRules : [];
}

/** A finding as it is listed. */
export interface ListedFinding extends Finding {
	readonly id: number;
	readonly unit: { readonly code: string; readonly path: string; readonly name: LocalisedName };
	readonly indicator: {
		readonly code: string;
		readonly name: LocalisedName;
		readonly measure: Measure;
		readonly decimals: number;
	};
	readonly period: string;
	readonly foundAt: Date;
	readonly resolvedAt: Date | null;
	readonly justification: string | null;
	readonly justifiedByName: string | null;
	readonly justifiedAt: Date | null;
}
