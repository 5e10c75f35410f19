import type { SeriesFigure } from '$lib/domain/indicator/series-figure';
import { roundHalfUp } from '$lib/domain/ranking/round-half-up';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import type { FigureEvidence } from '$lib/server/services/unit/list-figure-evidence';
import { revisionState, type FigureEvidenceView, type FigureLine } from '$lib/view/receipt-page';

/** What lies behind a measured value. `taken` is the value that the round took in. */
export function presentFigure(
	evidence: FigureEvidence,
	taken: number | null,
	decimals: number,
	locale: Locale
): FigureEvidenceView {
	const shown = (value: number | null | undefined) => (value == null ? null : roundHalfUp(value, decimals));
	const { rollUp, whole } = evidence;
	const own = whole.find(({ provenance }) => provenance === 'own' || provenance === 'aggregated');
	const line = (figure: SeriesFigure) =>
		lineOf(figure, figure.provenance === 'own' ? (evidence.reporters.get(figure.period) ?? null) : null);
	return {
		...presentCells(evidence),
		proofs: [...evidence.proofs].map(([period, proofs]) => ({ period, evidence: proofs })),
		whole: whole.map(line),
		hasChanged: whole.length > 0 && shown(whole[0]?.value) !== shown(taken),
		parts: evidence.parts.map(({ period, figures }) => ({ period, figures: figures.map(line) })),
		rollUp: rollUp && {
			departments: rollUp.departments.map(({ unit, figures }) => ({
				code: unit.code,
				name: localised(unit.shortName, locale),
				figures: figures.map((figure) => lineOf(figure, null))
			})),
			value: rollUp.value,
			isAbove: rollUp.isAbove,
			reason: rollUp.missingReason,
			present: rollUp.present,
			expected: rollUp.expected,
			ownReport: own && shown(own.value) !== shown(rollUp.value) ? own.value : null
		},
		revisions: evidence.revisions?.map((revision) => ({
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

/** What happens with the unit's own cells: those that came back, those that are open again, and which have a page. */
function presentCells({ cells, revisions }: FigureEvidence) {
	const returns = (revisions ?? []).filter(({ after }) => after['status'] === 'returned');
	return {
		returned: cells
			.filter(
				({ status, returnReason }) => status === 'returned' || (status === 'draft' && returnReason !== null)
			)
			.map(({ period, returnReason }) => {
				const last = returns.find((revision) => revision.period === period);
				return {
					period,
					reason: returnReason ?? '',
					at: last?.changedAt ?? null,
					by: last?.changedByName ?? null
				};
			}),
		reopened: cells.flatMap(({ period, reopenedUntil, reopenReason }) =>
			reopenedUntil === null ? [] : [{ period, until: reopenedUntil, reason: reopenReason ?? '' }]
		),
		cellPeriods: cells.map(({ period }) => period)
	};
}

function lineOf(figure: SeriesFigure, by: string | null): FigureLine {
	return {
		value: figure.value,
		numerator: figure.numerator,
		denominator: figure.denominator,
		reason: figure.missingReason,
		isAbove: figure.qualifier === 'above',
		provenance: figure.provenance,
		source: figure.source,
		revision: figure.revision,
		submittedAt: figure.submittedAt,
		by
	};
}
