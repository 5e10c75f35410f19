import type { CompiledFramework, CompiledInner } from './compile';
import type { Rows } from './prepare-input';
import { ProblemList } from './problems';
import { aggregateChildren } from './score-inner';
import type { ScoredNode } from './scored-node';

/**
 * `additive`: the children's contributions sum to the score. `logarithmic`: they sum to its natural logarithm.
 * `leaveOneOut`: there are no shares; the number is the score less what it would be without this child, and such numbers do not add up.
 */
export type ContributionKind = 'additive' | 'logarithmic' | 'leaveOneOut';

export interface Contribution {
	readonly kind: ContributionKind;
	/** Null where there is nothing to contribute (the child is missing), or nothing left to compare with. */
	readonly value: number | null;
}

/** Scores of one unit, or of its peers where a comparison among units needs them; `row` is the unit's place in them. */
export interface UnitScores {
	readonly scored: readonly ScoredNode[];
	readonly rows: Rows;
	readonly row: number;
	readonly codes: readonly string[];
	/** False where a node's score is missing, or was filled by its missing rule: then its children made nothing of it. */
	isEarned(index: number): boolean;
}

/** What each child contributes to a node's score before its missing rule, and the share of weight it does it with. */
export interface ChildShare extends Contribution {
	readonly child: number;
	/** Weight over the weights of the children that are there; null where the aggregation takes no weights or the child is missing. */
	readonly weightShareUsed: number | null;
}

export function childShares(node: CompiledInner, unit: UnitScores): ChildShare[] {
	const shares = weightShares(node, unit);
	const kind = node.aggregation.additivity === 'none' ? 'leaveOneOut' : node.aggregation.additivity;
	const values = valuesOfChildren(node, unit, shares);
	return node.children.map((child, k) => ({ child, kind, value: values[k]!, weightShareUsed: shares[k]! }));
}

function valuesOfChildren(
	node: CompiledInner,
	unit: UnitScores,
	shares: readonly (number | null)[]
): readonly (number | null)[] {
	if (!unit.isEarned(node.index)) return node.children.map(() => null);
	return node.aggregation.additivity === 'none'
		? leaveOneOutValues(node, unit)
		: sharedValues(node, unit, shares);
}

/** Effect of a node on the top score: additive as long as every aggregation on the way is, otherwise by leaving the node out. */
export function contributionToTop(
	framework: CompiledFramework,
	index: number,
	unit: UnitScores,
	sharesOf: (inner: number) => readonly ChildShare[]
): Contribution {
	const path = innerPath(framework, index);
	if (path.every((node) => node.aggregation.additivity === 'additive')) {
		let value: number | null = null;
		let below = index;
		for (const node of path) {
			const share = sharesOf(node.index).find(({ child }) => child === below)!;
			if (share.value === null) return { kind: 'additive', value: null };
			// A sum passes a contribution on as it is, a mean by the child's share of the weight.
			value = value === null ? share.value : value * (share.weightShareUsed ?? 1);
			below = node.index;
		}
		return { kind: 'additive', value };
	}
	const reachesTop = path.every((node) => unit.isEarned(node.index));
	return { kind: 'leaveOneOut', value: reachesTop ? topWithout(framework, index, unit, path) : null };
}

function innerPath({ nodes }: CompiledFramework, index: number): CompiledInner[] {
	const path: CompiledInner[] = [];
	for (let at = nodes[index]!.parent; at !== undefined; at = nodes[at]!.parent) {
		const node = nodes[at]!;
		if (!node.isIndicator) path.push(node);
	}
	return path;
}

function topWithout(
	{ root }: CompiledFramework,
	index: number,
	{ scored, rows, row, codes }: UnitScores,
	path: readonly CompiledInner[]
): number | null {
	if (Number.isNaN(scored[index]!.scores[row]!)) return null;
	const changed = [...scored];
	let without: number | undefined = index;
	for (const node of path) {
		const scores = aggregateChildren(node, changed, codes, rows, new ProblemList(), without);
		changed[node.index] = { scores, reasons: undefined, isComplete: !scores.some(Number.isNaN) };
		without = undefined;
	}
	return numberOrNull(scored[root]!.scores[row]! - changed[root]!.scores[row]!);
}

