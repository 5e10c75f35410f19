import type { AssessmentStatus } from './assessment';

/** What choosing among assigned cells needs to know of each. */
export interface WorkCell {
	readonly id: number;
	readonly roundId: number;
	readonly status: AssessmentStatus;
	readonly score: number | null;
	readonly nodeCode: string;
	readonly region: { readonly code: string };
}

export const workStates = ['unscored', 'draft', 'submitted'] as const;
/** `unscored`: no score yet, whatever else was noted · `draft`: scored, not submitted · `submitted`: given away */
export type WorkState = (typeof workStates)[number];

export interface WorkFilter {
	readonly round?: number | undefined;
	/** code of the framework's node */
	readonly indicator?: string | undefined;
	readonly region?: string | undefined;
	readonly state?: WorkState | undefined;
}

export function workStateOf(cell: {
	readonly status: AssessmentStatus;
	readonly score: number | null;
}): WorkState {
	if (cell.status === 'submitted' || cell.status === 'locked') return 'submitted';
	return cell.score === null ? 'unscored' : 'draft';
}

export function filterWork<T extends WorkCell>(cells: readonly T[], filter: WorkFilter): T[] {
	return cells.filter(
		(cell) =>
			(filter.round === undefined || cell.roundId === filter.round) &&
			(filter.indicator === undefined || cell.nodeCode === filter.indicator) &&
			(filter.region === undefined || cell.region.code === filter.region) &&
			(filter.state === undefined || workStateOf(cell) === filter.state)
	);
}

/** Where a cell stands in the row of those that are gone through. */
export interface WorkPlace {
	/** from 1 */
	readonly position: number;
	readonly total: number;
	readonly previousId: number | undefined;
	readonly nextId: number | undefined;
	/** the next one without a score, round the end if need be; never the cell itself */
	readonly nextUnscoredId: number | undefined;
	/** cells that are not submitted, this one left out */
	readonly openElsewhere: number;
}

/** @param cells in the order in which they are gone through, the cell of `id` among them */
export function placeOf<T extends WorkCell>(cells: readonly T[], id: number): WorkPlace {
	const index = cells.findIndex((cell) => cell.id === id);
	const around = [...cells.slice(index + 1), ...cells.slice(0, Math.max(index, 0))];
	return {
		position: index + 1,
		total: cells.length,
		previousId: cells[index - 1]?.id,
		nextId: cells[index + 1]?.id,
		nextUnscoredId: around.find((cell) => workStateOf(cell) === 'unscored')?.id,
		openElsewhere: around.filter((cell) => workStateOf(cell) !== 'submitted').length
	};
}
