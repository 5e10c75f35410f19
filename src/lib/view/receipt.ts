import type { LocalisedText } from '../domain/framework/localised-text';
import type { ContributionKind } from '../domain/scoring/contributions';
import type { NodeReceipt, Receipt } from '../domain/scoring/receipt';
import { arithmeticOf, type Token } from './receipt-arithmetic';
import { sentenceOf, type StepSentence } from './receipt-sentence';

export interface StepLine {
	readonly name: LocalisedText | undefined;
	readonly sentence: StepSentence;
	readonly arithmetic: readonly Token[] | undefined;
	readonly input: number | null;
	readonly output: number | null;
}

/** One level on the way from a score to the top. */
export interface PathLine {
	readonly code: string;
	readonly name: LocalisedText | undefined;
	readonly score: number | null;
	readonly weight: number;
	/** 0–1, of the siblings that are there; null at the top, without weights, or where the node is missing */
	readonly weightShare: number | null;
	readonly contribution: number | null;
	readonly kind: ContributionKind | null;
	readonly parent: PathParent | null;
	readonly rank: number | null;
	readonly peers: number;
}

export interface PathParent {
	readonly code: string;
	readonly name: LocalisedText | undefined;
	readonly aggregate: string | null;
}

/** What a child brings to an inner node. */
export interface ChildLine {
	readonly code: string;
	readonly name: LocalisedText | undefined;
	readonly isIndicator: boolean;
	readonly score: number | null;
	readonly reason: string | null;
	readonly isFilled: boolean;
	readonly weight: number;
	readonly weightShare: number | null;
	readonly contribution: number | null;
	readonly kind: ContributionKind | null;
}

/** The receipt of one node, in the order in which it is read. */
export interface ReceiptView {
	readonly node: NodeReceipt;
	readonly isTop: boolean;
	readonly steps: readonly StepLine[];
	readonly children: readonly ChildLine[];
	/** of the children's contributions, where they add up */
	readonly contributionSum: number | null;
	/** from the node itself up to the top */
	readonly path: readonly PathLine[];
	readonly toTop: { readonly value: number; readonly kind: ContributionKind } | null;
	/** what happened to the top score after it was put together */
	readonly finish: Pick<
		Receipt,
		'base' | 'rules' | 'clampedFrom' | 'score' | 'rounding' | 'grade' | 'rank' | 'peers'
	>;
}

/** What the page of one score shows of a unit's receipt; undefined for a node that the framework does not have. */
export function receiptView(receipt: Receipt, code: string): ReceiptView | undefined {
	const byCode = new Map(receipt.nodes.map((node) => [node.node, node]));
	const node = byCode.get(code);
	if (!node) return undefined;
	const children = receipt.nodes.filter(({ parent }) => parent === code).map(childLine);
	const { base, rules, clampedFrom, score, rounding, grade, rank, peers } = receipt;
	return {
		node,
		isTop: node.parent === null,
		steps: node.steps.map((step) => ({
			name: step.name,
			sentence: sentenceOf(step),
			arithmetic: arithmeticOf(step),
			input: step.input,
			output: step.output
		})),
		children,
		contributionSum: sumOfAdditive(children),
		path: pathToTop(node, byCode),
		toTop:
			node.parent === null || !node.contributionToTop || node.contributionToTop.value === null
				? null
				: { value: node.contributionToTop.value, kind: node.contributionToTop.kind },
		finish: { base, rules, clampedFrom, score, rounding, grade, rank, peers }
	};
}

function childLine(child: NodeReceipt): ChildLine {
	return {
		code: child.node,
		name: child.name,
		isIndicator: child.isIndicator,
		score: child.score,
		reason: child.missing?.reason ?? null,
		isFilled: child.missing !== null && child.missing.filledWith !== null,
		weight: child.weight,
		weightShare: child.weightShareUsed,
		contribution: child.contribution?.value ?? null,
		kind: child.contribution?.kind ?? null
	};
}

function sumOfAdditive(children: readonly ChildLine[]): number | null {
	const present = children.filter(({ contribution }) => contribution !== null);
	if (present.length === 0 || present.some(({ kind }) => kind !== 'additive')) return null;
	return present.reduce((sum, { contribution }) => sum + contribution!, 0);
}

function pathToTop(node: NodeReceipt, byCode: ReadonlyMap<string, NodeReceipt>): PathLine[] {
	const path: PathLine[] = [];
	for (
		let at: NodeReceipt | undefined = node;
		at;
		at = at.parent === null ? undefined : byCode.get(at.parent)
	) {
		const parent = at.parent === null ? undefined : byCode.get(at.parent);
		path.push({
			code: at.node,
			name: at.name,
			score: at.score,
			weight: at.weight,
			weightShare: at.weightShareUsed,
			contribution: at.contribution?.value ?? null,
			kind: at.contribution?.kind ?? null,
			parent: parent ? { code: parent.node, name: parent.name, aggregate: parent.aggregate } : null,
			rank: at.rank,
			peers: at.peers
		});
	}
	return path;
}
