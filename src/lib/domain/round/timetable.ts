import {
	addWorkingDays,
	countWorkingDays,
	daysFrom,
	isWorkingDay,
	shiftDay,
	yearsWithoutCalendar,
	type Day
} from '../calendar/working-days';
import { dayAt, startOfDay } from '../indicator/report-due';
import { parsePeriod, periodEndExclusive, periodStart } from '../period/period';
import { roundStages, roundTimeZone, type RoundStage, type StageWindow } from './round';

/** Stages with a time of their own, in their order: all but the draft before and the publication after them. */
export const timetableStages = [
	'collecting',
	'selfAssessment',
	'review',
	'scoring',
	'publicity',
	'appeals',
	'final'
] as const satisfies readonly RoundStage[];
export type TimetableStage = (typeof timetableStages)[number];

/** First and last day of a stage where the round's offices are, both included. */
export interface StageDays {
	readonly stage: TimetableStage;
	readonly first: Day;
	readonly last: Day;
}

/** Working days that each stage lasts; data comes in for so many after the end of the period. */
export type StageLengths = Readonly<Record<TimetableStage, number>>;

export const usualLengths: StageLengths = {
	collecting: 7,
	selfAssessment: 5,
	review: 5,
	scoring: 10,
	publicity: 5,
	appeals: 10,
	final: 3
};
export const longestStage = 120;

/** Data is taken from the first day of the period on; every other stage begins on the working day after the one before. */
export function proposeTimetable(periodCode: string, lengths: StageLengths): StageDays[] {
	const period = parsePeriod(periodCode);
	let last = shiftDay(periodEndExclusive(period), -1);
	return timetableStages.map((stage) => {
		const first = stage === 'collecting' ? periodStart(period) : addWorkingDays(last, 1);
		last = addWorkingDays(last, lengths[stage]);
		return { stage, first, last };
	});
}

/** Working days that a stage lasts: of collecting, those after the end of the period. */
export function lengthOf({ stage, first, last }: StageDays, periodCode: string): number {
	const end = periodEndExclusive(parsePeriod(periodCode));
	return countWorkingDays(stage === 'collecting' && first < end ? end : first, last);
}

/**
 * The timetable of one period moved to another: what comes after the end of the period keeps its distance in working days, what
 * lies within it its distance in days from the beginning.
 */
export function shiftTimetable(days: readonly StageDays[], from: string, to: string): StageDays[] {
	const [before, after] = [parsePeriod(from), parsePeriod(to)];
	const [endBefore, endAfter] = [periodEndExclusive(before), periodEndExclusive(after)];
	const move = (day: Day): Day => {
		if (day >= endBefore) {
			const distance = countWorkingDays(endBefore, day);
			const moved = addWorkingDays(shiftDay(endAfter, -1), distance);
			// What was set for a day off stays so many days behind its working day.
			return isWorkingDay(day) || distance === 0 ? moved : shiftDay(moved, 1);
		}
		const moved = shiftDay(periodStart(after), daysFrom(periodStart(before), day));
		return moved < endAfter ? moved : shiftDay(endAfter, -1);
	};
	return days.map(({ stage, first, last }) => ({ stage, first: move(first), last: move(last) }));
}

export const timetableProblems = [
	/** not a day of the calendar, or none at all */
	'missing',
	'closesBeforeItOpens',
	/** it would end before the stage that comes before it */
	'closesBeforePrevious',
	/** units would see provisional results while assessors still score */
	'publicityDuringScoring'
] as const;
export type TimetableProblemCode = (typeof timetableProblems)[number];

export interface TimetableProblem {
	readonly stage: TimetableStage;
	readonly problem: TimetableProblemCode;
}

/**
 * What is wrong with a timetable. Stages may overlap (scores can be given while late months still come in), but they end in their
 * order, and results stand open to objection only when nobody scores any more.
 */
export function checkTimetable(days: readonly StageDays[]): TimetableProblem[] {
	const problems: TimetableProblem[] = [];
	let previous: StageDays | undefined;
	for (const stage of timetableStages) {
		const own = days.find((one) => one.stage === stage);
		if (!own) continue;
		if (own.last < own.first) problems.push({ stage, problem: 'closesBeforeItOpens' });
		else if (previous && own.last < previous.last) problems.push({ stage, problem: 'closesBeforePrevious' });
		previous = own;
	}
	const last = (wanted: TimetableStage) => days.find(({ stage }) => stage === wanted);
	const [scoring, publicity] = [last('scoring'), last('publicity')];
	if (scoring && publicity && publicity.first <= scoring.last) {
		problems.push({ stage: 'publicity', problem: 'publicityDuringScoring' });
	}
	return problems;
}

/** Stages that have no time yet. */
export function stagesWithoutWindow(windows: readonly StageWindow[]): TimetableStage[] {
	return timetableStages.filter((stage) => !windows.some((window) => window.stage === stage));
}

/** Years of a timetable whose holidays are not published yet: its working days there are Mondays to Fridays. */
export function uncertainYears(days: readonly StageDays[]): number[] {
	return yearsWithoutCalendar(days.flatMap(({ first, last }) => [first, last]));
}

export function windowOf({ stage, first, last }: StageDays): StageWindow {
	return {
		stage,
		opensAt: startOfDay(first, roundTimeZone),
		closesAt: startOfDay(shiftDay(last, 1), roundTimeZone)
	};
}

/** The days of a window; undefined for a stage that has no time of its own. */
export function daysOf({ stage, opensAt, closesAt }: StageWindow): StageDays | undefined {
	const timed = timetableStages.find((one) => one === stage);
	return (
		timed && {
			stage: timed,
			first: dayAt(opensAt, roundTimeZone),
			last: dayAt(new Date(closesAt.getTime() - 1), roundTimeZone)
		}
	);
}

/** The days of some windows, in the order of the stages. */
export function daysOfAll(windows: readonly StageWindow[]): StageDays[] {
	return windows
		.flatMap((window) => daysOf(window) ?? [])
		.sort((a, b) => roundStages.indexOf(a.stage) - roundStages.indexOf(b.stage));
}
