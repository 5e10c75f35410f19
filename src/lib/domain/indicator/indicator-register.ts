import type { RegisterProblem } from '../register/problem';
import type { LocalisedName } from '../unit/unit';
import type { Indicator } from './indicator';

/** An indicator with what only its register says. */
export interface RegisteredIndicator extends Indicator {
	/** who answers for the definition */
	readonly owner: LocalisedName;
	/** counts changes, for the conflict check */
	readonly revision: number;
}

/** What an indicator is, as its form gives it. */
export type IndicatorDetails = Omit<RegisteredIndicator, 'id' | 'code' | 'retiredAt' | 'revision'>;

/** What already rests on an indicator. */
export interface IndicatorUse {
	/** something was reported or scored */
	readonly hasData: boolean;
	/** frameworks that have it, as `PDR-R 1`: published or retired ones, whose meaning is settled */
	readonly settledFrameworks: readonly string[];
}

/** Fields by which values are read: another one would give every number that is there another meaning. */
const meaningFields = [
	'measure',
	'frequency',
	'timeRule',
	'rollUp',
	'statistic',
	'isRatio',
	'factor',
	'isScored'
] as const satisfies readonly (keyof IndicatorDetails)[];

/** Words that a published framework is read by. */
const wordFields = [
	'name',
	'definition',
	'unitLabel',
	'numerator',
	'denominator'
] as const satisfies readonly (keyof IndicatorDetails)[];

/** What contradicts itself in an indicator, by field. */
export function indicatorProblems(details: IndicatorDetails): RegisterProblem[] {
	const { timeRule, rollUp, minimum, maximum } = details;
	const problems: RegisterProblem[] = [];
	if (details.isRatio) {
		if (!isWhole(details.numerator)) problems.push({ field: 'numeratorEn', problem: 'wordsMissing' });
		if (!isWhole(details.denominator)) problems.push({ field: 'denominatorEn', problem: 'wordsMissing' });
	} else {
		if (timeRule === 'ratioOfSums') problems.push({ field: 'timeRule', problem: 'ratioRule' });
		if (rollUp === 'ratio') problems.push({ field: 'rollUp', problem: 'ratioRule' });
	}
	const isDistribution = timeRule === 'distribution';
	if (isDistribution !== (details.statistic !== null)) {
		problems.push({ field: 'statistic', problem: 'distributionRule' });
	}
	if (isDistribution !== (rollUp === 'distribution') && rollUp !== 'none') {
		problems.push({ field: 'rollUp', problem: 'distributionRule' });
	}
	if (details.isScored && (details.isRatio || rollUp !== 'none' || isDistribution)) {
		problems.push({ field: 'isScored', problem: 'notForScored' });
	}
	if (minimum !== null && maximum !== null && minimum > maximum) {
		problems.push({ field: 'minimum', problem: 'boundsSwapped' });
	}
	return problems;
}

function isWhole(words: LocalisedName | null): boolean {
	return words !== null && words.en !== '' && words['zh-CN'] !== '';
}

/**
 * What may not change any more, by field. Numbers keep the meaning in which they were reported, and a published framework the one
 * in which it was published: another meaning is another indicator. Words may be made clearer, with a reason that the audit keeps.
 */
export function changeProblems(
	before: IndicatorDetails,
	after: IndicatorDetails,
	use: IndicatorUse,
	reason: string
): RegisterProblem[] {
	const frameworks = use.settledFrameworks.join(', ');
	const isSettled = frameworks !== '';
	const problems: RegisterProblem[] = meaningFields
		.filter((field) => before[field] !== after[field])
		.flatMap((field): RegisterProblem[] => {
			if (use.hasData) return [{ field, problem: 'fixedByData' }];
			return isSettled ? [{ field, problem: 'fixedByFramework', subject: frameworks }] : [];
		});
	if (isSettled && before.direction !== after.direction) {
		problems.push({ field: 'direction', problem: 'fixedByFramework', subject: frameworks });
	}
	const changesWords = wordFields.some((field) => !isSameName(before[field], after[field]));
	if (isSettled && changesWords && reason.trim() === '') {
		problems.push({ field: 'reason', problem: 'publishedWords', subject: frameworks });
	}
	return problems;
}

function isSameName(a: LocalisedName | null, b: LocalisedName | null): boolean {
	return (a?.en ?? '') === (b?.en ?? '') && (a?.['zh-CN'] ?? '') === (b?.['zh-CN'] ?? '');
}

/** One described level of a rubric, with the points that it is worth. */
export interface RubricLevelDetails {
	readonly level: number;
	readonly points: number;
	readonly name: LocalisedName;
	readonly description: LocalisedName;
}

/** Points rise with the levels and stay within 0–100; once somebody scored by them, levels and points stay as they are. */
export function rubricProblems(
	before: readonly RubricLevelDetails[],
	after: readonly RubricLevelDetails[],
	isUsed: boolean
): RegisterProblem[] {
	const problems: RegisterProblem[] = [];
	for (const [at, { level, points }] of after.entries()) {
		const below = after[at - 1];
		if (points < 0 || points > 100 || (below && points <= below.points)) {
			problems.push({ field: `points.${level}`, problem: 'levelsOrder' });
		}
	}
	if (!isUsed) return problems;
	const changed = after.find(
		({ level, points }) => before.find((one) => one.level === level)?.points !== points
	);
	if (changed) problems.push({ field: `points.${changed.level}`, problem: 'levelsUsed' });
	else if (before.length !== after.length) problems.push({ field: 'levels', problem: 'levelsUsed' });
	return problems;
}
