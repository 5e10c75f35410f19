import { rankScores, type RankOptions } from '../ranking/rank';
import type { CompiledFramework, CompiledNode } from './compile';
import type { GradeOutcome } from './grades';
import { byteToReason, type MissingReason } from './missing-reason';
import type { Rows } from './prepare-input';
import type { RuleOutcome } from './rules';
import { coverageOf } from './score-inner';
import type { ScoredNode } from './scored-node';

/**
 * Results of one node. Rows are those of `ScoringResult.units`; NaN is missing. Ranks and coverage are worked out when first asked for:
 * most readers want those of the top only.
 */
export class NodeResult {
	readonly code: string;
	readonly isIndicator: boolean;
	/** Unrounded. At the top: after the rules. */
	readonly scores: Float64Array;
	readonly #node: CompiledNode;
	readonly #all: readonly ScoredNode[];
	readonly #ranking: RankOptions;
	#ranks: Float64Array | undefined;
	#coverage: Float64Array | undefined;

	/** `all` are the scored nodes of the run, to look at the children; `scores` are those after the rules, at the top. */
	constructor(node: CompiledNode, scores: Float64Array, all: readonly ScoredNode[], ranking: RankOptions) {
		this.code = node.code;
		this.isIndicator = node.isIndicator;
		this.scores = scores;
		this.#node = node;
		this.#all = all;
		this.#ranking = ranking;
	}

	/** 1 = highest within the peer group, by the framework's ties and precision. */
	get ranks(): Float64Array {
		return (this.#ranks ??= rankScores(this.scores, this.#ranking));
	}

	/** Share of the immediate children that have a score; of an indicator, 1 where it has a score, filled or not, else 0. */
	get coverage(): Float64Array {
		if (this.#coverage) return this.#coverage;
		const node = this.#node;
		const counted = node.isIndicator ? [this.scores] : node.children.map((child) => this.#all[child]!.scores);
		this.#coverage = this.scores.map((_, row) => coverageOf(counted, row));
		return this.#coverage;
	}

	/** Why the row has no score; undefined where it has one. */
	missingReasonAt(row: number): MissingReason | undefined {
		return Number.isNaN(this.scores[row]!)
			? byteToReason(this.#all[this.#node.index]!.reasons?.[row])
			: undefined;
	}

	/** Why the score is a filled one and not an earned one; undefined where nothing was filled. */
	filledReasonAt(row: number): MissingReason | undefined {
		return Number.isNaN(this.scores[row]!)
			? undefined
			: byteToReason(this.#all[this.#node.index]!.reasons?.[row]);
	}
}

/** Everything that one run of a framework gives. Rows stand in unit-code order, nodes in the order of F.json. */
export interface ScoringResult {
	readonly engineVersion: number;
	readonly units: readonly string[];
	/** Peer group of each row; undefined in the one group of everybody. */
	readonly peerGroups: readonly (string | undefined)[];
	readonly nodes: readonly NodeResult[];
	readonly top: NodeResult;
	/** Top scores before the rules. */
	readonly baseScores: Float64Array;
	/** Top scores as they are ranked, graded and published: rounded to the framework's precision, if it has one. */
	readonly roundedTop: Float64Array;
	/** Codes of the grade bands. */
	readonly grades: readonly (string | undefined)[];
	readonly gradeOutcomes: readonly (GradeOutcome | undefined)[];
	/** By row, for units that rules touched. */
	readonly ruleOutcomes: ReadonlyMap<number, RuleOutcome>;
	/** Results of a node by its code; throws a RangeError for a code that the framework does not have. */
	node(code: string): NodeResult;
	/** Row of a unit; undefined if it was not scored. */
	rowOf(unit: string): number | undefined;
}

/** Names of the peer groups, row by row. */
export function peerGroupsByRow({ units, groupOf, groupNames }: Rows): (string | undefined)[] {
	return units.map((_, row) => (groupOf ? groupNames[groupOf[row]!] : undefined));
}

/** The parts of a result that follow from the others, made when they are first asked for. */
export function lookUps(
	framework: CompiledFramework,
	top: NodeResult,
	rows: Rows,
	nodeAt: (index: number) => NodeResult
): Pick<ScoringResult, 'nodes' | 'peerGroups' | 'node' | 'rowOf'> {
	let nodes: readonly NodeResult[] | undefined;
	let peerGroups: readonly (string | undefined)[] | undefined;
	let rowByUnit: ReadonlyMap<string, number> | undefined;
	const allNodes = () =>
		(nodes ??= framework.nodes.map((_, index) => (index === framework.root ? top : nodeAt(index))));
	return {
		get nodes() {
			return allNodes();
		},
		get peerGroups() {
			return (peerGroups ??= peerGroupsByRow(rows));
		},
		node(code) {
			const index = framework.indexOf.get(code);
			if (index === undefined) throw new RangeError(`no node ${JSON.stringify(code)}`);
			return allNodes()[index]!;
		},
		rowOf(unit) {
			rowByUnit ??= new Map(rows.units.map((code, row) => [code, row]));
			return rowByUnit.get(unit);
		}
	};
}
