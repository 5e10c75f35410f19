import type { GradeBand, LocalisedText, RuleDefinition, Step } from '../framework/definition';
import type { FullMissingRule } from '../framework/missing-rules';
import { DomainError } from '../errors';
import type { PairwiseRecord } from './aggregations/copeland';
import type { CompiledFramework } from './compile';
import type { ContributionKind } from './contributions';
import { explainNodes } from './explain-nodes';
import type { Adjustment, ScoringInput } from './input';
import { orNull } from './json-number';
import type { MissingReason } from './missing-reason';
import { arrangeRows } from './prepare-input';
import type { ScoringResult } from './result';
import { tracesOf } from './step-trace';

/** One step as it acted on one unit. By hand: apply `do` with `parameters` and `statistics` to `input`; the result is `output`. */
export interface StepReceipt {
	readonly do: string;
	readonly name?: LocalisedText;
	readonly parameters: Omit<Step, 'do' | 'name'>;
	readonly input: number | null;
	/**
	 * True where direction −1 entered: the step worked on `−input`, its `statistics` are those of the column times −1, and parameters on
	 * the raw scale were turned with it (low, high → −high, −low; target → −target).
	 */
	readonly isFlipped: boolean;
	readonly output: number | null;
	/** What the step took from the peers: min, max, mean, sd, n … */
	readonly statistics: Readonly<Record<string, number>>;
	/** The unit's place among the peers, where the step scores by it. */
	readonly place: number | null;
	/** Set where `statistics` were taken out for a reader who may not know the peers' values yet. */
	readonly isWithheld?: true;
}

/** What the missing rule did, where there was no score. */
export interface MissingReceipt {
	readonly reason: MissingReason;
	readonly rule: FullMissingRule;
	/** Null where the cell stayed missing. */
	readonly filledWith: number | null;
	/** What a rule took from the peers' earned scores, and of how many; null where the rule takes nothing from them. */
	readonly takenFrom: { readonly statistic: 'worst' | 'mean' | 'median'; readonly units: number } | null;
	/** Set where `takenFrom` was taken out for a reader who may not know of the peers' scores yet. */
	readonly isWithheld?: true;
}

/** The earlier period whose value stands in for the one that is missing. */
export interface LastKnownReceipt {
	/** Null where the input did not say it. */
	readonly period: string | null;
	/** In periods: 1 is the period before. */
	readonly age: number;
}

export interface NodeReceipt {
	readonly node: string;
	readonly name?: LocalisedText;
	readonly parent: string | null;
	readonly isIndicator: boolean;
	readonly direction: 1 | -1;
	/** Of an indicator, as the steps met it. */
	readonly raw: number | null;
	readonly rawOrigin: 'reported' | 'lastKnown' | null;
	readonly lastKnown: LastKnownReceipt | null;
	readonly steps: readonly StepReceipt[];
	/** Of an inner node. */
	readonly aggregate: string | null;
	readonly aggregateParameters: {
		readonly p?: number;
		readonly floor?: number;
		readonly to?: readonly [number, number];
	};
	readonly minimumCoverage: number | null;
	/** Of a node that compares units in pairs, where it has a score of its own: the pairs that the score counts. */
	readonly comparison: PairwiseRecord | null;
	/** Unrounded; at the top before the rules. */
	readonly score: number | null;
	readonly missing: MissingReceipt | null;
	readonly weight: number;
	/** Share of the weight of the siblings that are there; null at the top, without weights, or where the node is missing. */
	readonly weightShareUsed: number | null;
	readonly contribution: { readonly kind: ContributionKind; readonly value: number | null } | null;
	readonly contributionToTop: { readonly kind: ContributionKind; readonly value: number | null } | null;
	readonly coverage: number;
	readonly rank: number | null;
	/** Units of the peer group that have a score at this node. */
	readonly peers: number;
}

