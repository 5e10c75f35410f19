import type { TypedAssessment } from '$lib/domain/assessment/read-draft';
import type { KeptDraft } from './auto-save';

const prefix = 'yardstick.assessment.';

/** A cell as it stands on this device, with what it is called in the language in which it was typed. */
interface StoredDraft extends KeptDraft<TypedAssessment> {
	readonly label: string;
}

/** A cell of which something lies on this device that the server does not have. */
export interface KeptCell {
	readonly id: number;
	readonly label: string;
}

/** Where a cell is kept: under its owner, so that nobody else on a shared machine is shown it. */
export function keptKey(owner: string, cellId: number): string {
	return `${owner}.${cellId}`;
}

/** The cells of somebody of which something is kept here, by their ids. */
export function listKept(owner: string): KeptCell[] {
	try {
		const start = `${prefix}${owner}.`;
		return Object.keys(localStorage)
			.filter((key) => key.startsWith(start) && /^\d+$/.test(key.slice(start.length)))
			.map((key) => ({ id: Number(key.slice(start.length)), label: readStored(key)?.label ?? '' }))
			.sort((a, b) => a.id - b.id);
	} catch {
		return [];
	}
}

/**
 * What was typed on this device and is not stored by the server yet. A browser may refuse to remember anything (private windows,
 * full disks): then there is nothing, and the page still warns before it is left.
 */
export function readKept(key: string): KeptDraft<TypedAssessment> | undefined {
	return readStored(prefix + key);
}

function readStored(fullKey: string): StoredDraft | undefined {
	try {
		const text = localStorage.getItem(fullKey);
		const kept: unknown = text === null ? undefined : JSON.parse(text);
		if (!isKept(kept)) return undefined;
		// What an earlier version kept knows no mark and no name.
		const { label = '', draft } = kept as Partial<StoredDraft> & KeptDraft<TypedAssessment>;
		return { ...kept, label, draft: { ...draft, isFlagged: draft.isFlagged === true } };
	} catch {
		return undefined;
	}
}

export function writeKept(key: string, kept: StoredDraft | undefined): void {
	try {
		if (kept) localStorage.setItem(prefix + key, JSON.stringify(kept));
		else localStorage.removeItem(prefix + key);
	} catch {
		// Nothing can be remembered here; the warning before leaving remains.
	}
}

function isKept(kept: unknown): kept is KeptDraft<TypedAssessment> {
	if (typeof kept !== 'object' || kept === null) return false;
	const { draft, revision } = kept as { draft?: Partial<TypedAssessment>; revision?: unknown };
	return (
		typeof revision === 'number' &&
		typeof draft?.level === 'string' &&
		typeof draft.points === 'string' &&
		typeof draft.comment === 'string' &&
		Array.isArray(draft.evidence)
	);
}

const keysPreference = 'yardstick.assess.single-keys';

/** Whether single letters and digits are commands. Somebody who dictates, or types by accident, can turn them off. */
export function readSingleKeys(): boolean {
	try {
		return localStorage.getItem(keysPreference) !== 'off';
	} catch {
		return true;
	}
}

export function writeSingleKeys(isOn: boolean): void {
	try {
		localStorage.setItem(keysPreference, isOn ? 'on' : 'off');
	} catch {
		// Holds for this page only, then.
	}
}
