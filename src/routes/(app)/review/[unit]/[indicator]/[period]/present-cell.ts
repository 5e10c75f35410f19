import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import { entryShape } from '$lib/domain/indicator/read-entry';
import type { ReviewCell } from '$lib/server/services/observation/get-review-cell';
import { fieldsOf } from '$lib/view/entry';
import { revisionState } from '$lib/view/receipt-page';

/** What the page of a cell is given: numbers and codes, names in one language. */
export function presentCell(cell: ReviewCell, locale: Locale) {
	const { unit, indicator, stored, state } = cell;
	return {
		isDemonstration: unit.isDemonstration,
		unit: { code: unit.code, name: localised(unit.name, locale) },
		indicator: {
			code: indicator.code,
			name: localised(indicator.name, locale),
			definition: localised(indicator.definition, locale),
			measure: indicator.measure,
			decimals: indicator.decimals,
			unitLabel: localised(indicator.unitLabel, locale)
		},
		period: cell.period,
		stored,
		shape: entryShape(indicator),
		fields: fieldsOf(stored.entry),
		parts: {
			numerator: indicator.numerator && localised(indicator.numerator, locale),
			denominator: indicator.denominator && localised(indicator.denominator, locale)
		},
		state,
		steps: cell.steps,
		isLate: cell.isLate,
		isReopened: cell.isReopened,
		before: [
			{ period: cell.previousPeriod, value: cell.previous?.value ?? null },
			...(cell.lastYearPeriod === cell.previousPeriod
				? []
				: [{ period: cell.lastYearPeriod, value: cell.lastYear?.value ?? null }])
		],
		evidence: cell.evidence,
		findings: cell.findings.map(({ message, ...finding }) => ({
			...finding,
			message: message && localised(message, locale)
		})),
		may: cell.may,
		revisions: cell.revisions.map((revision) => ({
			revision: revision.revision,
			period: revision.period,
			before: revision.before && revisionState(revision.before),
			after: revisionState(revision.after),
			reason: revision.reason,
			by: revision.changedByName,
			at: revision.changedAt
		}))
	};
}

export type CellView = ReturnType<typeof presentCell>;
