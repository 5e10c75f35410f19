import { comparePeriods, parsePeriod, periodEndExclusive, type Period } from '../period/period';

/** A target that was due: whether the figure of its period came up to it. */
export interface DueTarget {
	readonly period: string;
	readonly value: number;
	/** the figure it is judged by; null where that period has none */
	readonly achieved: number | null;
	readonly isReached: boolean | null;
}

/** A target to come, and the yearly change that it still takes, in the indicator's own unit. */
export interface ComingTarget {
	readonly period: string;
	readonly value: number;
	readonly isReached: boolean;
	/** null where there is no figure to start from */
	readonly neededPerYear: number | null;
}

export interface TargetCourse {
	/** the newest that was due by the end of the period */
	readonly due: DueTarget | undefined;
	/** the first one after */
	readonly coming: ComingTarget | undefined;
}

export interface CourseInput {
	readonly targets: readonly { readonly period: string; readonly value: number }[];
	/** the period looked at */
	readonly period: string;
	/** 1: more is better, −1: less is better */
	readonly direction: 1 | -1;
	/** figure as of the period, on the footing that targets are set on: of a flow, its past year */
	readonly current: number | null;
	/** figure of a target's own period */
	figureOf(period: string): number | null;
}

export function targetCourse(input: CourseInput): TargetCourse {
	const now = parsePeriod(input.period);
	const byTime = [...input.targets].sort((a, b) => compareEnds(parsePeriod(a.period), parsePeriod(b.period)));
	const due = byTime.filter((target) => compareEnds(parsePeriod(target.period), now) <= 0).at(-1);
	const coming = byTime.find((target) => compareEnds(parsePeriod(target.period), now) > 0);
	return { due: due && judge(due, input), coming: coming && plan(coming, now, input) };
}

function judge(target: { period: string; value: number }, input: CourseInput): DueTarget {
	const achieved = input.figureOf(target.period);
	return {
		period: target.period,
		value: target.value,
		achieved,
		isReached: achieved === null ? null : meets(achieved, target.value, input.direction)
	};
}

function plan(target: { period: string; value: number }, now: Period, input: CourseInput): ComingTarget {
	const years = yearsBetween(now, parsePeriod(target.period));
	const isReached = input.current !== null && meets(input.current, target.value, input.direction);
	return {
		period: target.period,
		value: target.value,
		isReached,
		neededPerYear: input.current === null || isReached ? null : (target.value - input.current) / years
	};
}

function meets(value: number, target: number, direction: 1 | -1): boolean {
	return direction === 1 ? value >= target : value <= target;
}

function compareEnds(a: Period, b: Period): number {
	return periodEndExclusive(a).localeCompare(periodEndExclusive(b)) || comparePeriods(a, b);
}

/** From the end of one period to the end of another, by the calendar: a pace is the same wherever it is told. */
export function yearsBetween(from: Period, to: Period): number {
	const month = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
	return (month(periodEndExclusive(to)) - month(periodEndExclusive(from))) / 12;
}