function weightShares(node: CompiledInner, { scored, row }: UnitScores): (number | null)[] {
	if (!node.aggregation.usesWeights) return node.children.map(() => null);
	const isPresent = (child: number) => !Number.isNaN(scored[child]!.scores[row]!);
	const total = node.weighed.reduce((sum, child, k) => (isPresent(child) ? sum + node.weights[k]! : sum), 0);
	return node.children.map((child) => {
		if (!isPresent(child)) return null;
		const k = node.weighed.indexOf(child);
		return k < 0 ? 0 : node.weights[k]! / total;
	});
}

function sharedValues(
	node: CompiledInner,
	unit: UnitScores,
	shares: readonly (number | null)[]
): (number | null)[] {
	const { scored, row } = unit;
	const isLogarithmic = node.aggregation.additivity === 'logarithmic';
	const parts = node.children.map((child, k) => {
		const score = scored[child]!.scores[row]!;
		if (Number.isNaN(score)) return null;
		const share = node.aggregation.usesWeights ? shares[k]! : 1;
		if (share === 0) return 0;
		return share * (isLogarithmic ? Math.log(Math.max(score, node.parameters.floor ?? 0)) : score);
	});
	const score = aggregateChildren(node, scored, unit.codes, unit.rows, new ProblemList())[row]!;
	return Number.isNaN(score)
		? parts.map(() => null)
		: addUpTo(isLogarithmic ? Math.log(score) : score, parts);
}

function leaveOneOutValues(node: CompiledInner, { scored, rows, row, codes }: UnitScores): (number | null)[] {
	const whole = aggregateChildren(node, scored, codes, rows, new ProblemList())[row]!;
	return node.children.map((child) => {
		if (Number.isNaN(scored[child]!.scores[row]!)) return null;
		return numberOrNull(whole - aggregateChildren(node, scored, codes, rows, new ProblemList(), child)[row]!);
	});
}

/**
 * Lets parts add up, from first to last, to exactly the total that they are parts of: what rounding left over is put on the largest,
 * or on the next largest if its own rounding swallows it; where that reaches nothing, another part is moved by a unit or two of its last
 * place beforehand. A few units of the last place at most, so that a reader who adds gets the score; parts of 0 stay 0.
 *
 * Parts of one sign always get there. Parts of both signs that nearly cancel may have no such sum among doubles: 0.6 − 0.53 is a multiple
 * of 2⁻⁵³, and a total of 0.07 may have finer digits. Then the nearest sum is taken, which misses the total by at most 2⁻⁵³ of the
 * largest part: half a unit of its last place.
 */
export function addUpTo(total: number, parts: readonly (number | null)[]): (number | null)[] {
	const order = [...parts.keys()]
		.filter((k) => parts[k] !== null && parts[k] !== 0)
		.sort((a, b) => Math.abs(parts[b]!) - Math.abs(parts[a]!));
	let nearest = settle(total, parts, order);
	for (const k of order) {
		for (const units of [1, -1, 2, -2]) {
			if (!(nearest.miss > 0 && nearest.miss < Infinity)) return nearest.parts;
			const moved = [...parts];
			moved[k] = moved[k]! + moved[k]! * units * 2 ** -53;
			const found = settle(total, moved, order);
			if (found.miss < nearest.miss) nearest = found;
		}
	}
	return nearest.parts;
}

interface Settled {
	readonly parts: (number | null)[];
	/** |total − sum of the parts| */
	readonly miss: number;
}

/** Puts what is left over on one part after the other, until nothing is; otherwise gives the nearest that was met. */
function settle(total: number, parts: readonly (number | null)[], order: readonly number[]): Settled {
	let nearest: Settled = { parts: [...parts], miss: Math.abs(total - sumOf(parts)) };
	// Half a step reaches the odd totals between two sums that lie half a unit off and both round to even.
	for (const step of [1, 0.5]) {
		for (const k of order) {
			const adjusted = [...parts];
			for (let attempt = 0; attempt < 4; attempt++) {
				const left = total - sumOf(adjusted);
				if (Math.abs(left) < nearest.miss) nearest = { parts: [...adjusted], miss: Math.abs(left) };
				if (left === 0 || !Number.isFinite(left)) return nearest;
				adjusted[k] = adjusted[k]! + left * step;
			}
		}
	}
	return nearest;
}

function sumOf(parts: readonly (number | null)[]): number {
	return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

function numberOrNull(value: number): number | null {
	return Number.isFinite(value) ? value + 0 : null;
}
