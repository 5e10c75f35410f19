import type { Notice } from '../../../domain/message/message';
import { dayAt } from '../../../domain/indicator/report-due';
import { roundTimeZone, type StageWindow } from '../../../domain/round/round';

/** People hear of the last day so many days before. */
const daysAhead = 3;
const dayMs = 86_400_000;

/**
 * What the heads of units are told that have not assessed themselves: once that they can, and once that little time is left. What was
 * told before is not told again, whoever tells it.
 */
export function selfAssessmentNotices(
	round: { readonly id: number; readonly period: string; readonly windows: readonly StageWindow[] },
	units: readonly { readonly id: number; readonly code: string }[],
	now: Date
): Notice[] {
	const closesAt = round.windows.find(({ stage }) => stage === 'selfAssessment')?.closesAt;
	const isLate = closesAt !== undefined && closesAt.getTime() - now.getTime() <= daysAhead * dayMs;
	const kinds = isLate
		? (['selfAssessment.opened', 'selfAssessment.dueSoon'] as const)
		: (['selfAssessment.opened'] as const);
	// The closing instant is the first of the day after the last.
	const date = closesAt ? dayAt(new Date(closesAt.getTime() - 1), roundTimeZone) : null;
	return units.flatMap(({ id, code }) =>
		kinds.map((kind): Notice => ({
			kind,
			unitId: id,
			roles: ['departmentHead'],
			details: { period: round.period, date },
			path: `/rounds/${round.id}/self-assessment/${encodeURIComponent(code)}`,
			dedupeKey: `round ${round.id} ${kind} ${id}`
		}))
	);
}
