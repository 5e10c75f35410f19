import type { DecisionBar, ReviewFlag, ReviewStep } from '../../domain/indicator/review-cell';
import type { FindingKind, Severity } from '../../domain/validation/rule';
import { m } from '../paraglide/messages';

const bars: Record<DecisionBar, () => string> = {
	conflict: m.review_bar_conflict,
	notFound: m.review_bar_not_found,
	ownUnit: m.review_bar_own_unit,
	notSubmitted: m.review_bar_not_submitted,
	notEndorsed: m.review_bar_not_endorsed,
	endorsed: m.review_bar_endorsed,
	oneStep: m.review_bar_one_step,
	notApproved: m.review_bar_not_approved,
	locked: m.review_bar_locked,
	beingChanged: m.review_bar_being_changed
};
/** Why a cell was not decided on. */
export const decisionBarLabel = (bar: DecisionBar): string => bars[bar]();

const flags: Record<ReviewFlag, () => string> = {
	late: m.review_flag_late,
	finding: m.review_flag_finding,
	absent: m.review_flag_absent,
	waiting: m.review_flag_waiting
};
export const reviewFlagLabel = (flag: ReviewFlag): string => flags[flag]();

const steps: Record<ReviewStep, () => string> = {
	review: m.review_step_review,
	endorse: m.review_step_endorse
};
export const reviewStepLabel = (step: ReviewStep): string => steps[step]();

const findings: Record<FindingKind, () => string> = {
	rule: m.review_finding_rule,
	zScore: m.review_finding_z,
	modifiedZScore: m.review_finding_modified_z,
	seasonal: m.review_finding_seasonal
};
export const findingLabel = (kind: FindingKind): string => findings[kind]();

const severities: Record<Severity, () => string> = {
	error: m.review_severity_error,
	warning: m.review_severity_warning
};
export const severityLabel = (severity: Severity): string => severities[severity]();
