import { forgetCell, recordChange, type CellChange } from '$lib/view/assess-undo';

const prefix = 'yardstick.assess.undo.';
const pendingKey = 'yardstick.assess.undo-pending';

/**
 * The changes of somebody in this tab, to be taken back one after the other, also once another page is open. What a browser does not
 * remember is not taken back; nothing else depends on it.
 */
export class UndoDesk {
	changes = $state.raw<readonly CellChange[]>([]);
	#key: string;

	constructor(owner: string) {
		this.#key = prefix + owner;
	}

	/** Reads what the pages before have left: in the browser alone. */
	open(): void {
		const kept = read(this.#key);
		this.changes = Array.isArray(kept) ? (kept as CellChange[]) : [];
	}

	get last(): CellChange | undefined {
		return this.changes.at(-1);
	}

	record(change: Omit<CellChange, 'part'>): void {
		this.#set(recordChange(this.changes, change));
	}

	/** Takes the last change off the history. */
	pop(): CellChange | undefined {
		const { last } = this;
		this.#set(this.changes.slice(0, -1));
		return last;
	}

	forget(cellId: number): void {
		this.#set(forgetCell(this.changes, cellId));
	}

	/** The page of a cell is about to open, to take its last change back there. */
	expectAt(cellId: number): void {
		write(pendingKey, cellId);
	}

	/** Whether this is the page that was to be opened for it. Says so once. */
	isExpectedAt(cellId: number): boolean {
		const expected = read(pendingKey);
		write(pendingKey, undefined);
		return expected === cellId && this.last?.cellId === cellId;
	}

	#set(changes: readonly CellChange[]): void {
		this.changes = changes;
		write(this.#key, changes);
	}
}

function read(key: string): unknown {
	try {
		return JSON.parse(sessionStorage.getItem(key) ?? 'null');
	} catch {
		return undefined;
	}
}

function write(key: string, value: unknown): void {
	try {
		if (value === undefined) sessionStorage.removeItem(key);
		else sessionStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Remembered for this page only, then.
	}
}
