import { isWithin, type UnitPath } from '../access/can';
import { compareCodePoints } from '../scoring/code-point-order';

/** A scored indicator of a unit. */
export interface CellToAssign {
	readonly unitId: number;
	readonly unitCode: string;
	readonly unitPath: UnitPath;
	readonly indicatorId: number;
	readonly indicatorCode: string;
}

export interface Assessor {
	readonly id: number;
	/** what orders people alike on every installation, such as an address */
	readonly code: string;
	/** roots of the subtrees in which they may score */
	readonly reach: readonly UnitPath[];
	/** roots of the subtrees that they answer for */
	readonly own: readonly UnitPath[];
	/** roots of the subtrees that they have declared a conflict of interest with */
	readonly conflicts: readonly UnitPath[];
}

/** Why somebody does not score a unit. */
export type AsideReason = 'outOfReach' | 'ownUnit' | 'conflict';

/** Nobody scores a unit of their own, one above or below it, or one of a declared conflict; undefined: free to score it. */
export function reasonAside(
	assessor: Omit<Assessor, 'id' | 'code'>,
	unitPath: UnitPath
): AsideReason | undefined {
	if (!assessor.reach.some((root) => isWithin(unitPath, root))) return 'outOfReach';
	if (assessor.own.some((root) => isWithin(unitPath, root) || isWithin(root, unitPath))) return 'ownUnit';
	if (assessor.conflicts.some((root) => isWithin(unitPath, root))) return 'conflict';
	return undefined;
}

/** One assessor's part in a cell. */
export interface AssignedPair {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly assessorId: number;
}

export interface AssignmentWish {
	readonly cells: readonly CellToAssign[];
	readonly assessors: readonly Assessor[];
	readonly perCell: number;
	/** begun already: they stay, and count as load */
	readonly kept?: readonly AssignedPair[];
	/** assigned before and not begun: kept where that costs no balance */
	readonly preferred?: readonly AssignedPair[];
	/** makes other pairs of people in another round */
	readonly seed: string;
}

/** A cell that too few may score. */
export interface UnfilledCell {
	readonly unitCode: string;
	readonly indicatorCode: string;
	readonly missing: number;
	/** how many of the assessors stand aside, by reason */
	readonly aside: Readonly<Record<AsideReason, number>>;
}

export interface Assignment {
	/** without what was kept */
	readonly pairs: readonly AssignedPair[];
	readonly unfilled: readonly UnfilledCell[];
}

interface Slot {
	readonly cell: CellToAssign;
	/** places of those who may score it */
	readonly free: ReadonlySet<number>;
	/** places of those who do, without what was kept */
	readonly given: Set<number>;
}

/**
 * Gives every cell its assessors so that the loads differ by as little as the exclusions allow: greedily to the least loaded, then
 * by cost-reducing paths until there are none left, which is optimal (semi-matchings: Harvey, Ladner, Lovász, Tamir, "Semi-matchings
 * for bipartite graphs and load balancing", J. Algorithms 59, 2006). The same wish gives the same pairs.
 */
export function assignCells(wish: AssignmentWish): Assignment {
	const assessors = [...wish.assessors].sort((a, b) => compareCodePoints(a.code, b.code) || a.id - b.id);
	const placeOf = new Map(assessors.map(({ id }, place) => [id, place]));
	const kept = peopleByCell(wish.kept ?? []);
	const preferred = peopleByCell(wish.preferred ?? []);
	const asideOf = new Map<string, (AsideReason | undefined)[]>();
	const load = assessors.map(() => 0);
	for (const { assessorId } of wish.kept ?? []) {
		const place = placeOf.get(assessorId);
		if (place !== undefined) load[place]!++;
	}
	const ordered = [...wish.cells].sort(
		(a, b) => compareCodePoints(a.unitCode, b.unitCode) || compareCodePoints(a.indicatorCode, b.indicatorCode)
	);
	const slots = ordered.map((cell): Slot => {
		let aside = asideOf.get(cell.unitPath);
		if (!aside) asideOf.set(cell.unitPath, (aside = assessors.map((one) => reasonAside(one, cell.unitPath))));
		const key = keyOf(cell);
		const held = kept.get(key) ?? new Set<number>();
		const heldPlaces = new Set([...held].flatMap((id) => placeOf.get(id) ?? []));
		const free = new Set(
			assessors.map((_, place) => place).filter((place) => !aside[place] && !heldPlaces.has(place))
		);
		const wanted = Math.max(0, wish.perCell - held.size);
		const liked = preferred.get(key);
		const order = [...free]
			.map((place) => ({
				place,
				isLiked: liked?.has(assessors[place]!.id) ?? false,
				mark: hash(`${wish.seed} ${cell.unitCode} ${cell.indicatorCode} ${assessors[place]!.code}`)
			}))
			.sort(
				(a, b) =>
					// Whoever has it keeps it; what that costs in balance is handed on afterwards.
					Number(b.isLiked) - Number(a.isLiked) ||
					load[a.place]! - load[b.place]! ||
					a.mark - b.mark ||
					a.place - b.place
			);
		const given = new Set(order.slice(0, wanted).map(({ place }) => place));
		for (const place of given) load[place]!++;
		return { cell, free, given };
	});
	balance(slots, load);
	const pairs = slots.flatMap(({ cell, given }) =>
		[...given]
			.sort((a, b) => a - b)
			.map((place) => ({
				unitId: cell.unitId,
				indicatorId: cell.indicatorId,
				assessorId: assessors[place]!.id
			}))
	);
	return {
		pairs,
		unfilled: unfilledCells(ordered, [...(wish.kept ?? []), ...pairs], assessors, wish.perCell)
	};
}

