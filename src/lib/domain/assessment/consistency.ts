import { krippendorffAlpha } from './krippendorff';

/** A score in a cell of which all scores are in. */
export interface CellScore {
	/** names the cell: equal for all scores of one */
	readonly cell: string;
	readonly assessorId: number;
	readonly name: string;
	/** points 0–100 */
	readonly score: number;
}

export interface AssessorConsistency {
	readonly assessorId: number;
	readonly name: string;
	/** how many scores all of it rests on */
	readonly count: number;
	/** points */
	readonly mean: number;
	/** standard deviation of the scores, in points; undefined of a single one */
	readonly deviation: number | undefined;
	/** mean of own score minus the mean of the others in the same cell, in points: below 0 is stricter. Undefined where nobody else scored */
	readonly severity: number | undefined;
	/** cells that others scored too, on which severity and agreement rest */
	readonly shared: number;
	/** Krippendorff's alpha (interval) over the cells that others scored too; undefined where it cannot be said */
	readonly alpha: number | undefined;
	/** the score that was given most often, and its share of all, 0–1 */
	readonly commonest: { readonly score: number; readonly share: number };
	/** whether nearly everything got that score */
	readonly isStraightLining: boolean;
}

export interface RoundConsistency {
	/** over all cells with two scores and more; undefined where it cannot be said */
	readonly alpha: number | undefined;
	/** cells with two scores and more */
	readonly shared: number;
	readonly assessors: readonly AssessorConsistency[];
}

/** Fewer scores than this may be alike by chance. */
export const fewestToFlag = 10;
/** Share of one and the same score from which on somebody seems not to look. */
export const straightLiningShare = 0.8;

/** How assessors compare with each other, those who differ most from the others first. */
export function consistencyOf(scores: readonly CellScore[]): RoundConsistency {
	const cells = groupBy(scores, ({ cell }) => cell);
	const pairs = [...cells.values()].filter((given) => given.length > 1);
	const assessors = [...groupBy(scores, ({ assessorId }) => assessorId).values()].map((own) =>
		ofAssessor(own, cells)
	);
	return {
		alpha: krippendorffAlpha(pairs.map(pointsOf)),
		shared: pairs.length,
		assessors: assessors.sort(
			(a, b) => Math.abs(b.severity ?? 0) - Math.abs(a.severity ?? 0) || a.assessorId - b.assessorId
		)
	};
}

function ofAssessor(
	own: readonly CellScore[],
	cells: ReadonlyMap<string, readonly CellScore[]>
): AssessorConsistency {
	const { assessorId, name } = own[0]!;
	const points = pointsOf(own);
	const average = meanOf(points);
	const shared = own.filter(({ cell }) => cells.get(cell)!.length > 1);
	const gaps = shared.map(
		({ cell, score }) =>
			score - meanOf(pointsOf(cells.get(cell)!.filter((other) => other.assessorId !== assessorId)))
	);
	const [score, times] = [...groupBy(points, (value) => value)]
		.map(([value, alike]) => [value, alike.length] as const)
		.reduce((most, next) => (next[1] > most[1] ? next : most));
	const share = times / own.length;
	return {
		assessorId,
		name,
		count: own.length,
		mean: average,
		deviation:
			own.length > 1
				? Math.sqrt(points.reduce((sum, value) => sum + (value - average) ** 2, 0) / (own.length - 1))
				: undefined,
		severity: gaps.length > 0 ? meanOf(gaps) : undefined,
		shared: shared.length,
		alpha: krippendorffAlpha(shared.map(({ cell }) => pointsOf(cells.get(cell)!))),
		commonest: { score, share },
		isStraightLining: own.length >= fewestToFlag && share >= straightLiningShare
	};
}

function pointsOf(scores: readonly CellScore[]): number[] {
	return scores.map(({ score }) => score);
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return groups;
}
