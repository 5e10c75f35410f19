import type { FrameworkDefinition } from '../framework/definition';
import { frameworkTree, isIndicator } from '../framework/tree';
import type { NodeChoice } from './ranking';

/** Every node that units can be ranked by: the top first, then each dimension followed by what it holds. */
export function nodeChoices(definition: FrameworkDefinition): NodeChoice[] {
	const tree = frameworkTree(definition);
	const choices: NodeChoice[] = [];
	const visit = (code: string, depth: number): void => {
		const node = tree.byCode.get(code)!;
		choices.push({
			code,
			name: node.name ?? code,
			depth,
			isIndicator: isIndicator(node),
			parentCode: node.parent ?? null
		});
		for (const child of tree.childrenOf(code)) visit(child.code, depth + 1);
	};
	visit(tree.root.code, 0);
	return choices;
}
