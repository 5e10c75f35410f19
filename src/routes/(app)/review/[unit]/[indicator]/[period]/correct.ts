import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { longestReason } from '$lib/domain/indicator/observation-flow';
import { m } from '$lib/i18n/paraglide/messages';
import { withLocale } from '$lib/i18n/path';
import { problemText } from '$lib/i18n/words/entry-problem';
import { decisionBarLabel } from '$lib/i18n/words/review';
import {
	correctObservation,
	type CorrectionRefusal
} from '$lib/server/services/observation/correct-observation';
import { cellPath } from '$lib/view/review';
import { failForm } from '../../../../admin/fail-form';
import { readTyped, refuse, revisionSchema } from '../../../../admin/refuse';

const text = z.string().max(20_000).default('');
const correctionSchema = z.object({
	revision: revisionSchema,
	value: text,
	numerator: text,
	denominator: text,
	distribution: text,
	reason: text
});

/** Puts another value in the place of the one that the page shows. */
export async function correct({ locals, request, params }: RequestEvent) {
	const typed = await readTyped(request);
	const cell = {
		unit: params['unit'] ?? '',
		indicator: params['indicator'] ?? '',
		period: params['period'] ?? ''
	};
	let refusal;
	try {
		const { revision, reason, ...figures } = correctionSchema.parse(typed);
		refusal =
			reason.trim() === ''
				? ('noReason' as const)
				: reason.trim().length > longestReason
					? ('longReason' as const)
					: await correctObservation(locals.ctx, { ...cell, revision, reason, typed: figures });
	} catch (error) {
		return refuse('correct', error, typed);
	}
	if (refusal) return failForm('correct', wordsOf(refusal), typed);
	redirect(
		303,
		withLocale(`${cellPath(cell.unit, cell.indicator, cell.period)}?done=correct`, locals.locale)
	);
}

/** The sentences of a refusal at their fields; of the whole form at none. */
function wordsOf(refusal: CorrectionRefusal | 'noReason' | 'longReason'): {
	readonly message?: string;
	readonly fields: Record<string, string>;
} {
	if (refusal === 'noReason') return { fields: { reason: m.review_reason_missing() } };
	if (refusal === 'longReason') {
		return { fields: { reason: m.orders_problem_too_long({ subject: String(longestReason) }) } };
	}
	switch (refusal.kind) {
		case 'bar':
			return { message: decisionBarLabel(refusal.bar), fields: {} };
		case 'empty':
			return { message: m.review_correct_empty(), fields: {} };
		case 'unchanged':
			return { message: m.review_correct_unchanged(), fields: {} };
		case 'rules':
			return { message: m.review_correct_rules({ rules: refusal.codes.join(', ') }), fields: {} };
		case 'problems':
			return {
				fields: Object.fromEntries(refusal.problems.map((problem) => [problem.field, problemText(problem)]))
			};
	}
}
