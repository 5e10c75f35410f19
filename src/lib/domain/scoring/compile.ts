import { DomainError } from '../errors';
import { checkFramework, describeProblem } from '../framework/check';
import { parametersOf } from '../framework/check-nodes';
import type { FrameworkDefinition, GradeBand, NodeDefinition, Step } from '../framework/definition';
import { missingRulesOf, type FullMissingRule } from '../framework/missing-rules';
import { frameworkTree } from '../framework/tree';
import type { AggregationKind, AggregationParameters } from './aggregations/aggregation';
import { aggregations } from './aggregations/registry';
import type { MissingReason } from './missing-reason';
import { stepKindOf } from './steps/registry';
import type { StepKind } from './steps/step';
import { summableWeights } from './summable-weights';

interface CompiledNodeBase {
	readonly code: string;
	/** Place in F.json, and in every array of results. */
	readonly index: number;
	readonly parent: number | undefined;
	readonly definition: NodeDefinition;
	readonly missing: Readonly<Record<MissingReason, FullMissingRule>>;
	/** True if some reason is not simply excluded. */
	readonly hasFill: boolean;
}

export interface CompiledStep {
	readonly kind: StepKind;
	readonly parameters: Step;
	/** True in the step that direction −1 enters at. */
	readonly isFlipped: boolean;
}

export interface CompiledIndicator extends CompiledNodeBase {
	readonly isIndicator: true;
	readonly steps: readonly CompiledStep[];
}

export interface CompiledInner extends CompiledNodeBase {
	readonly isIndicator: false;
	readonly aggregation: AggregationKind;
	readonly parameters: AggregationParameters;
	readonly minimumCoverage: number;
	/** Indices of all children, in the order of F.json. */
	readonly children: readonly number[];
	/** Those that the aggregation reads (a child of weight 0 counts for coverage only), and their weights beside them. */
	readonly weighed: readonly number[];
	readonly weights: readonly number[];
}

export type CompiledNode = CompiledIndicator | CompiledInner;

/** A checked framework, resolved to indices and functions once, and run on any number of inputs. */
export interface CompiledFramework {
	readonly definition: FrameworkDefinition;
	/** In the order of F.json. */
	readonly nodes: readonly CompiledNode[];
	readonly indexOf: ReadonlyMap<string, number>;
	readonly root: number;
	/** Inner nodes, children before parents. */
	readonly innerOrder: readonly number[];
	/** Best first. */
	readonly bands: readonly GradeBand[];
}

/** Throws `invalidFramework`, with the problems in its details, for what `checkFramework` would refuse. */
export function compileFramework(definition: FrameworkDefinition): CompiledFramework {
	const problems = checkFramework(definition);
	if (problems.length > 0) {
		throw new DomainError('invalidFramework', problems.slice(0, 10).map(describeProblem).join('\n'), {
			problems
		});
	}
	const tree = frameworkTree(definition);
	const indexOf = new Map(definition.nodes.map((node, index) => [node.code, index]));
	const nodes = definition.nodes.map((node, index): CompiledNode => {
		const missing = missingRulesOf(node);
		const base = {
			code: node.code,
			index,
			parent: node.parent === undefined ? undefined : indexOf.get(node.parent)!,
			definition: node,
			missing,
			hasFill: Object.values(missing).some((rule) => rule.do !== 'exclude' && rule.do !== 'lastKnown')
		};
		if (!node.aggregate) return { ...base, isIndicator: true, steps: compileSteps(node) };
		const children = tree.childrenOf(node.code);
		const aggregation = aggregations[node.aggregate];
		const weighed = children.filter((child) => !aggregation.usesWeights || child.weight > 0);
		return {
			...base,
			isIndicator: false,
			aggregation,
			parameters: parametersOf(node),
			minimumCoverage: node.minimumCoverage ?? 0,
			children: children.map((child) => indexOf.get(child.code)!),
			weighed: weighed.map((child) => indexOf.get(child.code)!),
			weights: weightsOf(weighed, aggregation)
		};
	});
	return {
		definition,
		nodes,
		indexOf,
		root: indexOf.get(tree.root.code)!,
		innerOrder: childrenFirst(nodes, indexOf.get(tree.root.code)!),
		bands: [...definition.grades].sort((a, b) => b.from - a.from)
	};
}

function compileSteps(node: NodeDefinition): CompiledStep[] {
	const entry = node.direction === -1 ? node.steps.findIndex((step) => stepKindOf(step).normalises) : -1;
	return node.steps.map((step, i) => ({ kind: stepKindOf(step), parameters: step, isFlipped: i === entry }));
}

/** Only their proportions count, but Copeland adds them as the decimals that they were written as. */
function weightsOf(children: readonly NodeDefinition[], aggregation: AggregationKind): readonly number[] {
	const weights = children.map((child) => child.weight);
	return aggregation === aggregations.copeland ? weights : summableWeights(weights);
}

function childrenFirst(nodes: readonly CompiledNode[], root: number): number[] {
	const order: number[] = [];
	const queue = [root];
	for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
		const node = nodes[index]!;
		if (node.isIndicator) continue;
		order.push(index);
		queue.push(...node.children);
	}
	return order.reverse();
}
