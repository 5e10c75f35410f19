import type { GridAnswer, SentCell } from './grid-cell';

/** What keeps typed cells where no connection is needed: the browser's own storage, by unit, period and person. */
export interface PendingStore {
	read(): readonly SentCell[];
	write(cells: readonly SentCell[]): void;
}

/** How a try to save ended: with an answer, with a refusal of the whole (nothing is tried again by itself), or without any answer. */
export type SendOutcome =
	| { readonly kind: 'answer'; readonly answer: GridAnswer }
	| { readonly kind: 'refused'; readonly message: string }
	| { readonly kind: 'unreachable' };

export interface SaveStatus {
	/** cells that are typed and not stored, those with errors among them */
	readonly unsavedCount: number;
	/** of these, with errors: not sent until they are mended */
	readonly heldCount: number;
	readonly isSending: boolean;
	readonly isUnreachable: boolean;
	/** instant of the last answer, ISO */
	readonly savedAt: string | undefined;
	readonly refusal: string | undefined;
}

export interface QueueOptions {
	readonly send: (cells: readonly SentCell[], intent: 'save' | 'submit') => Promise<SendOutcome>;
	readonly store: PendingStore;
	/** before a newer answer than `answer` can be asked for */
	readonly onanswer: (answer: GridAnswer, sent: readonly SentCell[]) => void;
	readonly onstatus: (status: SaveStatus) => void;
	readonly schedule?: (work: () => void, milliseconds: number) => unknown;
	readonly cancel?: (timer: unknown) => void;
}

interface Pending {
	readonly cell: SentCell;
	/** sound: may be sent */
	readonly isSound: boolean;
}

const settleMilliseconds = 700;
const longestWaitMilliseconds = 30_000;

/**
 * Sends what is typed shortly after it was typed, one batch at a time; what is typed meanwhile goes with the next. Without a
 * connection everything is kept and tried again, ever more rarely.
 */
export class SaveQueue {
	private readonly pending = new Map<string, Pending>();
	private timer: unknown;
	private sending: Promise<void> | undefined;
	private failures = 0;
	private savedAt: string | undefined;
	private refusal: string | undefined;

	constructor(private readonly options: QueueOptions) {}

	get status(): SaveStatus {
		const cells = [...this.pending.values()];
		return {
			unsavedCount: cells.length,
			heldCount: cells.filter(({ isSound }) => !isSound).length,
			isSending: this.sending !== undefined,
			isUnreachable: this.failures > 0,
			savedAt: this.savedAt,
			refusal: this.refusal
		};
	}

	has(code: string): boolean {
		return this.pending.has(code);
	}

	put(cells: readonly Pending[]): void {
		for (const pending of cells) this.pending.set(pending.cell.code, pending);
		this.refusal = undefined;
		this.keep();
		if (cells.some(({ isSound }) => isSound)) this.wait(settleMilliseconds);
	}

	/** The cell is as it is stored: nothing of it waits any more. */
	drop(codes: readonly string[]): void {
		for (const code of codes) this.pending.delete(code);
		this.keep();
	}

	/** Sends what waits at once, and ends when all of it was answered or cannot be sent. */
	async flush(): Promise<void> {
		this.stop();
		while (this.sending) await this.sending;
		if (this.sound().length > 0) await this.sendNow();
		if (this.failures === 0 && this.refusal === undefined && this.sound().length > 0) await this.flush();
	}

	/** Gives cells away; what was typed in them goes with it. */
	async submit(cells: readonly SentCell[]): Promise<SendOutcome> {
		this.stop();
		while (this.sending) await this.sending;
		const work = this.exchange(cells, 'submit');
		this.sending = work.then(() => undefined);
		this.tell();
		const outcome = await work;
		this.sending = undefined;
		this.keep();
		return outcome;
	}

	/** The connection may be back. */
	retry(): void {
		if (this.sound().length > 0) this.wait(0);
	}

	close(): void {
		this.stop();
	}

	private sound(): SentCell[] {
		return [...this.pending.values()].filter(({ isSound }) => isSound).map(({ cell }) => cell);
	}

	private wait(milliseconds: number): void {
		this.stop();
		const schedule = this.options.schedule ?? setTimeout;
		this.timer = schedule(() => void this.sendNow(), milliseconds);
	}

	private stop(): void {
		if (this.timer === undefined) return;
		const cancel = this.options.cancel ?? ((timer) => clearTimeout(timer as number));
		cancel(this.timer);
		this.timer = undefined;
	}

	private async sendNow(): Promise<void> {
		if (this.sending) return;
		const cells = this.sound();
		if (cells.length === 0) return;
		this.sending = this.exchange(cells, 'save').then(() => undefined);
		this.tell();
		await this.sending;
		this.sending = undefined;
		this.keep();
		if (this.sound().length === 0 || this.refusal !== undefined) return;
		this.wait(
			this.failures === 0
				? settleMilliseconds
				: Math.min(longestWaitMilliseconds, 1000 * 2 ** Math.min(this.failures, 5))
		);
	}

	private async exchange(cells: readonly SentCell[], intent: 'save' | 'submit'): Promise<SendOutcome> {
		const outcome = await this.options.send(cells, intent);
		if (outcome.kind === 'unreachable') this.failures++;
		if (outcome.kind === 'refused') this.refusal = outcome.message;
		if (outcome.kind !== 'answer') return outcome;
		this.failures = 0;
		this.refusal = undefined;
		this.savedAt = outcome.answer.at;
		// What was typed again while it was under way still waits, upon what is stored now.
		for (const cell of cells) if (this.pending.get(cell.code)?.cell === cell) this.pending.delete(cell.code);
		this.options.onanswer(outcome.answer, cells);
		return outcome;
	}

	private keep(): void {
		this.options.store.write([...this.pending.values()].map(({ cell }) => cell));
		this.tell();
	}

	private tell(): void {
		this.options.onstatus(this.status);
	}
}
