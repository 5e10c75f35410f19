import type { FormatLocale } from '../../view/format/locale';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

const terms = {
	region: m.term_region,
	department: m.term_department,
	sector: m.term_sector,
	unit: m.term_unit,
	peerGroup: m.term_peer_group,
	indicator: m.term_indicator,
	measuredIndicator: m.term_measured_indicator,
	scoredIndicator: m.term_scored_indicator,
	dimension: m.term_dimension,
	framework: m.term_framework,
	frameworkVersion: m.term_framework_version,
	target: m.term_target,
	period: m.term_period,
	observation: m.term_observation,
	revision: m.term_revision,
	round: m.term_round,
	assessment: m.term_assessment,
	result: m.term_result,
	adjustment: m.term_adjustment,
	veto: m.term_veto,
	receipt: m.term_receipt,
	grade: m.term_grade,
	publicity: m.term_publicity,
	appeal: m.term_appeal,
	rectificationOrder: m.term_rectification_order,
	feedbackRequest: m.term_feedback_request,
	catalogue: m.term_catalogue,
	dataset: m.term_dataset,
	disclosure: m.term_disclosure,
	score: m.term_score,
	rank: m.term_rank,
	weight: m.term_weight
};

/** The words of the field, each with one fixed translation. */
export type Term = keyof typeof terms;

/** A term as it stands in running text: lower case in English. */
export function term(name: Term, locale: FormatLocale = getLocale()): string {
	return terms[name]({}, { locale });
}

/** A term as it heads a column or a field: `Peer group`. */
export function termHeading(name: Term, locale: FormatLocale = getLocale()): string {
	const text = term(name, locale);
	return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