export interface RuleReceipt {
	readonly code: string;
	readonly name?: LocalisedText;
	readonly do: RuleDefinition['do'];
	readonly parameters: RuleDefinition;
	readonly adjustments: readonly Adjustment[];
	readonly isUnlocked: boolean;
	readonly effect: number;
	readonly scoreAfter: number | null;
}

export interface Receipt {
	readonly engineVersion: number;
	readonly framework: { readonly code: string; readonly version: number };
	readonly unit: string;
	readonly peerGroup: string | null;
	readonly top: string;
	/** In the order of F.json. */
	readonly nodes: readonly NodeReceipt[];
	readonly base: number | null;
	readonly rules: readonly RuleReceipt[];
	/** The score that the scale's ends cut, where they did. */
	readonly clampedFrom: number | null;
	readonly score: number | null;
	readonly rounding: { readonly precision: number | null; readonly rounded: number | null };
	readonly grade: {
		readonly code: string;
		readonly band: GradeBand;
		/** Band that the score alone gives, and what moved the unit below it. */
		readonly byScore: string;
		readonly limitedBy: 'share' | 'veto' | null;
	} | null;
	readonly rank: number | null;
	readonly peers: number;
}

/**
 * How one unit's scores came about, from raw values to rank, as plain JSON. Recomputed from the inputs that `result` was made of.
 * For many units of one run, `createExplainer` shares the work between them.
 */
export function explainUnit(
	framework: CompiledFramework,
	input: ScoringInput,
	result: ScoringResult,
	unit: string
): Receipt {
	return createExplainer(framework, input, result)(unit);
}

export function createExplainer(
	framework: CompiledFramework,
	input: ScoringInput,
	result: ScoringResult
): (unit: string) => Receipt {
	const rows = arrangeRows(input);
	const traceOf = tracesOf(framework, input, rows);
	const { definition } = framework;
	return (unit) => {
		const row = result.rowOf(unit);
		if (row === undefined) {
			throw new DomainError(
				'unknownUnit',
				`unit ${JSON.stringify(unit)} was not scored; name one of the units`,
				{ unit }
			);
		}
		const nodes = explainNodes(framework, input, result, rows, traceOf, row);
		const outcome = result.ruleOutcomes.get(row);
		const top = nodes[framework.root]!;
		return {
			engineVersion: result.engineVersion,
			framework: { code: definition.code, version: definition.version },
			unit,
			peerGroup: result.peerGroups[row] ?? null,
			top: result.top.code,
			nodes,
			base: orNull(result.baseScores[row]),
			rules: (outcome?.applied ?? []).map(({ rule, adjustments, isUnlocked, effect, scoreAfter }) => ({
				code: rule.code,
				...(rule.name !== undefined && { name: rule.name }),
				do: rule.do,
				parameters: rule,
				adjustments,
				isUnlocked,
				effect: orNull(effect) ?? 0,
				scoreAfter: orNull(scoreAfter)
			})),
			clampedFrom: orNull(outcome?.clampedFrom),
			score: orNull(result.top.scores[row]),
			rounding: { precision: definition.rank.precision, rounded: orNull(result.roundedTop[row]) },
			grade: explainGrade(framework, result, row),
			rank: top.rank,
			peers: top.peers
		};
	};
}

function explainGrade({ bands }: CompiledFramework, result: ScoringResult, row: number): Receipt['grade'] {
	const outcome = result.gradeOutcomes[row];
	if (!outcome) return null;
	const { code, byScore, limitedBy } = outcome;
	return { code, band: bands.find((band) => band.code === code)!, byScore, limitedBy: limitedBy ?? null };
}

/** The receipt without what it tells of the peers' values: the least and the most of them are two of them. */
export function withoutPeers(receipt: Receipt): Receipt {
	return {
		...receipt,
		nodes: receipt.nodes.map((node) => ({
			...node,
			steps: node.steps.map((step) =>
				Object.keys(step.statistics).length === 0 ? step : { ...step, statistics: {}, isWithheld: true }
			),
			missing: node.missing?.takenFrom ? { ...node.missing, takenFrom: null, isWithheld: true } : node.missing
		}))
	};
}
