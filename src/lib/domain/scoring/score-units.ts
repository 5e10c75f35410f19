import type { RankOptions } from '../ranking/rank';
import { roundHalfUp } from '../ranking/round-half-up';
import type { CompiledFramework } from './compile';
import { engineVersion } from './engine-version';
import { gather } from './gather';
import { gradeGroup, type GradeOutcome } from './grades';
import type { ScoringInput } from './input';
import { arrangeRows, checkColumns, type Rows } from './prepare-input';
import { ProblemList } from './problems';
import { lookUps, NodeResult, type ScoringResult } from './result';
import { adjustmentsByRow, applyRules, type RuleOutcome } from './rules';
import { scoreIndicator } from './score-indicator';
import { scoreInner } from './score-inner';
import type { ScoredNode } from './scored-node';

/**
 * Scores units by a framework: steps of each indicator, aggregation up the tree, rules, rounding, grade and rank.
 * Pure and order-independent: the same values in any order of units and columns give the same bits.
 * Throws `invalidInput` naming every unit and node whose value cannot be scored (`details.problems`).
 */
export function scoreUnits(framework: CompiledFramework, input: ScoringInput): ScoringResult {
	checkColumns(framework, input);
	const rows = arrangeRows(input);
	const scored = scoreTree(framework, input, rows);
	const { definition, root } = framework;

	const baseScores = scored[root]!.scores;
	const { topScores, ruleOutcomes } = scoreByRules(framework, baseScores, input, rows);
	const { precision, ties } = definition.rank;
	const roundedTop = precision === null ? topScores : topScores.map((score) => roundHalfUp(score, precision));
	const gradeOutcomes = gradeRows(framework, roundedTop, ruleOutcomes, rows);

	const ranking: RankOptions = { ties, precision, ...(rows.groupOf && { groups: rows.groupOf }) };
	const top = new NodeResult(framework.nodes[root]!, topScores, scored, ranking);
	const nodeAt = (index: number) =>
		new NodeResult(framework.nodes[index]!, scored[index]!.scores, scored, ranking);
	const lazy = lookUps(framework, top, rows, nodeAt);
	return {
		engineVersion,
		units: rows.units,
		top,
		baseScores,
		roundedTop,
		grades: gradeOutcomes.map((outcome) => outcome?.code),
		gradeOutcomes,
		ruleOutcomes,
		get nodes() {
			return lazy.nodes;
		},
		get peerGroups() {
			return lazy.peerGroups;
		},
		node: lazy.node,
		rowOf: lazy.rowOf
	};
}

/** Scores of every node, by index. Problems of all indicators are named together, before any aggregation meets them. */
export function scoreTree(framework: CompiledFramework, input: ScoringInput, rows: Rows): ScoredNode[] {
	const problems = new ProblemList();
	const scored = new Array<ScoredNode>(framework.nodes.length);
	const codes = framework.nodes.map((node) => node.code);
	const scoresOf = columnAllocator(framework.nodes.length, rows.units.length);
	for (const node of framework.nodes) {
		if (!node.isIndicator) continue;
		const column = input.columns.get(node.code);
		scored[node.index] = scoreIndicator(node, column, rows, problems, scoresOf(node.index));
	}
	problems.throwIfAny();
	for (const index of framework.innerOrder) {
		const node = framework.nodes[index]!;
		if (node.isIndicator) continue;
		scored[index] = scoreInner(node, scored, codes, rows, problems, scoresOf(index));
	}
	problems.throwIfAny();
	return scored;
}

/**
 * Columns of scores. For a few hundred units they are cut from one block, since allocating each for itself costs more than scoring it;
 * a large block would be mapped and cleared page by page on every run, and costs more than it saves.
 */
function columnAllocator(columns: number, count: number): (index: number) => Float64Array {
	if (columns * count > 65_536) return () => new Float64Array(count);
	const block = new Float64Array(columns * count);
	return (index) => block.subarray(index * count, (index + 1) * count);
}

function scoreByRules(
	framework: CompiledFramework,
	baseScores: Float64Array,
	{ adjustments = [] }: ScoringInput,
	rows: Rows
): { topScores: Float64Array; ruleOutcomes: Map<number, RuleOutcome> } {
	const byRow = adjustmentsByRow(framework, adjustments, rows);
	const ruleOutcomes = new Map<number, RuleOutcome>();
	if (framework.definition.rules.length === 0) return { topScores: baseScores, ruleOutcomes };
	const topScores = baseScores.map((base, row) => {
		const outcome = applyRules(framework, base, byRow.get(row) ?? []);
		if (outcome.applied.length > 0 || outcome.clampedFrom !== undefined) ruleOutcomes.set(row, outcome);
		return outcome.score;
	});
	return { topScores, ruleOutcomes };
}

function gradeRows(
	{ bands }: CompiledFramework,
	rounded: Float64Array,
	ruleOutcomes: ReadonlyMap<number, RuleOutcome>,
	rows: Rows
): (GradeOutcome | undefined)[] {
	const outcomes = new Array<GradeOutcome | undefined>(rounded.length).fill(undefined);
	if (bands.length === 0) return outcomes;
	const bandIndex = new Map(bands.map((band, index) => [band.code, index]));
	for (const members of rows.groups) {
		const own = gradeGroup(bands, gather(rounded, members), (k) =>
			// Never the top band, whatever a veto says
			Math.max(
				0,
				...(ruleOutcomes.get(members[k]!)?.gradesAtMost.map((code) => Math.max(1, bandIndex.get(code)!)) ??
					[])
			)
		);
		own.forEach((outcome, k) => (outcomes[members[k]!] = outcome));
	}
	return outcomes;
}
