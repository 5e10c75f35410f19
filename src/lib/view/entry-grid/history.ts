import type { GridEdit } from './paste';

const deepest = 200;

/** Edits that can be taken back, and those that were: a paste is one step. */
export class EditHistory {
	private done: (readonly GridEdit[])[] = [];
	private undone: (readonly GridEdit[])[] = [];

	push(step: readonly GridEdit[]): void {
		this.done = [...this.done, step].slice(-deepest);
		this.undone = [];
	}

	/** The edits that take the last step back; undefined where there is none. */
	undo(): GridEdit[] | undefined {
		const step = this.done.pop();
		if (!step) return undefined;
		this.undone.push(step);
		return step.map((edit) => ({ ...edit, from: edit.to, to: edit.from })).reverse();
	}

	redo(): readonly GridEdit[] | undefined {
		const step = this.undone.pop();
		if (step) this.done.push(step);
		return step;
	}
}
