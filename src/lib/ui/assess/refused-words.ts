import type { RefusedRow } from '$lib/domain/assessment/saved-assessment';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatNumber } from '$lib/view/format';
import { assessmentProblemText } from './problem-words';
import type { CellAnswer } from './send-draft';

/** What the server has against the last stroke in a row, and what to do; '': nothing. */
export function answerText({ problems, conflict, message }: CellAnswer): string {
	if (problems) return problems.map(assessmentProblemText).join(' ');
	return conflict ? conflictText(conflict.stored.score) : (message ?? '');
}

/** Why a row of the grid was not stored, and what to do. */
export function refusedRowText({ outcome }: RefusedRow): string {
	if (outcome.kind === 'problems') return outcome.problems.map(assessmentProblemText).join(' ');
	if (outcome.kind === 'refused') return m.assess_grid_locked();
	return conflictText(outcome.stored.score);
}

function conflictText(score: number | null): string {
	const points = score === null ? m.assess_no_score() : formatNumber(score, getLocale());
	return m.assess_grid_conflict({ points });
}
