/** What came of sending a draft. `unreachable`: nobody answered, so it is worth trying again. */
export type SendOutcome =
	| { readonly kind: 'saved'; readonly revision: number; readonly savedAt: Date }
	| { readonly kind: 'refused' }
	| { readonly kind: 'conflict' }
	| { readonly kind: 'unreachable' };

/** `kept`: on this device only, for want of a connection. */
export type SaveState = 'clean' | 'unsaved' | 'saving' | 'saved' | 'kept' | 'refused' | 'conflict';

export interface KeptDraft<Draft> {
	readonly draft: Draft;
	/** the revision that it was typed upon */
	readonly revision: number;
}

export interface AutoSaveOptions<Draft> {
	readonly revision: number;
	send(draft: Draft, revision: number): Promise<SendOutcome>;
	/** remembers on the device what is not stored yet; undefined: nothing is left to remember */
	keep(kept: KeptDraft<Draft> | undefined): void;
	notify(state: SaveState): void;
	/** milliseconds of rest after a change before it is sent */
	readonly delay?: number;
	/** milliseconds before the next try without a connection */
	readonly retry?: number;
}

/**
 * Stores what is typed without being asked: each change is kept on the device at once and sent after a moment's rest, one request
 * at a time, so that no answer can overtake a newer one. What could not be stored stays kept.
 */
export class AutoSave<Draft> {
	state: SaveState = 'clean';
	revision: number;
	savedAt: Date | undefined;
	#draft: Draft | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<void> | undefined;
	#isStopped = false;

	constructor(private readonly options: AutoSaveOptions<Draft>) {
		this.revision = options.revision;
	}

	/** Whether something typed is not stored by the server. */
	get isUnsaved(): boolean {
		return this.state !== 'clean' && this.state !== 'saved';
	}

	change(draft: Draft): void {
		this.#draft = draft;
		this.options.keep({ draft, revision: this.revision });
		this.#set('unsaved');
		this.#schedule(this.options.delay ?? 800);
	}

	/** Sends what is left to send. @returns whether everything typed is stored */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		while (this.#running) await this.#running;
		do {
			if (this.state !== 'unsaved' && this.state !== 'kept') break;
			this.#running = this.#send();
			await this.#running;
			this.#running = undefined;
		} while (this.#isTypedOn());
		return !this.isUnsaved;
	}

	/** Stops sending and waits for what is under way: the form itself is about to be sent. */
	async settle(): Promise<void> {
		clearTimeout(this.#timer);
		await this.#running;
	}

	/** The form itself was stored: nothing is left to remember. */
	done(): void {
		clearTimeout(this.#timer);
		this.#draft = undefined;
		this.options.keep(undefined);
		this.#set('clean');
	}

	/** The form itself could not be sent: what it held stays kept, and is tried again. */
	postpone(): void {
		this.#set('kept');
		this.#schedule(this.options.retry ?? 5000);
	}

	/** The page is left. What is under way arrives, but sends nothing after it and forgets nothing: another page may hold the cell now. */
	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	async #send(): Promise<void> {
		const draft = this.#draft;
		if (draft === undefined) return;
		this.#set('saving');
		const outcome = await this.options
			.send(draft, this.revision)
			.catch(() => ({ kind: 'unreachable' }) as const);
		if (outcome.kind === 'saved') {
			this.revision = outcome.revision;
			this.savedAt = outcome.savedAt;
		}
		if (this.#isStopped) return;
		if (this.#draft !== draft) {
			// Typed on meanwhile: the newer draft stands upon the revision that was just made.
			this.options.keep({ draft: this.#draft as Draft, revision: this.revision });
			this.#set('unsaved');
			this.#schedule(this.options.delay ?? 800);
		} else if (outcome.kind === 'saved') {
			this.options.keep(undefined);
			this.#set('saved');
		} else if (outcome.kind === 'unreachable') {
			this.#set('kept');
			this.#schedule(this.options.retry ?? 5000);
		} else this.#set(outcome.kind);
	}

	#schedule(milliseconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), milliseconds);
	}

	/** Something newer was typed while the last request was under way. */
	#isTypedOn(): boolean {
		return this.state === 'unsaved';
	}

	#set(state: SaveState): void {
		this.state = state;
		this.options.notify(state);
	}
}
