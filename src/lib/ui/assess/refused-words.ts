import type { RefusedRow } from '$lib/domain/assessment/saved-assessment';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatNumber } from '$lib/view/format';
import { assessmentProblemText } from './problem-words';

/** Why a row of the grid was not stored, and what to do. */
export function refusedRowText({ outcome }: RefusedRow): string {
	if (outcome.kind === 'problems') return outcome.problems.map(assessmentProblemText).join(' ');
	if (outcome.kind === 'refused') return m.assess_grid_locked();
	const { score } = outcome.stored;
	const points = score === null ? m.assess_no_score() : formatNumber(score, getLocale());
	return m.assess_grid_conflict({ points });
}
