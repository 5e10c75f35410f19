import { m } from '$lib/i18n/paraglide/messages';
import type { CellChange, ChangedPart } from '$lib/view/assess-undo';
import type { UndoOutcome } from './cell-desk.svelte';

const parts: Record<ChangedPart, () => string> = {
	score: m.assess_part_score,
	comment: m.assess_part_comment,
	evidence: m.assess_part_evidence,
	flag: m.assess_part_flag,
	several: m.assess_part_several
};

/** What came of taking a change back, to be heard and read. */
export function undoText({ label, part }: CellChange, outcome: UndoOutcome): string {
	if (outcome === 'undone') return m.assess_undone({ label, part: parts[part]() });
	return outcome === 'locked' ? m.assess_undo_locked({ label }) : m.assess_undo_stale({ label });
}
