import type { Role } from '../../domain/access/roles';
import type { AssessmentStatus, Consolidation } from '../../domain/assessment/assessment';
import type { FrameworkStatus } from '../../domain/framework/applies-to';
import type {
	FigureProvenance,
	Frequency,
	Measure,
	ObservationStatus,
	TimeRule
} from '../../domain/indicator/indicator';
import type { Audience, RoundStage } from '../../domain/round/round';
import type { MissingReason } from '../../domain/scoring/missing-reason';
import type { UnitKind, UnitLevel } from '../../domain/unit/unit';
import type { FormatLocale } from '../../view/format/locale';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

type Word = (inputs?: object, options?: { locale?: FormatLocale }) => string;

/** A word for every code of a list; a code without one does not compile. */
function labeller<Code extends string>(words: Record<Code, Word>) {
	return (code: Code, locale: FormatLocale = getLocale()): string => words[code]({}, { locale });
}

export const roleLabel = /* @__PURE__ */ labeller<Role | 'public'>({
	leadership: m.role_leadership,
	departmentHead: m.role_department_head,
	dataOfficer: m.role_data_officer,
	evaluationStaff: m.role_evaluation_staff,
	evaluationManager: m.role_evaluation_manager,
	administrator: m.role_administrator,
	auditor: m.role_auditor,
	public: m.role_public
});

export const stageLabel = /* @__PURE__ */ labeller<RoundStage>({
	draft: m.stage_draft,
	collecting: m.stage_collecting,
	selfAssessment: m.stage_self_assessment,
	review: m.stage_review,
	scoring: m.stage_scoring,
	publicity: m.stage_publicity,
	appeals: m.stage_appeals,
	final: m.stage_final,
	published: m.stage_published,
	withdrawn: m.stage_withdrawn
});

export const audienceLabel = /* @__PURE__ */ labeller<Audience>({
	internal: m.audience_internal,
	public: m.audience_public
});

export const missingReasonLabel = /* @__PURE__ */ labeller<MissingReason>({
	notReported: m.missing_not_reported,
	notApplicable: m.missing_not_applicable,
	rejected: m.missing_rejected,
	suppressed: m.missing_suppressed,
	noSpread: m.missing_no_spread,
	belowCoverage: m.missing_below_coverage
});

export const measureLabel = /* @__PURE__ */ labeller<Measure>({
	percent: m.measure_percent,
	count: m.measure_count,
	days: m.measure_days,
	points: m.measure_points,
	rate: m.measure_rate
});

export const levelLabel = /* @__PURE__ */ labeller<UnitLevel>({
	nation: m.level_nation,
	province: m.level_province,
	prefecture: m.level_prefecture,
	county: m.level_county
});

export const unitKindLabel = /* @__PURE__ */ labeller<UnitKind>({
	region: m.unit_kind_region,
	department: m.unit_kind_department
});

export const frequencyLabel = /* @__PURE__ */ labeller<Frequency>({
	month: m.frequency_month,
	quarter: m.frequency_quarter,
	year: m.frequency_year
});

export const timeRuleLabel = /* @__PURE__ */ labeller<TimeRule>({
	sum: m.time_rule_sum,
	last: m.time_rule_last,
	ratioOfSums: m.time_rule_ratio_of_sums,
	lastRatio: m.time_rule_last_ratio,
	distribution: m.time_rule_distribution
});

export const provenanceLabel = /* @__PURE__ */ labeller<FigureProvenance>({
	own: m.provenance_own,
	rolledUp: m.provenance_rolled_up,
	aggregated: m.provenance_aggregated,
	carried: m.provenance_carried,
	scored: m.provenance_scored
});

export const observationStatusLabel = /* @__PURE__ */ labeller<ObservationStatus>({
	draft: m.observation_draft,
	submitted: m.observation_submitted,
	approved: m.observation_approved,
	returned: m.observation_returned
});

export const assessmentStatusLabel = /* @__PURE__ */ labeller<AssessmentStatus>({
	assigned: m.assessment_assigned,
	draft: m.assessment_draft,
	submitted: m.assessment_submitted,
	locked: m.assessment_locked
});

export const frameworkStatusLabel = /* @__PURE__ */ labeller<FrameworkStatus>({
	draft: m.framework_draft,
	published: m.framework_published,
	retired: m.framework_retired
});

export const consolidationLabel = /* @__PURE__ */ labeller<Consolidation>({
	mean: m.consolidation_mean,
	median: m.consolidation_median,
	trimmedMean: m.consolidation_trimmed_mean
});

export function directionLabel(direction: 1 | -1, locale: FormatLocale = getLocale()): string {
	return direction === 1 ? m.direction_up({}, { locale }) : m.direction_down({}, { locale });
}

const gradeWords: Readonly<Record<string, Word>> = {
	excellent: m.grade_excellent,
	good: m.grade_good,
	qualified: m.grade_qualified,
	unqualified: m.grade_unqualified
};

/** A framework may name grades of its own: their codes come back as they are. */
export function gradeLabel(code: string, locale: FormatLocale = getLocale()): string {
	return gradeWords[code]?.({}, { locale }) ?? code;
}

const sectorWords: Readonly<Record<string, Word>> = {
	health: m.sector_health,
	transport: m.sector_transport,
	education: m.sector_education,
	civilAffairs: m.sector_civil_affairs,
	humanResources: m.sector_human_resources,
	naturalResources: m.sector_natural_resources,
	ecology: m.sector_ecology,
	marketRegulation: m.sector_market_regulation
};

/** Imported units may have sectors of their own: their codes come back as they are. */
export function sectorLabel(code: string, locale: FormatLocale = getLocale()): string {
	return sectorWords[code]?.({}, { locale }) ?? code;
}
