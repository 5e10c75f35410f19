import { copeland, pairwiseRecord, type PairwiseRecord } from './aggregations/copeland';
import type { CompiledFramework, CompiledNode } from './compile';
import { childShares, contributionToTop, type ChildShare, type UnitScores } from './contributions';
import { gather } from './gather';
import type { IndicatorColumn, ScoringInput } from './input';
import { orNull } from './json-number';
import type { Rows } from './prepare-input';
import type { MissingReceipt, NodeReceipt, StepReceipt } from './receipt';
import type { NodeResult, ScoringResult } from './result';
import type { IndicatorTrace, TracedStep } from './step-trace';

/** The part of a receipt that each node has, in the order of F.json. */
export function explainNodes(
	framework: CompiledFramework,
	input: ScoringInput,
	result: ScoringResult,
	rows: Rows,
	traceOf: (index: number) => IndicatorTrace | undefined,
	row: number
): NodeReceipt[] {
	const unit = unitScores(framework, result, rows, row);
	const shares = new Map<number, readonly ChildShare[]>();
	const sharesOf = (index: number) => {
		const node = framework.nodes[index]!;
		const known = shares.get(index) ?? (node.isIndicator ? [] : childShares(node, unit));
		shares.set(index, known);
		return known;
	};
	const members = rows.groups[rows.groupOf ? rows.groupOf[row]! : 0]!;
	return framework.nodes.map((node, index): NodeReceipt => {
		const { definition } = node;
		const nodeResult = result.nodes[index]!;
		const score = index === framework.root ? result.baseScores[row]! : nodeResult.scores[row]!;
		const share =
			node.parent === undefined ? undefined : sharesOf(node.parent).find(({ child }) => child === index);
		const trace = traceOf(index);
		const place = rows.source ? rows.source[row]! : row;
		const column = input.columns.get(node.code);
		const raw = orNull(trace?.raw[row]);
		return {
			node: node.code,
			...(definition.name !== undefined && { name: definition.name }),
			parent: definition.parent ?? null,
			isIndicator: node.isIndicator,
			direction: definition.direction,
			raw,
			...explainOrigin(raw, column, place),
			steps: (trace?.steps ?? []).map((step) => explainStep(step, rows, row)),
			aggregate: definition.aggregate ?? null,
			aggregateParameters: node.isIndicator ? {} : node.parameters,
			minimumCoverage: definition.minimumCoverage ?? null,
			comparison: explainComparison(node, unit),
			score: orNull(score),
			missing: explainMissing(node, nodeResult, score, row, members),
			weight: definition.weight,
			weightShareUsed: share?.weightShareUsed ?? null,
			contribution: share ? { kind: share.kind, value: share.value } : null,
			contributionToTop:
				node.parent === undefined ? null : contributionToTop(framework, index, unit, sharesOf),
			coverage: nodeResult.coverage[row]!,
			rank: orNull(nodeResult.ranks[row]),
			peers: countScored(nodeResult.scores, members)
		};
	});
}

/** Just the unit's own scores; those of all its peers only where some node compares units with each other. */
function unitScores(
	framework: CompiledFramework,
	result: ScoringResult,
	rows: Rows,
	row: number
): UnitScores {
	const compares = framework.definition.nodes.some((node) => node.aggregate === 'copeland');
	const members = compares ? rows.groups[rows.groupOf ? rows.groupOf[row]! : 0]! : Int32Array.of(row);
	const scored = result.nodes.map((node, index) => {
		const scores = gather(index === framework.root ? result.baseScores : node.scores, members);
		return { scores, reasons: undefined, isComplete: !scores.some(Number.isNaN) };
	});
	return {
		scored,
		row: members.indexOf(row),
		codes: framework.nodes.map((node) => node.code),
		isEarned(index) {
			const node = result.nodes[index]!;
			return !node.missingReasonAt(row) && !node.filledReasonAt(row);
		},
		rows: {
			units: Array.from(members, (member) => rows.units[member]!),
			source: undefined,
			groupOf: undefined,
			groups: [Int32Array.from(members.keys())],
			groupNames: [undefined]
		}
	};
}

function explainStep({ step, before, after, outcomes }: TracedStep, rows: Rows, row: number): StepReceipt {
	const group = rows.groupOf ? rows.groupOf[row]! : 0;
	const outcome = outcomes[group] ?? {};
	const { do: name, name: title, ...parameters } = step.parameters;
	const input = before[row]!;
	return {
		do: name,
		...(title !== undefined && { name: title }),
		parameters,
		input: orNull(step.isFlipped ? 0 - input : input),
		isFlipped: step.isFlipped,
		output: orNull(after[row]),
		statistics: outcome.statistics ?? {},
		place: orNull(outcome.places?.[rows.groups[group]!.indexOf(row)])
	};
}

/** Where the raw value came from: this period, or the earlier one that stands in for it. */
function explainOrigin(
	raw: number | null,
	column: IndicatorColumn | undefined,
	place: number
): Pick<NodeReceipt, 'rawOrigin' | 'lastKnown'> {
	if (raw === null) return { rawOrigin: null, lastKnown: null };
	const known = Number.isNaN(column?.values[place]) ? column?.lastKnown?.[place] : undefined;
	if (!known) return { rawOrigin: 'reported', lastKnown: null };
	return { rawOrigin: 'lastKnown', lastKnown: { period: known.period ?? null, age: known.age } };
}

function explainComparison(node: CompiledNode, unit: UnitScores): PairwiseRecord | null {
	if (node.isIndicator || node.aggregation !== copeland || !unit.isEarned(node.index)) return null;
	const children = node.weighed.map((child) => unit.scored[child]!.scores);
	return pairwiseRecord({ children, weights: node.weights }, unit.row) ?? null;
}

function explainMissing(
	node: CompiledNode,
	result: NodeResult,
	score: number,
	row: number,
	members: Int32Array
): MissingReceipt | null {
	const reason = result.missingReasonAt(row) ?? result.filledReasonAt(row);
	if (!reason) return null;
	const rule = node.missing[reason];
	const statistic = rule.do === 'worst' || rule.do === 'mean' || rule.do === 'median' ? rule.do : undefined;
	return {
		reason,
		rule,
		filledWith: orNull(score),
		takenFrom: statistic ? { statistic, units: countEarned(result, members) } : null
	};
}

/** Units of the peer group whose score is their own and not a filled one. */
function countEarned(result: NodeResult, members: Int32Array): number {
	let count = 0;
	for (const row of members) if (!result.missingReasonAt(row) && !result.filledReasonAt(row)) count++;
	return count;
}

function countScored(scores: Float64Array, members: Int32Array): number {
	let count = 0;
	for (const row of members) if (!Number.isNaN(scores[row]!)) count++;
	return count;
}
