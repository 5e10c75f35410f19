import type { MessageKind, Notice } from '../../../domain/message/message';
import type { Role } from '../../../domain/access/roles';
import type { DecidedCell } from '../../../domain/indicator/review-cell';
import type { Decision } from '../../db/queries/decision';

const kinds = {
	endorse: 'observation.endorsed',
	sendBack: 'observation.returned',
	approve: 'observation.approved',
	return: 'observation.returned',
	reopen: 'observation.reopened'
} as const satisfies Record<Decision['step'], MessageKind>;

const reporters: readonly Role[] = ['dataOfficer', 'departmentHead'];

/** One message a unit and period, however many of its cells were decided on: to the reviewers after the first approval, else to the unit. */
export function noticesOf(
	cells: readonly DecidedCell[],
	decision: Pick<Decision, 'step' | 'reason' | 'until' | 'at'> & { readonly by: string }
): Notice[] {
	const { step, at } = decision;
	const forms = new Map<string, DecidedCell[]>();
	for (const cell of cells) {
		const key = `${cell.unit.id} ${cell.period}`;
		forms.set(key, [...(forms.get(key) ?? []), cell]);
	}
	return [...forms].map(([key, form]) => {
		const [first] = form as [DecidedCell, ...DecidedCell[]];
		const { unit, period } = first;
		const place = new URLSearchParams({ unit: unit.code, period });
		return {
			kind: kinds[step],
			unitId: unit.id,
			roles: step === 'endorse' ? ['evaluationStaff'] : reporters,
			alsoUserIds: step === 'endorse' ? [] : [...new Set(form.flatMap(({ enteredBy }) => enteredBy ?? []))],
			details: {
				period,
				count: form.length,
				indicator: form.length === 1 ? first.indicatorCode : null,
				reason: decision.reason,
				by: decision.by,
				...(decision.until ? { until: decision.until.toISOString() } : {})
			},
			path: step === 'endorse' ? `/review?${place}` : `/entry?${place}`,
			// The reviewers hear once a day that a unit's form is ready; each other decision is told by itself.
			dedupeKey: `${kinds[step]} ${key} ${step === 'endorse' ? at.toISOString().slice(0, 10) : at.toISOString()} ${form.length === 1 ? first.indicatorId : ''}`
		};
	});
}
