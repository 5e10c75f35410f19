/** Under which unit a unit stood, from a day on until before another; null: at the top, and not ended. */
export interface Placement {
	readonly unitId: number;
	readonly parentId: number | null;
	/** ISO days; the last one is the first day on which it no longer holds */
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** Whether something with these dates holds on the last day of a period that ends before `end`. */
export function holdsAtEnd(dates: Pick<Placement, 'validFrom' | 'validTo'>, end: string): boolean {
	return dates.validFrom < end && (dates.validTo === null || dates.validTo >= end);
}

/** The tree as it stood at the end of any period: history is read with the boundaries of its time. */
export class TreeOfTime {
	readonly #above = new Map<number, Placement[]>();
	readonly #below = new Map<number, Placement[]>();

	constructor(placements: readonly Placement[]) {
		for (const placement of placements) {
			push(this.#above, placement.unitId, placement);
			if (placement.parentId !== null) push(this.#below, placement.parentId, placement);
		}
	}

	/** The unit and all above it on the last day before `end`, the root last; the unit alone where it stood nowhere then. */
	chainAt(unitId: number, end: string): number[] {
		const chain = [unitId];
		for (let at: number | null | undefined = unitId; at !== null && at !== undefined;) {
			at = this.#above.get(at)?.find((placement) => holdsAtEnd(placement, end))?.parentId;
			if (at === null || at === undefined || chain.includes(at)) break;
			chain.push(at);
		}
		return chain;
	}

	/** The units right below one on the last day before `end`. */
	childrenAt(parentId: number, end: string): number[] {
		return (this.#below.get(parentId) ?? [])
			.filter((placement) => holdsAtEnd(placement, end))
			.map(({ unitId }) => unitId);
	}

	/** Whether anything stood below a unit at any time. */
	hasHadChildren(parentId: number): boolean {
		return this.#below.has(parentId);
	}
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
