import type { ReportNode } from './unit-report';

/** The nodes of a framework version by code and by parent. */
export interface NodeTree {
	readonly root: ReportNode;
	/** in tree order: each node before its children, siblings in the order of the framework */
	readonly inOrder: readonly { readonly node: ReportNode; readonly depth: number }[];
	get(code: string): ReportNode;
	find(code: string): ReportNode | undefined;
	childrenOf(code: string): readonly ReportNode[];
	/** from the node's parent up to the root */
	ancestorsOf(code: string): readonly ReportNode[];
}

/** @throws RangeError where no node is without a parent: a published framework has exactly one */
export function makeNodeTree(nodes: readonly ReportNode[]): NodeTree {
	const byCode = new Map(nodes.map((node) => [node.code, node]));
	const children = new Map<string, ReportNode[]>();
	for (const node of nodes) {
		const { parent } = node.spec;
		if (parent === undefined) continue;
		children.set(parent, [...(children.get(parent) ?? []), node]);
	}
	const root = nodes.find((node) => node.spec.parent === undefined);
	if (!root) throw new RangeError('a framework without a top node');
	const inOrder: { node: ReportNode; depth: number }[] = [];
	const visit = (node: ReportNode, depth: number) => {
		inOrder.push({ node, depth });
		for (const child of children.get(node.code) ?? []) visit(child, depth + 1);
	};
	visit(root, 0);
	const get = (code: string) => {
		const found = byCode.get(code);
		if (!found) throw new RangeError(`no node ${JSON.stringify(code)}`);
		return found;
	};
	return {
		root,
		inOrder,
		get,
		find: (code) => byCode.get(code),
		childrenOf: (code) => children.get(code) ?? [],
		ancestorsOf(code) {
			const path: ReportNode[] = [];
			for (let at = get(code).spec.parent; at !== undefined; at = get(at).spec.parent) path.push(get(at));
			return path;
		}
	};
}
