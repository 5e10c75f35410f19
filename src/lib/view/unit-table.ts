import type { LocalisedText } from '../domain/framework/localised-text';
import type { Indicator } from '../domain/indicator/indicator';
import type { NodeScore } from '../domain/ranking/standing';
import type { MissingReason } from '../domain/scoring/missing-reason';
import { nodeContributions } from '../domain/unit/node-contributions';
import { makeNodeTree } from '../domain/unit/node-tree';
import type { ReportNode, RoundInput, ScoreSpread } from '../domain/unit/unit-report';

/** One node of a framework as a row of a unit's page. */
export interface NodeRow {
	readonly code: string;
	readonly name: LocalisedText;
	/** 0: the top · 1: its dimensions · … */
	readonly depth: number;
	readonly indicator: Indicator | undefined;
	/** what an indicator's score was made from; undefined for dimensions, and where nothing was taken in */
	readonly input: RoundInput | undefined;
	readonly score: number | null;
	/** why there is no score, or no value behind it */
	readonly reason: MissingReason | null;
	/** a missing value that the framework gave a score all the same */
	readonly isFilled: boolean;
	/** as the framework gives it */
	readonly weight: number;
	/** 0–1, of the siblings that have a score */
	readonly weightShare: number | null;
	/** points of the top score before rules; null where contributions do not add up */
	readonly toTop: number | null;
	readonly rank: number | null;
	/** peers with a score; undefined where peers may not be read */
	readonly rankedCount: number | undefined;
	/** positive is better; null where there is nothing to compare with */
	readonly placesGained: number | null;
	readonly peerMedian: number | undefined;
}

export interface NodeTableInput {
	readonly nodes: readonly ReportNode[];
	readonly scores: readonly NodeScore[];
	readonly previousScores: readonly NodeScore[];
	readonly inputs: readonly RoundInput[];
	readonly spreads: readonly ScoreSpread[] | undefined;
}

/** All nodes of a framework but its top, in tree order, with what one unit got for them. */
export function nodeRows(input: NodeTableInput): NodeRow[] {
	const tree = makeNodeTree(input.nodes);
	const scores = new Map(input.scores.map((score) => [score.nodeCode, score]));
	const before = new Map(input.previousScores.map((score) => [score.nodeCode, score]));
	const inputs = new Map(input.inputs.map((row) => [row.nodeCode, row]));
	const spreads = input.spreads && new Map(input.spreads.map((spread) => [spread.nodeCode, spread]));
	const contributions = nodeContributions(tree, (code) => scores.get(code)?.score ?? null);
	return tree.inOrder
		.filter(({ depth }) => depth > 0)
		.map(({ node, depth }) => {
			const score = scores.get(node.code);
			const previous = before.get(node.code);
			const taken = inputs.get(node.code);
			const contribution = contributions.get(node.code);
			const missing = score?.missingReason ?? taken?.missingReason ?? null;
			return {
				code: node.code,
				name: nameOf(node),
				depth,
				indicator: node.indicator,
				input: taken,
				score: score?.score ?? null,
				reason: score ? missing : 'notReported',
				isFilled: score !== undefined && score.score !== null && missing !== null,
				weight: node.spec.weight,
				weightShare: contribution?.weightShare ?? null,
				toTop: contribution?.toTop ?? null,
				rank: score?.rank ?? null,
				rankedCount: spreads?.get(node.code)?.count,
				placesGained:
					score?.rank != null && previous?.rank != null && score.peerGroup === previous.peerGroup
						? previous.rank - score.rank
						: null,
				peerMedian: spreads?.get(node.code)?.median
			};
		});
}

/** What a node is called: by its indicator, by its definition, or by its code. */
export function nameOf(node: ReportNode): LocalisedText {
	return node.indicator?.name ?? node.spec.name ?? node.code;
}
