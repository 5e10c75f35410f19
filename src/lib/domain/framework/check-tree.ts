import { aggregations } from '../scoring/aggregations/registry';
import type { FrameworkDefinition, NodeDefinition } from './definition';
import type { FrameworkProblem } from './problem';

/** One root, known parents that aggregate, no cycle, inner nodes with children, siblings that carry some weight. */
export function checkTree({ nodes }: FrameworkDefinition): FrameworkProblem[] {
	const byCode = new Map(nodes.map((node) => [node.code, node]));
	return [
		...duplicateCodes(nodes),
		...rootProblems(nodes),
		...parentProblems(nodes, byCode),
		...cycleProblems(nodes, byCode),
		...childProblems(nodes)
	];
}

function duplicateCodes(nodes: readonly NodeDefinition[]): FrameworkProblem[] {
	const seen = new Set<string>();
	return nodes.flatMap((node, i) => {
		if (!seen.has(node.code)) {
			seen.add(node.code);
			return [];
		}
		return [problem(node, i, 'code', 'code is used twice', 'give each node a code of its own')];
	});
}

function rootProblems(nodes: readonly NodeDefinition[]): FrameworkProblem[] {
	const roots = nodes.flatMap((node, i) => (node.parent === undefined ? [{ node, i }] : []));
	if (roots.length === 0) {
		return [
			{ path: 'nodes', message: 'every node has a parent', remedy: 'leave "parent" out of the top node' }
		];
	}
	return roots
		.slice(1)
		.map(({ node, i }) =>
			problem(
				node,
				i,
				'parent',
				`has no parent, and neither has ${JSON.stringify(roots[0]!.node.code)}`,
				'leave exactly one node without a parent'
			)
		);
}

function parentProblems(
	nodes: readonly NodeDefinition[],
	byCode: ReadonlyMap<string, NodeDefinition>
): FrameworkProblem[] {
	return nodes.flatMap((node, i) => {
		if (node.parent === undefined) return [];
		const parent = byCode.get(node.parent);
		const name = JSON.stringify(node.parent);
		if (!parent)
			return [problem(node, i, 'parent', `parent ${name} is no node`, 'name a node of the framework')];
		if (parent.aggregate) return [];
		return [problem(node, i, 'parent', `parent ${name} does not aggregate`, `set "aggregate" on ${name}`)];
	});
}

/** Names each cycle once, at its first node in F.json. Every node is walked once, so a long chain costs no more than its length. */
function cycleProblems(
	nodes: readonly NodeDefinition[],
	byCode: ReadonlyMap<string, NodeDefinition>
): FrameworkProblem[] {
	const walkOf = new Map<NodeDefinition, number>();
	return nodes.flatMap((start, walk) => {
		let node: NodeDefinition | undefined = start;
		while (node && !walkOf.has(node)) {
			walkOf.set(node, walk);
			node = node.parent === undefined ? undefined : byCode.get(node.parent);
		}
		if (!node || walkOf.get(node) !== walk) return [];
		const cycle = [node.code];
		for (let next = byCode.get(node.parent!)!; next !== node; next = byCode.get(next.parent!)!)
			cycle.push(next.code);
		const shown = cycle.slice(0, 10).map((code) => JSON.stringify(code));
		return [
			problem(
				node,
				nodes.indexOf(node),
				'parent',
				`is its own ancestor: ${[...shown, shown[0]].join(' → ')}`,
				'give one of them another parent'
			)
		];
	});
}

function childProblems(nodes: readonly NodeDefinition[]): FrameworkProblem[] {
	const children = new Map<string, NodeDefinition[]>();
	for (const node of nodes) {
		if (node.parent === undefined) continue;
		const siblings = children.get(node.parent);
		if (siblings) siblings.push(node);
		else children.set(node.parent, [node]);
	}
	return nodes.flatMap((node, i) => {
		if (!node.aggregate) return [];
		const own = children.get(node.code) ?? [];
		if (own.length === 0) {
			return [
				problem(
					node,
					i,
					'aggregate',
					'aggregates, but has no children',
					'add children, or remove "aggregate"'
				)
			];
		}
		if (aggregations[node.aggregate].usesWeights && own.every((child) => child.weight === 0)) {
			return [
				problem(node, i, 'weight', 'all its children weigh 0', 'give at least one child a weight above 0')
			];
		}
		return [];
	});
}

function problem(
	node: NodeDefinition,
	index: number,
	key: string,
	message: string,
	remedy: string
): FrameworkProblem {
	return { node: node.code, path: `nodes[${index}].${key}`, message, remedy };
}
