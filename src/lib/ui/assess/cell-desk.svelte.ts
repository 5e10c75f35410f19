import type { AssignedCell } from '$lib/domain/assessment/assigned-cell';
import type { TypedAssessment } from '$lib/domain/assessment/read-draft';
import type { RubricLevel } from '$lib/domain/assessment/rubric';
import { numberForField } from '$lib/domain/indicator/parse-number';
import { comesToSame, type CellChange } from '$lib/view/assess-undo';
import { AutoSave, type SaveState } from './auto-save';
import { keptKey, readKept, writeKept } from './draft-store';
import { sendDraft, type CellAnswer } from './send-draft';
import type { UndoDesk } from './undo-desk.svelte';

interface DeskOptions {
	readonly cell: AssignedCell;
	/** lowest first */
	readonly levels: readonly RubricLevel[];
	/** of the cell, in words */
	readonly label: string;
	readonly isLocked: boolean;
	/** what stands in the fields at first, and the revision that it stands upon */
	readonly typed: TypedAssessment;
	readonly revision: number;
	/** whose it is, for what the browser remembers */
	readonly owner: string;
	readonly undo: UndoDesk;
}

/** A form's fields, to be written by it. */
export interface CellFields {
	level: string;
	points: string;
	comment: string;
	evidence: { label: string; url: string }[];
	isFlagged: boolean;
}

/** What came of taking a change back. `stale`: the cell is not as the change left it */
export type UndoOutcome = 'undone' | 'stale' | 'locked';

/** A cell in the hands of an assessor: what is typed, what is stored, and the way from one to the other. */
export class CellDesk {
	fields = $state<CellFields>({ level: '', points: '', comment: '', evidence: [], isFlagged: false });
	/** what the server had against the last stroke */
	found = $state.raw<CellAnswer>({});
	saveState = $state<SaveState>('clean');
	savedAt = $state<Date | undefined>();
	revision = $state(0);
	/** something that was typed before came back from this device */
	isRestored = $state(false);
	/** typed on this device, and can be stored no more */
	leftBehind = $state.raw<TypedAssessment | undefined>();
	readonly saver: AutoSave<TypedAssessment>;
	#last: TypedAssessment;

	readonly #options: DeskOptions;

	constructor(options: DeskOptions) {
		const { cell, typed, revision } = options;
		this.#options = options;
		Object.assign(this.fields, copyOf(typed));
		this.#last = copyOf(typed);
		this.savedAt = cell.savedAt ?? undefined;
		this.revision = revision;
		const key = keptKey(options.owner, cell.id);
		this.saver = new AutoSave<TypedAssessment>({
			revision,
			send: async (draft, upon) => {
				const { outcome, answer } = await sendDraft(cell.id, draft, upon);
				this.found = answer;
				return outcome;
			},
			keep: (kept) => writeKept(key, kept && { ...kept, label: options.label }),
			notify: (state) => {
				this.saveState = state;
				this.revision = this.saver.revision;
				this.savedAt = this.saver.savedAt ?? this.savedAt;
			}
		});
	}

	get id(): number {
		return this.#options.cell.id;
	}

	/** Whether it bears a score, stored or not. */
	get isScored(): boolean {
		return this.fields.level !== '' || this.fields.points.trim() !== '';
	}

	/** Looks for what was typed here before and could not be stored: in the browser alone. */
	restore(): void {
		const kept = readKept(keptKey(this.#options.owner, this.id));
		if (!kept) return;
		if (this.#options.isLocked) {
			this.leftBehind = kept.draft;
			return;
		}
		Object.assign(this.fields, copyOf(kept.draft));
		this.saver.revision = kept.revision;
		this.isRestored = true;
		this.changed();
	}

	dropLeftBehind(): void {
		writeKept(keptKey(this.#options.owner, this.id), undefined);
		this.leftBehind = undefined;
	}

	/** After each stroke: it is kept here at once, sent after a moment's rest, and can be taken back. */
	changed(): void {
		const now = $state.snapshot(this.fields);
		this.#options.undo.record({
			cellId: this.id,
			label: this.#options.label,
			from: this.#last,
			to: now,
			at: Date.now()
		});
		this.#last = now;
		this.saver.change(now);
	}

	/** Chooses the level of a number, if the rubric has it. */
	choose(number: number): boolean {
		const level = this.#options.levels.find((other) => other.level === number);
		if (!level || this.#options.isLocked) return false;
		this.fields.level = numberForField(level.points);
		this.fields.points = '';
		this.changed();
		return true;
	}

	/** Chooses the level beside the chosen one; without one, the first or the last. Not beyond the ends. */
	step(by: 1 | -1): boolean {
		const { levels } = this.#options;
		const at = levels.findIndex((level) => numberForField(level.points) === this.fields.level);
		const next = at < 0 ? levels.at(by > 0 ? 0 : -1) : levels[at + by];
		return next !== undefined && this.choose(next.level);
	}

	toggleFlag(): void {
		if (this.#options.isLocked) return;
		this.fields.isFlagged = !this.fields.isFlagged;
		this.changed();
	}

	/** Stores the state before a change: a change itself, but none to be taken back. */
	takeBack(change: CellChange): UndoOutcome {
		if (this.#options.isLocked) return 'locked';
		if (!comesToSame($state.snapshot(this.fields), change.to)) return 'stale';
		Object.assign(this.fields, copyOf(change.from));
		this.#last = copyOf(change.from);
		this.saver.change($state.snapshot(this.fields));
		return 'undone';
	}

	/** What was typed here is to stand, whatever another window has stored. */
	keepMine(revision: number): void {
		this.saver.revision = revision;
		this.found = {};
		this.changed();
	}
}

function copyOf(typed: TypedAssessment): CellFields {
	return { ...typed, evidence: typed.evidence.map((row) => ({ ...row })) };
}
