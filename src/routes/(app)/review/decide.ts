import { fail } from '@sveltejs/kit';
import type { CellRef } from '$lib/domain/indicator/review-cell';
import { m } from '$lib/i18n/paraglide/messages';
import type { Context } from '$lib/server/context';
import type { DecidedCells } from '$lib/server/services/observation/decide-cells';
import { endorseObservations } from '$lib/server/services/observation/endorse-observations';
import { readReviewFilter } from '$lib/server/services/observation/list-review-queue';
import { reviewObservations } from '$lib/server/services/observation/review-observations';
import type { ReviewPageQuery } from '$lib/view/review-query';

export type DecisionName = 'approve' | 'return' | 'endorse' | 'sendBack';

export interface PostedDecision {
	readonly decision: DecisionName;
	readonly reason: string;
	readonly cells: readonly CellRef[];
	/** instead of single cells, all that match as they stood then */
	readonly all?: { readonly query: ReviewPageQuery; readonly asOf: Date } | undefined;
}

/** What is missing in a form before anything is asked of a service. */
export function missingIn({ decision, reason, cells, all }: PostedDecision) {
	const fields: Record<string, string> = {};
	if (cells.length === 0 && !all) fields['cells'] = m.review_none_selected();
	if ((decision === 'return' || decision === 'sendBack') && reason.trim() === '') {
		fields['reason'] = m.review_reason_missing();
	}
	return Object.keys(fields).length === 0 ? undefined : fail(400, { fields, reason });
}

/** The department's own decisions and the reviewers' go to their services. */
export async function decide(
	ctx: Context,
	{ decision, reason, cells, all }: PostedDecision
): Promise<DecidedCells> {
	const step = decision === 'endorse' || decision === 'sendBack' ? 'endorse' : 'review';
	const meant = all
		? { matching: await readReviewFilter(ctx, { ...all.query, step }), asOf: all.asOf }
		: cells;
	return decision === 'endorse' || decision === 'sendBack'
		? endorseObservations(ctx, { decision, reason, cells: meant })
		: reviewObservations(ctx, { decision, reason, cells: meant });
}
