import type { DistributionStatistic, RollUpRule } from '../../domain/indicator/indicator';
import type { RegisterProblem, RegisterProblemCode } from '../../domain/register/problem';
import type { UnitFlag } from '../../domain/unit/unit';
import type { FormatLocale } from '../../view/format/locale';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

const flags: Record<UnitFlag, () => string> = {
	placeholder: m.register_flag_placeholder,
	developmentZone: m.register_flag_development_zone
};
export const flagLabel = (flag: UnitFlag): string => flags[flag]();

const rollUps: Record<RollUpRule, () => string> = {
	sum: m.register_roll_up_sum,
	ratio: m.register_roll_up_ratio,
	distribution: m.register_roll_up_distribution,
	none: m.register_roll_up_none
};
export const rollUpLabel = (rule: RollUpRule): string => rollUps[rule]();

const statistics: Record<DistributionStatistic, () => string> = {
	kaplanMeierMedian: m.register_statistic_km_median,
	mean: m.register_statistic_mean
};
export const statisticLabel = (statistic: DistributionStatistic): string => statistics[statistic]();

type Sentence = (words: { subject: string }) => string;

const sentences: Record<RegisterProblemCode, Sentence> = {
	codeShape: () => m.register_problem_code_shape(),
	codeTaken: m.register_problem_code_taken,
	timeZoneUnknown: m.register_problem_time_zone,
	tileHalf: () => m.register_problem_tile_half(),
	flaggedRanked: () => m.register_problem_flagged_ranked(),
	sectorOfRegion: () => m.register_problem_sector_of_region(),
	parentUnknown: m.register_problem_parent_unknown,
	parentClosed: m.register_problem_parent_closed,
	parentIsDepartment: () => m.register_problem_parent_is_department(),
	parentLevel: m.register_problem_parent_level,
	parentSame: () => m.register_problem_parent_same(),
	insideItself: () => m.register_problem_inside_itself(),
	dateShape: () => m.register_problem_date_shape(),
	dateAhead: () => m.register_problem_date_ahead(),
	dateBeforeUnit: m.register_problem_date_before_unit,
	dateBeforeMove: m.register_problem_date_before_move,
	dateBeforeBelow: m.register_problem_date_before_below,
	notOpen: () => m.register_problem_not_open(),
	notClosed: () => m.register_problem_not_closed(),
	openBelow: m.register_problem_open_below,
	unitsUnknown: m.register_problem_units_unknown,
	numberShape: () => m.register_problem_number_shape(),
	boundsSwapped: () => m.register_problem_bounds_swapped(),
	wordsMissing: () => m.register_problem_words_missing(),
	notForScored: () => m.register_problem_not_for_scored(),
	distributionRule: () => m.register_problem_distribution_rule(),
	ratioRule: () => m.register_problem_ratio_rule(),
	fixedByData: () => m.register_problem_fixed_by_data(),
	fixedByFramework: m.register_problem_fixed_by_framework,
	publishedWords: m.register_problem_published_words,
	usedByRound: m.register_problem_used_by_round,
	levelsUsed: () => m.register_problem_levels_used(),
	levelsOrder: () => m.register_problem_levels_order(),
	periodShape: m.register_problem_period_shape,
	targetTaken: m.register_problem_target_taken,
	tooLong: m.orders_problem_too_long,
	indicatorMissing: () => m.orders_problem_indicator(),
	dueDay: m.orders_problem_due_day,
	urlShape: () => m.evidence_problem_link(),
	daysSwapped: () => m.disclosures_problem_days_swapped(),
	textMissing: () => m.orders_problem_text(),
	dayAhead: () => m.disclosures_problem_day_ahead(),
	pointsRange: () => m.appeals_problem_points(),
	pointsUnchanged: () => m.appeals_problem_points_unchanged(),
	valueUnchanged: () => m.appeals_problem_value_unchanged(),
	notInRound: () => m.adjustments_problem_unit(),
	ruleUnknown: () => m.adjustments_problem_rule(),
	pointsOfRule: m.adjustments_problem_points
};

/** What is wrong, and what to do about it. */
export function registerProblemSentence({ problem, subject }: RegisterProblem): string {
	return sentences[problem]({ subject: subject ?? '' });
}

/** The language of a name that is the same in both: a Chinese name on an English page says that it is Chinese. */
export function languageOf(text: string, locale: FormatLocale = getLocale()): 'zh-CN' | undefined {
	return locale === 'en' && /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined;
}