/** The cells that fewer people score than are wanted, in their order, and why nobody else does. */
export function unfilledCells(
	cells: readonly CellToAssign[],
	pairs: readonly AssignedPair[],
	assessors: readonly Assessor[],
	perCell: number
): UnfilledCell[] {
	const given = new Map<string, number>();
	for (const pair of pairs) given.set(keyOf(pair), (given.get(keyOf(pair)) ?? 0) + 1);
	return cells.flatMap((cell) => {
		const missing = perCell - (given.get(keyOf(cell)) ?? 0);
		if (missing <= 0) return [];
		const aside = { outOfReach: 0, ownUnit: 0, conflict: 0 };
		for (const assessor of assessors) {
			const reason = reasonAside(assessor, cell.unitPath);
			if (reason) aside[reason]++;
		}
		return [{ unitCode: cell.unitCode, indicatorCode: cell.indicatorCode, missing, aside }];
	});
}

function keyOf(pair: Pick<AssignedPair, 'unitId' | 'indicatorId'>): string {
	return `${pair.unitId} ${pair.indicatorId}`;
}

function peopleByCell(pairs: readonly AssignedPair[]): Map<string, Set<number>> {
	const byCell = new Map<string, Set<number>>();
	for (const pair of pairs) {
		const key = keyOf(pair);
		byCell.set(key, (byCell.get(key) ?? new Set()).add(pair.assessorId));
	}
	return byCell;
}

/** Hands cells on along paths from somebody to somebody who has at least two fewer, until nobody can. */
function balance(slots: readonly Slot[], load: number[]): void {
	const ofPlace = load.map(() => new Set<Slot>());
	for (const slot of slots) for (const place of slot.given) ofPlace[place]!.add(slot);
	while (improve(ofPlace, load));
}

function improve(ofPlace: readonly Set<Slot>[], load: number[]): boolean {
	const heaviestFirst = load.map((_, place) => place).sort((a, b) => load[b]! - load[a]! || a - b);
	for (const start of heaviestFirst) {
		const from = new Map<number, { readonly place: number; readonly slot: Slot }>();
		const seen = new Set([start]);
		const queue = [start];
		for (const place of queue) {
			for (const slot of ofPlace[place]!) {
				for (const next of slot.free) {
					if (seen.has(next) || slot.given.has(next)) continue;
					seen.add(next);
					from.set(next, { place, slot });
					queue.push(next);
					if (load[next]! > load[start]! - 2) continue;
					handOn(next, start, from, ofPlace);
					load[start]!--;
					load[next]!++;
					return true;
				}
			}
		}
	}
	return false;
}

function handOn(
	end: number,
	start: number,
	from: ReadonlyMap<number, { readonly place: number; readonly slot: Slot }>,
	ofPlace: readonly Set<Slot>[]
): void {
	for (let place = end; place !== start;) {
		const step = from.get(place)!;
		step.slot.given.delete(step.place);
		step.slot.given.add(place);
		ofPlace[step.place]!.delete(step.slot);
		ofPlace[place]!.add(step.slot);
		place = step.place;
	}
}

/** FNV-1a, 32 bits: spreads ties evenly and alike everywhere; nothing depends on it being hard to guess. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
	return value;
}
