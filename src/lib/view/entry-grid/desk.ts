import type { GridAnswer, SentCell } from './grid-cell';
import { judged, type GridRow } from './grid-row';
import { EditHistory } from './history';
import type { GridEdit } from './paste';
import { SaveQueue, type PendingStore, type QueueOptions, type SaveStatus } from './save-queue';

/** Two versions of one cell: what was typed here stays in the row until somebody decides. */
export function isInConflict(row: GridRow): boolean {
	return row.refusal?.kind === 'conflict';
}

export interface DeskOptions extends Pick<QueueOptions, 'send' | 'schedule' | 'cancel'> {
	readonly rows: readonly GridRow[];
	readonly store: PendingStore;
	/** rows that look another way now, by code */
	readonly onrows: (rows: readonly GridRow[], changed: ReadonlySet<string>) => void;
	readonly onstatus: (status: SaveStatus) => void;
}

/** A sheet under work: what is typed, what of it is stored, and what can be taken back. Knows no page and no browser. */
export class EntryDesk {
	private rows: readonly GridRow[];
	private readonly history = new EditHistory();
	private readonly queue: SaveQueue;

	constructor(private readonly options: DeskOptions) {
		this.rows = options.rows;
		this.queue = new SaveQueue({
			...options,
			onanswer: (answer, sent) => this.receive(answer, sent)
		});
		this.restore();
	}

	get status(): SaveStatus {
		return this.queue.status;
	}

	get current(): readonly GridRow[] {
		return this.rows;
	}

	/** Takes edits as one step that can be undone. */
	edit(edits: readonly GridEdit[]): void {
		const real = edits.filter(({ from, to }) => from !== to);
		if (real.length === 0) return;
		this.history.push(real);
		this.apply(real);
	}

	/** @returns cells that changed, undefined where there is nothing to take back */
	undo(): readonly GridEdit[] | undefined {
		const step = this.history.undo();
		if (step) this.apply(step);
		return step;
	}

	redo(): readonly GridEdit[] | undefined {
		const step = this.history.redo();
		if (step) this.apply(step);
		return step;
	}

	/** The writer stands by an unusual value, or takes that back. */
	answer(code: string, words: { readonly isConfirmed?: boolean; readonly justification?: string }): void {
		this.change([code], (row) => ({ ...row, ...words }));
	}

	/** Decides which of two versions of a cell stays. */
	resolve(code: string, whose: 'mine' | 'theirs'): void {
		if (whose === 'theirs') {
			this.queue.drop([code]);
			this.change([code], (row) => settled(row, row.stored.fields));
		} else {
			this.change([code], (row) => ({ ...row, refusal: undefined, isUnsaved: true }));
			this.enqueue([code]);
		}
	}

	/** Gives everything away that is complete. @returns what came of it, or why nothing did */
	async submit(): Promise<{ answer: GridAnswer } | { message: string } | undefined> {
		await this.queue.flush();
		if (this.queue.status.isUnreachable) return undefined;
		const open = this.rows.filter(
			(row) => !row.stored.isLocked && row.problems.length === 0 && !isInConflict(row) && !isEmpty(row)
		);
		const outcome = await this.queue.submit(open.map(sentOf));
		if (outcome.kind === 'answer') return { answer: outcome.answer };
		return outcome.kind === 'refused' ? { message: outcome.message } : undefined;
	}

	flush(): Promise<void> {
		return this.queue.flush();
	}

	retry(): void {
		this.queue.retry();
	}

	close(): void {
		this.queue.close();
	}

	private apply(edits: readonly GridEdit[]): void {
		const byCode = new Map<string, Partial<GridRow['fields']>>();
		for (const { code, field, to } of edits) byCode.set(code, { ...byCode.get(code), [field]: to });
		const open = this.rows.filter((row) => byCode.has(row.code) && !row.stored.isLocked);
		const codes = open.map(({ code }) => code);
		this.change(codes, (row) => {
			const fields = { ...row.fields, ...byCode.get(row.code) };
			// A conflict stays until it is decided, whatever is typed meanwhile.
			const refusal = isInConflict(row) ? row.refusal : undefined;
			return judged({ ...row, fields, refusal, isConfirmed: false, isUnsaved: true });
		});
		this.enqueue(codes);
	}

