import type { AggregationParameters } from '../scoring/aggregations/aggregation';
import { aggregations } from '../scoring/aggregations/registry';
import { stepKindOf } from '../scoring/steps/registry';
import type { FrameworkDefinition, NodeDefinition } from './definition';
import { missingRulesOf } from './missing-rules';
import type { FrameworkProblem } from './problem';

type Add = (key: string, message: string, remedy: string) => void;

/** What each node says for itself: parameters of its steps and aggregation, its direction, its missing rules. */
export function checkNodes({ nodes }: FrameworkDefinition): FrameworkProblem[] {
	const byCode = new Map(nodes.map((node) => [node.code, node]));
	return nodes.flatMap((node, i) => {
		const problems: FrameworkProblem[] = [];
		const add: Add = (key, message, remedy) => {
			problems.push({ node: node.code, path: `nodes[${i}].${key}`, message, remedy });
		};
		if (node.aggregate) checkInner(node, add);
		else checkIndicator(node, add);
		checkFill(node, node.parent === undefined ? undefined : byCode.get(node.parent), add);
		return problems;
	});
}

function checkIndicator(node: NodeDefinition, add: Add): void {
	for (const key of ['p', 'floor', 'to', 'minimumCoverage'] as const) {
		if (node[key] === undefined) continue;
		add(key, `"${key}" stands on an indicator`, 'remove it, or set "aggregate" to make this an inner node');
	}
	node.steps.forEach((step, k) => {
		const problems = stepKindOf(step).check?.(step, node.direction) ?? [];
		for (const { parameter, message, remedy } of problems) add(`steps[${k}].${parameter}`, message, remedy);
	});
	if (node.direction === -1 && !node.steps.some((step) => stepKindOf(step).normalises)) {
		add(
			'direction',
			'direction -1 has no normalising step to act in',
			'add one, such as {"do":"minmax"} or {"do":"goalposts","low":…,"high":…}'
		);
	}
}

function checkInner(node: NodeDefinition, add: Add): void {
	const name = node.aggregate!;
	const kind = aggregations[name];
	if (node.steps.length > 0) add('steps', 'an inner node has steps', 'move them to its indicators');
	if (node.direction === -1) add('direction', 'an inner node has direction -1', 'set it on its indicators');
	if (Object.values(missingRulesOf(node)).some((rule) => rule.do === 'lastKnown')) {
		add('missing', 'lastKnown works on raw values, an inner node has none', 'set it on its indicators');
	}
	const misplaced = (['p', 'floor', 'to'] as const).filter(
		(key) => node[key] !== undefined && !kind.takes.includes(key)
	);
	for (const key of misplaced) add(key, `${name} takes no "${key}"`, 'remove it');
	if (name === 'power' && (node.p === undefined || node.p === 0)) {
		add('p', 'power needs an exponent other than 0', 'give "p"; its limit at 0 is "geometric"');
	}
	if (kind.takes.includes('floor') && node.floor !== undefined && node.floor <= 0) {
		add('floor', `floor ${node.floor} is not above 0`, 'give a small positive score, such as 0.01');
	}
	if (node.to && node.to[0] === node.to[1])
		add('to', 'both ends of "to" are the same', 'give two different ends');
}

/** A fill at 0 or below under a mean that needs positive scores would stop the first run that meets a missing cell. */
function checkFill(node: NodeDefinition, parent: NodeDefinition | undefined, add: Add): void {
	if (!parent?.aggregate || parent.floor !== undefined) return;
	if (!aggregations[parent.aggregate].needsPositive(parametersOf(parent))) return;
	const fillsAtZero = Object.values(missingRulesOf(node)).some(
		(rule) => rule.do === 'zero' || (rule.do === 'fixed' && rule.score <= 0)
	);
	if (!fillsAtZero) return;
	add(
		'missing',
		`fills with a score that the ${parent.aggregate} mean of ${JSON.stringify(parent.code)} cannot take`,
		`set "floor" on ${JSON.stringify(parent.code)}, or fill with a score above 0`
	);
}

/** What an aggregation reads from its node. */
export function parametersOf({ p, floor, to }: NodeDefinition): AggregationParameters {
	return { ...(p !== undefined && { p }), ...(floor !== undefined && { floor }), ...(to && { to }) };
}
