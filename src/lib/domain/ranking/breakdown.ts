import type { FrameworkDefinition, LocalisedText, RuleDefinition } from '../framework/definition';
import { compileFramework, type CompiledFramework, type CompiledInner } from '../scoring/compile';
import { childShares, type ContributionKind } from '../scoring/contributions';
import type { Adjustment } from '../scoring/input';
import type { MissingReason } from '../scoring/missing-reason';
import { arrangeRows } from '../scoring/prepare-input';
import { ProblemList } from '../scoring/problems';
import { applyRules } from '../scoring/rules';
import { aggregateChildren } from '../scoring/score-inner';
import type { ScoredNode } from '../scoring/scored-node';
import type { NodeScore } from './standing';

/** What one child gives to the score of the node above it. */
export interface BreakdownPart {
	readonly nodeCode: string;
	readonly name: LocalisedText;
	readonly isIndicator: boolean;
	readonly score: number | null;
	readonly missingReason: MissingReason | null;
	readonly rank: number | null;
	/** as the framework gives it; null where the aggregation takes no weights */
	readonly weight: number | null;
	/** share of the weights of the children that are there, 0–1 */
	readonly weightShareUsed: number | null;
	/** points of the node's score (`additive`), of its logarithm, or what leaving the child out would cost; null where it is missing */
	readonly contribution: number | null;
	/** the most that the child could contribute: its share of the top of the scale; null unless contributions add up */
	readonly contributionAtMost: number | null;
}

/** One bonus, penalty or veto, and what it did to the score. */
export interface BreakdownRule {
	readonly code: string;
	readonly name: LocalisedText;
	readonly kind: RuleDefinition['do'];
	readonly effect: number;
	readonly isUnlocked: boolean;
	readonly grounds: readonly string[];
}

/** How a node's stored score is made up of its children's stored scores. */
export interface Breakdown {
	readonly nodeCode: string;
	readonly kind: ContributionKind;
	readonly parts: readonly BreakdownPart[];
	/** the score before the rules; parts of kind `additive` add up to it exactly */
	readonly base: number | null;
	readonly rules: readonly BreakdownRule[];
	/** what the score was before the ends of the scale cut it; null where they did not */
	readonly clampedFrom: number | null;
	readonly score: number | null;
}

export interface BreakdownInput {
	readonly definition: FrameworkDefinition;
	readonly nodeCode: string;
	readonly unitId: number;
	/** stored scores of the node and its children: of the unit alone, or of all its peers where `needsPeers` says so */
	readonly scores: readonly NodeScore[];
	/** of the units in `scores`; those that it does not name are one group */
	readonly peerGroupOf: ReadonlyMap<number, string | null>;
	readonly adjustments: readonly Adjustment[];
}

const compiled = new WeakMap<FrameworkDefinition, CompiledFramework>();

function compile(definition: FrameworkDefinition): CompiledFramework {
	const known = compiled.get(definition) ?? compileFramework(definition);
	compiled.set(definition, known);
	return known;
}

function innerNode(framework: CompiledFramework, code: string): CompiledInner | undefined {
	const node = framework.nodes[framework.indexOf.get(code) ?? -1];
	return node && !node.isIndicator ? node : undefined;
}

/** Codes of the nodes right below one; none below an indicator. */
export function childCodes(definition: FrameworkDefinition, nodeCode: string): string[] {
	const framework = compile(definition);
	const node = innerNode(framework, nodeCode);
	return node ? node.children.map((child) => framework.nodes[child]!.code) : [];
}

/** True where a child's effect can only be told among all units (Copeland compares in pairs). */
export function needsPeers(definition: FrameworkDefinition, nodeCode: string): boolean {
	return innerNode(compile(definition), nodeCode)?.aggregation.additivity === 'none';
}

/** Explains a stored score from stored scores; nothing is scored anew. Undefined for an indicator, whose steps its receipt shows. */
export function breakdownOf(input: BreakdownInput): Breakdown | undefined {
	const framework = compile(input.definition);
	const node = innerNode(framework, input.nodeCode);
	if (!node) return undefined;
	const unit = unitScores(framework, input);
	const own = new Map(input.scores.filter((s) => s.unitId === input.unitId).map((s) => [s.nodeCode, s]));
	const shares = childShares(node, unit);
	const top = input.definition.scale[1];
	const total = node.children.reduce((sum, child) => sum + framework.nodes[child]!.definition.weight, 0);
	const parts = shares.map(({ child, kind, value, weightShareUsed }): BreakdownPart => {
		const { code, definition, isIndicator } = framework.nodes[child]!;
		const stored = own.get(code);
		const weight = node.aggregation.usesWeights ? definition.weight : null;
		return {
			nodeCode: code,
			name: definition.name ?? code,
			isIndicator,
			score: stored?.score ?? null,
			missingReason: stored?.missingReason ?? null,
			rank: stored?.rank ?? null,
			weight,
			weightShareUsed,
			contribution: value,
			contributionAtMost:
				kind === 'additive' && weight !== null ? (weightShareUsed ?? weight / total) * top : null
		};
	});
	const score = own.get(node.code)?.score ?? null;
	const aggregated = aggregateChildren(node, unit.scored, unit.codes, unit.rows, new ProblemList())[
		unit.row
	]!;
	const base = score === null || Number.isNaN(aggregated) ? null : aggregated;
	const outcome =
		node.parent === undefined && base !== null ? applyRules(framework, base, input.adjustments) : undefined;
	return {
		nodeCode: node.code,
		kind: shares[0]?.kind ?? 'leaveOneOut',
		parts,
		base,
		rules: (outcome?.applied ?? []).map(({ rule, effect, isUnlocked, adjustments }) => ({
			code: rule.code,
			name: rule.name ?? rule.code,
			kind: rule.do,
			effect,
			isUnlocked,
			grounds: adjustments.map((adjustment) => adjustment.ground)
		})),
		clampedFrom: outcome?.clampedFrom ?? null,
		score
	};
}

function unitScores(framework: CompiledFramework, { scores, unitId, peerGroupOf }: BreakdownInput) {
	const ids = [...new Set(scores.map((score) => score.unitId))];
	const rows = arrangeRows({
		units: ids.map(String),
		peerGroups: ids.map((id) => peerGroupOf.get(id) ?? undefined),
		columns: new Map()
	});
	const rowOf = new Map(rows.units.map((id, row) => [Number(id), row]));
	const scored = framework.nodes.map((): ScoredNode => ({
		scores: new Float64Array(rows.units.length).fill(NaN),
		reasons: undefined,
		isComplete: false
	}));
	for (const { nodeCode, unitId: id, score } of scores) {
		const index = framework.indexOf.get(nodeCode);
		if (index !== undefined && score !== null) scored[index]!.scores[rowOf.get(id)!] = score;
	}
	const codes = framework.nodes.map((node) => node.code);
	const earned = new Set(
		scores
			.filter((s) => s.unitId === unitId && s.score !== null && s.missingReason === null)
			.map((s) => s.nodeCode)
	);
	return {
		scored,
		rows,
		row: rowOf.get(unitId) ?? 0,
		codes,
		isEarned: (index: number) => earned.has(codes[index]!)
	};
}
