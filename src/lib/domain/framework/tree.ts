import { aggregations } from '../scoring/aggregations/registry';
import { summableWeights } from '../scoring/summable-weights';
import type { FrameworkDefinition, NodeDefinition } from './definition';

/** The tree of a framework that passed `checkFramework`: looked up by code, children in the order of F.json. */
export interface FrameworkTree {
	readonly root: NodeDefinition;
	readonly byCode: ReadonlyMap<string, NodeDefinition>;
	/** Empty for an indicator. */
	childrenOf(code: string): readonly NodeDefinition[];
	/** The node itself first, the root last. */
	pathToRoot(code: string): readonly NodeDefinition[];
	/** 0 at the root. */
	depthOf(code: string): number;
}

export function frameworkTree(framework: FrameworkDefinition): FrameworkTree {
	const byCode = new Map(framework.nodes.map((node) => [node.code, node]));
	const children = new Map<string, NodeDefinition[]>();
	for (const node of framework.nodes) {
		if (node.parent === undefined) continue;
		const siblings = children.get(node.parent);
		if (siblings) siblings.push(node);
		else children.set(node.parent, [node]);
	}
	const root = framework.nodes.find((node) => node.parent === undefined)!;
	function pathToRoot(code: string): NodeDefinition[] {
		const path: NodeDefinition[] = [];
		for (
			let node = byCode.get(code);
			node;
			node = node.parent === undefined ? undefined : byCode.get(node.parent)
		) {
			path.push(node);
		}
		return path;
	}
	return {
		root,
		byCode,
		childrenOf: (code) => children.get(code) ?? [],
		pathToRoot,
		depthOf: (code) => pathToRoot(code).length - 1
	};
}

export function isIndicator(node: NodeDefinition): boolean {
	return node.aggregate === undefined;
}

/** The indicators of a framework, in the order of F.json. */
export function indicatorsOf(framework: FrameworkDefinition): NodeDefinition[] {
	return framework.nodes.filter(isIndicator);
}

/**
 * Share of each node in the top score as the weights say it: product of weight / sum of sibling weights up the tree
 * (COINr `get_eff_weights`). Children of a node that takes no weights (sum, median, min) count alike.
 * Nominal: what is missing, and any aggregation but the arithmetic, changes what a node really moves.
 */
export function effectiveWeights(framework: FrameworkDefinition): ReadonlyMap<string, number> {
	const tree = frameworkTree(framework);
	const shares = new Map([[tree.root.code, 1]]);
	const queue: NodeDefinition[] = [tree.root];
	for (let node = queue.shift(); node; node = queue.shift()) {
		const children = tree.childrenOf(node.code);
		const weights = summableWeights(children.map((child) => nominalWeight(node, child)));
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		children.forEach((child, i) => {
			shares.set(child.code, shares.get(node.code)! * (weights[i]! / total));
			queue.push(child);
		});
	}
	return shares;
}

function nominalWeight(parent: NodeDefinition, child: NodeDefinition): number {
	return parent.aggregate && aggregations[parent.aggregate].usesWeights ? child.weight : 1;
}
