import type { FrameworkDefinition } from '../framework/definition';
import { effectiveWeights, indicatorsOf } from '../framework/tree';

/** What one indicator costs a unit of its total. */
export interface RoomToGain {
	readonly nodeCode: string;
	/** share of the top score as the weights say it, 0–1 */
	readonly weightShare: number;
	/** on the framework's scale */
	readonly score: number;
	/** points of the total that a full score would add, as far as weights alone decide */
	readonly points: number;
}

/**
 * The indicators by what a full score in each would add to the total, the most first, at most `count`. Nominal: exact where every
 * level above is a weighted mean and nothing is missing. Indicators without a score are left out: they count nowhere.
 */
export function roomToGain(
	framework: FrameworkDefinition,
	scores: readonly { readonly nodeCode: string; readonly score: number | null }[],
	count: number
): RoomToGain[] {
	const weights = effectiveWeights(framework);
	const byNode = new Map(scores.map(({ nodeCode, score }) => [nodeCode, score]));
	const best = framework.scale[1];
	return indicatorsOf(framework)
		.flatMap(({ code }): RoomToGain[] => {
			const score = byNode.get(code) ?? null;
			const weightShare = weights.get(code) ?? 0;
			if (score === null || score >= best || weightShare === 0) return [];
			return [{ nodeCode: code, weightShare, score, points: weightShare * (best - score) }];
		})
		.sort((a, b) => b.points - a.points)
		.slice(0, count);
}
