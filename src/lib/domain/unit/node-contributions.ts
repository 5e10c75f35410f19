import { aggregations } from '../scoring/aggregations/registry';
import { summableWeights } from '../scoring/summable-weights';
import type { NodeTree } from './node-tree';

/** What a node brings to the top score of one unit, worked out from stored scores. */
export interface NodeContribution {
	/** share of the weight of the siblings that are there, 0–1; null where the node is missing or its parent takes no weights */
	readonly weightShare: number | null;
	/** points of the top score before rules; null where an aggregation on the way is not additive, or the node is missing */
	readonly toTop: number | null;
}

/**
 * Weight shares and contributions of every node. Through arithmetic and sum nodes contributions add up to the top score (to
 * rounding of a double); elsewhere only the receipt, which recomputes, can say what leaving a node out would do.
 */
export function nodeContributions(
	tree: NodeTree,
	scoreOf: (code: string) => number | null
): ReadonlyMap<string, NodeContribution> {
	const found = new Map<string, NodeContribution>();
	const visit = (code: string, factor: number | null) => {
		const children = tree.childrenOf(code);
		const present = children.filter((child) => scoreOf(child.code) !== null);
		const weights = summableWeights(present.map((child) => child.spec.weight));
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		const { aggregate } = tree.get(code).spec;
		if (!aggregate) return;
		const { usesWeights, additivity } = aggregations[aggregate];
		for (const child of children) {
			const score = scoreOf(child.code);
			const isWeighted = usesWeights && total > 0;
			const weightShare = score === null || !isWeighted ? null : weights[present.indexOf(child)]! / total;
			const passed = factor === null || additivity !== 'additive' ? null : factor * (weightShare ?? 1);
			found.set(child.code, {
				weightShare,
				toTop: score === null || passed === null ? null : passed * score
			});
			visit(child.code, passed);
		}
	};
	visit(tree.root.code, 1);
	return found;
}
