import type { AssessmentStatus } from './assessment';

/** What choosing among assigned cells needs to know of each. */
export interface WorkCell {
	readonly id: number;
	readonly roundId: number;
	readonly status: AssessmentStatus;
	readonly score: number | null;
	readonly nodeCode: string;
	readonly isFlagged: boolean;
	readonly unit: { readonly code: string };
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
	readonly unit?: string | undefined;
	/** those marked to come back to alone */
	readonly isFlagged?: boolean | undefined;
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
			(filter.unit === undefined || cell.unit.code === filter.unit) &&
			(!filter.isFlagged || cell.isFlagged) &&
			(filter.state === undefined || workStateOf(cell) === filter.state)
	);
}

/** By which the cells are gone through: one indicator for all units, or one unit for all its indicators. */
export const workOrders = ['indicator', 'unit'] as const;
export type WorkOrder = (typeof workOrders)[number];

/** @param cells round by round, in each indicator by indicator, in each unit by unit: as they are assigned */
export function orderWork<T extends WorkCell>(cells: readonly T[], order: WorkOrder): T[] {
	if (order === 'indicator') return [...cells];
	const rounds = [...new Set(cells.map(({ roundId }) => roundId))];
	const place = new Map(rounds.map((id, index) => [id, index]));
	// Stable: within a unit, indicators keep the framework's order.
	return [...cells].sort(
		(a, b) =>
			place.get(a.roundId)! - place.get(b.roundId)! ||
			(a.unit.code < b.unit.code ? -1 : Number(a.unit.code > b.unit.code))
	);
}

/**
 * The cells that are gone through, in their order. Scores change while one goes, so no state narrows them down; the cell that one
 * stands at is among them, though it may match no longer.
 */
export function queueOf<T extends WorkCell>(
	cells: readonly T[],
	filter: WorkFilter,
	order: WorkOrder,
	at: number
): T[] {
	const matching = new Set(filterWork(cells, { ...filter, state: undefined }));
	return orderWork(
		cells.filter((cell) => cell.id === at || matching.has(cell)),
		order
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
	/** where to go on: the next without a score, else the next draft; undefined: all others are submitted */
	readonly nextOpenId: number | undefined;
	/** cells that are not submitted, this one left out */
	readonly openElsewhere: number;
}

/** @param cells in the order in which they are gone through, the cell of `id` among them */
export function placeOf<T extends WorkCell>(cells: readonly T[], id: number): WorkPlace {
	const index = cells.findIndex((cell) => cell.id === id);
	const around = [...cells.slice(index + 1), ...cells.slice(0, Math.max(index, 0))];
	const nextUnscoredId = around.find((cell) => workStateOf(cell) === 'unscored')?.id;
	return {
		position: index + 1,
		total: cells.length,
		previousId: cells[index - 1]?.id,
		nextId: cells[index + 1]?.id,
		nextUnscoredId,
		nextOpenId: nextUnscoredId ?? around.find((cell) => workStateOf(cell) === 'draft')?.id,
		openElsewhere: around.filter((cell) => workStateOf(cell) !== 'submitted').length
	};
}
