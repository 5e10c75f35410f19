import type { Standing } from './standing';

export const standingColumns = ['rank', 'group', 'name', 'score', 'change', 'grade'] as const;
export type StandingColumn = (typeof standingColumns)[number];

export interface StandingOrder {
	readonly column: StandingColumn;
	readonly isDescending: boolean;
	/** best first */
	readonly gradeCodes: readonly string[];
	/** by the reader's language */
	readonly compareNames: (a: Standing, b: Standing) => number;
}

/** Sorted copy. What has no value in the column comes last in either direction; equal ones stay in the order of place, then name. */
export function sortStandings(standings: readonly Standing[], order: StandingOrder): Standing[] {
	const sign = order.isDescending ? -1 : 1;
	return [...standings].sort((a, b) => {
		if (order.column === 'name') return sign * order.compareNames(a, b) || byPlace(a, b);
		const left = valueIn(a, order);
		const right = valueIn(b, order);
		if (left === null || right === null)
			return Number(left === null) - Number(right === null) || byPlace(a, b) || order.compareNames(a, b);
		return sign * (left - right) || byPlace(a, b) || order.compareNames(a, b);
	});
}

function byPlace(a: Standing, b: Standing): number {
	return (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0;
}

function valueIn(standing: Standing, order: StandingOrder): number | null {
	switch (order.column) {
		case 'rank':
			return standing.rank;
		case 'group':
			return standing.groupRank;
		case 'score':
			return standing.score;
		case 'change':
			return typeof standing.placesGained === 'number' ? standing.placesGained : null;
		case 'grade': {
			const place = standing.grade === null ? -1 : order.gradeCodes.indexOf(standing.grade);
			return place < 0 ? null : place;
		}
		case 'name':
			return null;
	}
}

/** The best and the worst of a ranking, at most `count` each and none in both; only those that have a place. */
export function endsOf(
	standings: readonly Standing[],
	count: number
): { top: Standing[]; bottom: Standing[] } {
	const ranked = standings.filter((standing) => standing.rank !== null).sort(byPlace);
	const each = Math.min(count, Math.ceil(ranked.length / 2));
	return { top: ranked.slice(0, each), bottom: ranked.slice(each).slice(-each) };
}

/** Who gained and who lost most places, at most `count` each, the largest move first. */
export function moversOf(
	standings: readonly Standing[],
	count: number
): { up: Standing[]; down: Standing[] } {
	const moved = standings.filter(
		(standing) => typeof standing.placesGained === 'number' && standing.placesGained !== 0
	);
	const gained = (standing: Standing) => standing.placesGained as number;
	const sorted = moved.sort((a, b) => gained(b) - gained(a) || byPlace(a, b));
	return {
		up: sorted.filter((standing) => gained(standing) > 0).slice(0, count),
		down: sorted
			.filter((standing) => gained(standing) < 0)
			.reverse()
			.slice(0, count)
	};
}

export interface GradeCount {
	readonly grade: string;
	readonly count: number;
}

/** How many have each grade, in the order of the bands; grades that nobody has are there with 0. */
export function gradeCounts(standings: readonly Standing[], gradeCodes: readonly string[]): GradeCount[] {
	const counts = new Map<string, number>();
	for (const { grade } of standings) if (grade !== null) counts.set(grade, (counts.get(grade) ?? 0) + 1);
	return gradeCodes.map((grade) => ({ grade, count: counts.get(grade) ?? 0 }));
}
