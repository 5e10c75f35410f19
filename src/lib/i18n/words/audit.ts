import { appealStatuses, type AppealStatus } from '../../domain/appeal/appeal-status';
import { adjustmentStatuses, type AdjustmentStatus } from '../../domain/round/adjustment-status';
import { actionTopics, type AuditAction, type AuditTopic } from '../../domain/audit/audit-line';
import { assessmentStatuses, type AssessmentStatus } from '../../domain/assessment/assessment';
import { observationStatuses, type ObservationStatus } from '../../domain/indicator/indicator';
import { operationPartyKinds, type OperationPartyKind } from '../../domain/oversight/operation-party';
import {
	orderGrounds,
	orderStatuses,
	type OrderGround,
	type OrderStatus
} from '../../domain/oversight/order-status';
import { roundStages, type RoundStage } from '../../domain/round/round';
import { missingReasons, type MissingReason } from '../../domain/scoring/missing-reason';
import { formatDate, formatDateTime, formatNumber } from '../../view/format';
import { languageNames } from '../language-names';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { adjustmentStatusLabel } from './adjustment';
import { appealStatusLabel } from './appeal';
import { formatPeriod } from './period';
import { assessmentStatusLabel, missingReasonLabel, observationStatusLabel, stageLabel } from './labels';
import { orderGroundLabel, orderStatusLabel, partyKindLabel } from './oversight';
import { registerAuditField, registerAuditValue } from './register-audit';
import { roundAuditField, roundAuditValue } from './round';

const topics: Record<AuditTopic, () => string> = {
	reporting: m.audit_topic_reporting,
	scoring: m.audit_topic_scoring,
	results: m.audit_topic_results,
	rounds: m.audit_topic_rounds,
	oversight: m.audit_topic_oversight,
	register: m.audit_topic_register,
	accounts: m.audit_topic_accounts,
	installation: m.audit_topic_installation
};
export const auditTopicLabel = (topic: AuditTopic): string => topics[topic]();

const actions: Record<AuditAction, () => string> = {
	'observation.save': m.audit_observation_save,
	'observation.submit': m.audit_observation_submit,
	'observation.import': m.audit_observation_import,
	'observation.undoImport': m.audit_observation_undo_import,
	'observation.endorse': m.audit_observation_endorse,
	'observation.approve': m.audit_observation_approve,
	'observation.return': m.audit_observation_return,
	'observation.reopen': m.audit_observation_reopen,
	'observation.correct': m.audit_observation_correct,
	'observation.justify': m.audit_observation_justify,
	'evidence.add': m.audit_evidence_add,
	'evidence.remove': m.audit_evidence_remove,
	'appeal.file': m.audit_appeal_file,
	'appeal.admit': m.audit_appeal_admit,
	'appeal.refuse': m.audit_appeal_refuse,
	'appeal.uphold': m.audit_appeal_uphold,
	'appeal.partlyUphold': m.audit_appeal_partly_uphold,
	'appeal.dismiss': m.audit_appeal_dismiss,
	'appeal.withdraw': m.audit_appeal_withdraw,
	'appeal.recuse': m.audit_appeal_recuse,
	'adjustment.propose': m.audit_adjustment_propose,
	'adjustment.confirm': m.audit_adjustment_confirm,
	'adjustment.reject': m.audit_adjustment_reject,
	'adjustment.withdraw': m.audit_adjustment_withdraw,
	'adjustment.revoke': m.audit_adjustment_revoke,
	'order.issue': m.audit_order_issue,
	'order.acknowledge': m.audit_order_acknowledge,
	'order.answer': m.audit_order_answer,
	'order.verify': m.audit_order_verify,
	'order.sendBack': m.audit_order_send_back,
	'order.withdraw': m.audit_order_withdraw,
	'disclosure.record': m.audit_disclosure_record,
	'disclosure.withdraw': m.audit_disclosure_withdraw,
	'party.create': m.audit_party_create,
	'party.change': m.audit_party_change,
	'unit.create': m.audit_unit_create,
	'unit.change': m.audit_unit_change,
	'unit.move': m.audit_unit_move,
	'unit.close': m.audit_unit_close,
	'unit.import': m.audit_unit_import,
	'group.change': m.audit_group_change,
	'indicator.create': m.audit_indicator_create,
	'indicator.change': m.audit_indicator_change,
	'indicator.retire': m.audit_indicator_retire,
	'rule.change': m.audit_rule_change,
	'target.set': m.audit_target_set,
	'token.create': m.audit_token_create,
	'token.revoke': m.audit_token_revoke,
	'assessment.save': m.audit_assessment_save,
	'assessment.submit': m.audit_assessment_submit,
	'assessment.assign': m.audit_assessment_assign,
	'assessment.moderate': m.audit_assessment_moderate,
	'selfAssessment.save': m.audit_self_save,
	'selfAssessment.submit': m.audit_self_submit,
	'interest.declare': m.audit_interest_declare,
	'interest.end': m.audit_interest_end,
	'result.recompute': m.audit_result_recompute,
	'framework.publish': m.audit_framework_publish,
	'round.create': m.audit_round_create,
	'round.change': m.audit_round_change,
	'round.move': m.audit_round_move,
	'round.withdraw': m.audit_round_withdraw,
	'round.sign': m.audit_round_sign,
	'round.publish': m.audit_round_publish,
	'round.import': m.audit_round_import,
	'user.signIn': m.audit_user_sign_in,
	'user.signInRefused': m.audit_user_sign_in_refused,
	'user.signOut': m.audit_user_sign_out,
	'user.chooseLanguage': m.audit_user_choose_language,
	'demonstration.seed': m.audit_demonstration_seed
};