	/** What is back as it is stored waits no longer; everything else goes into the queue. */
	private enqueue(codes: readonly string[]): void {
		const rows = this.rows.filter(({ code }) => codes.includes(code) && !isInConflict(this.rowOf(code)));
		const same = rows.filter((row) => isSame(row) && !this.queue.status.isSending);
		this.queue.drop(same.map(({ code }) => code));
		if (same.length > 0)
			this.change(
				same.map(({ code }) => code),
				(row) => ({ ...row, isUnsaved: false })
			);
		const rest = rows.filter((row) => !same.includes(row));
		if (rest.length === 0) return;
		this.queue.put(rest.map((row) => ({ cell: sentOf(row), isSound: row.problems.length === 0 })));
	}

	private receive(answer: GridAnswer, sent: readonly SentCell[]): void {
		const stored = new Map(answer.cells.map((cell) => [cell.code, cell]));
		const refusals = new Map(answer.refusals.map((refusal) => [refusal.code, refusal]));
		const typedAgain: string[] = [];
		this.change(
			sent.map(({ code }) => code),
			(row) => {
				const now = stored.get(row.code);
				const refusal = refusals.get(row.code);
				if (!now) return row;
				const next = { ...row, stored: now, refusal };
				if (refusal?.kind === 'conflict' || refusal?.kind === 'locked') {
					return judged({ ...next, isUnsaved: refusal.kind === 'conflict' });
				}
				if (this.queue.has(row.code)) {
					typedAgain.push(row.code);
					return judged(next);
				}
				// What was refused for what it says stays as it was typed.
				return refusal?.kind === 'problems' ? judged(next) : settled(next, now.fields, refusal);
			}
		);
		this.enqueue(typedAgain);
	}

	/** What an earlier visit could not send. Upon a newer revision it ends in a conflict, not in an overwrite. */
	private restore(): void {
		const codes: string[] = [];
		for (const cell of this.options.store.read()) {
			const row = this.rows.find(({ code }) => code === cell.code);
			if (!row || row.stored.isLocked) continue;
			codes.push(row.code);
			this.rows = this.rows.map((other) =>
				other === row
					? judged({
							...row,
							fields: { ...row.fields, ...cell.typed },
							justification: cell.justification,
							isUnsaved: true,
							stored: { ...row.stored, revision: cell.revision }
						})
					: other
			);
		}
		if (codes.length > 0) this.enqueue(codes);
	}

	private rowOf(code: string): GridRow {
		return this.rows.find((row) => row.code === code)!;
	}

	private change(codes: readonly string[], next: (row: GridRow) => GridRow): void {
		if (codes.length === 0) return;
		const changed = new Set(codes);
		this.rows = this.rows.map((row) => (changed.has(row.code) ? next(row) : row));
		this.options.onrows(this.rows, changed);
	}
}

function settled(row: GridRow, fields: GridRow['fields'], refusal: GridRow['refusal'] = undefined): GridRow {
	return judged({ ...row, fields, refusal, isUnsaved: false });
}

function isSame(row: GridRow): boolean {
	const keys = Object.keys(row.fields) as (keyof GridRow['fields'])[];
	return row.problems.length === 0 && keys.every((key) => row.fields[key] === row.stored.fields[key]);
}

function isEmpty({ fields }: GridRow): boolean {
	return Object.values(fields).every((text) => text.trim() === '');
}

function sentOf(row: GridRow): SentCell {
	return {
		code: row.code,
		revision: row.stored.revision,
		typed: row.fields,
		isConfirmed: row.isConfirmed,
		justification: row.justification
	};
}
