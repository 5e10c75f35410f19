import type { TypedAssessment } from '$lib/domain/assessment/read-draft';
import type { KeptDraft } from './auto-save';

const prefix = 'yardstick.assessment.';

/**
 * What was typed on this device and is not stored by the server yet. A browser may refuse to remember anything (private windows,
 * full disks): then there is nothing, and the page still warns before it is left.
 */
export function readKept(key: string): KeptDraft<TypedAssessment> | undefined {
	try {
		const text = localStorage.getItem(prefix + key);
		const kept: unknown = text === null ? undefined : JSON.parse(text);
		return isKept(kept) ? kept : undefined;
	} catch {
		return undefined;
	}
}

export function writeKept(key: string, kept: KeptDraft<TypedAssessment> | undefined): void {
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