/** An action in words; one of a newer version of the product by its code. */
export function auditActionLabel(action: string): string {
	return action in actionTopics ? actions[action as AuditAction]() : action;
}

const fields: Readonly<Record<string, () => string>> = {
	value: m.audit_field_value,
	numerator: m.audit_field_numerator,
	denominator: m.audit_field_denominator,
	missingReason: m.audit_field_missing_reason,
	note: m.audit_field_note,
	status: m.audit_field_status,
	stage: m.audit_field_stage,
	score: m.audit_field_score,
	rank: m.audit_field_rank,
	comment: m.audit_field_comment,
	isFlagged: m.assess_flagged,
	locale: m.audit_field_language,
	fileName: m.audit_field_file,
	publishedHash: m.audit_field_hash,
	changedResults: m.audit_field_changed_results,
	movedUnits: m.audit_field_moved_units,
	capacity: m.audit_field_capacity,
	state: m.audit_field_status,
	madeAt: m.audit_field_made_at,
	firstMonth: m.audit_field_first_month,
	lastMonth: m.audit_field_last_month,
	seed: m.audit_field_seed,
	framework: m.audit_topic_framework,
	isConfirmedJump: m.audit_field_confirmed_jump,
	reason: m.audit_field_reason,
	isEndorsed: m.audit_field_endorsed,
	reopenedUntil: m.audit_field_reopened_until,
	ground: m.orders_ground,
	finding: m.orders_finding,
	demand: m.orders_demand,
	dueOn: m.orders_due,
	answer: m.orders_answer,
	disclosedOn: m.disclosures_on,
	url: m.evidence_url,
	partyKind: m.disclosures_kind,
	rule: m.adjustments_rule,
	amount: m.adjustments_amount,
	reasonEn: m.adjustments_ground_en,
	claimedValue: m.audit_field_claimed_value,
	decidedValue: m.audit_field_decided_value
};

/** Fields in the order in which they are read; those of a list of values, and those without words, come last. */
export function auditFieldOrder(a: string, b: string): number {
	const place = (field: string): number => {
		const found = Object.keys(fields).indexOf(field);
		return found < 0 ? Infinity : found;
	};
	return place(a) === place(b) ? 0 : place(a) - place(b);
}

/** A field in words; what has none keeps its name in the record. */
export function auditFieldLabel(field: string): string {
	return fields[field]?.() ?? roundAuditField(field) ?? registerAuditField(field) ?? field;
}

/** A year alone would be read as a number: these hold codes of periods. */
const periodFields = /^(period|firstMonth|lastMonth|periods\.\d+)$/;

const capacities = { leader: m.audit_capacity_leader, manager: m.audit_capacity_manager };

/** What stands in a field, its codes in words. */
export function auditValueLabel(value: string | number | boolean, field: string): string {
	if (field === 'seed') return String(value);
	if (typeof value === 'number') return formatNumber(value, getLocale());
	if (typeof value === 'boolean') return value ? m.audit_yes() : m.audit_no();
	if (field === 'missingReason' && isIn(missingReasons, value))
		return missingReasonLabel(value as MissingReason);
	if (field === 'capacity' && value in capacities) return capacities[value as keyof typeof capacities]();
	if (field === 'state' && value === 'ready') return m.audit_state_ready();
	if (field === 'madeAt') return formatDateTime(value, getLocale());
	if (field === 'locale' && value in languageNames) return languageNames[value as keyof typeof languageNames];
	if (periodFields.test(field)) return formatPeriod(value);
	if (field === 'stage' && isIn(roundStages, value)) return stageLabel(value as RoundStage);
	if (field === 'status' && isIn(observationStatuses, value)) {
		return observationStatusLabel(value as ObservationStatus);
	}
	if (field === 'status' && isIn(assessmentStatuses, value))
		return assessmentStatusLabel(value as AssessmentStatus);
	if (field === 'status' && isIn(orderStatuses, value)) return orderStatusLabel(value as OrderStatus);
	if (field === 'status' && isIn(appealStatuses, value)) return appealStatusLabel(value as AppealStatus);
	if (field === 'status' && isIn(adjustmentStatuses, value)) {
		return adjustmentStatusLabel(value as AdjustmentStatus);
	}
	if (field === 'ground' && isIn(orderGrounds, value)) return orderGroundLabel(value as OrderGround);
	if (field === 'partyKind' && isIn(operationPartyKinds, value))
		return partyKindLabel(value as OperationPartyKind);
	if (field === 'dueOn' || field === 'disclosedOn') return formatDate(value, getLocale());
	return roundAuditValue(value, field) ?? registerAuditValue(value, field) ?? value;
}

function isIn(codes: readonly string[], value: string): boolean {
	return codes.includes(value);
}
