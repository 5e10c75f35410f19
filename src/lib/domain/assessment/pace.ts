import { countWorkingDays, type Day } from '../calendar/working-days';

/** A longer gap between two scores is a break, or other work: it says nothing of how long a score takes. Milliseconds. */
export const longestGap = 10 * 60_000;

/** Fewer gaps than this say nothing. */
export const fewestGaps = 5;

/**
 * Seconds that one score takes, from when the scores of one day were saved: the working time between them, breaks left out.
 * Undefined where there are too few to tell.
 * @param saves in any order; scores that were saved at one stroke are one piece of work
 */
export function secondsPerScore(saves: readonly Date[]): number | undefined {
	const times = saves.map((save) => save.getTime()).sort((a, b) => a - b);
	const gaps = times
		.slice(1)
		.map((time, index) => time - times[index]!)
		.filter((gap) => gap <= longestGap);
	const worked = gaps.reduce((sum, gap) => sum + gap, 0);
	if (worked === 0 || gaps.filter((gap) => gap > 0).length < fewestGaps) return undefined;
	return worked / gaps.length / 1000;
}

/**
 * Scores a working day that are needed from today on, so that none comes after its day; today counts as a whole day. Where a day has
 * passed or no working day is left before it, what was due then is needed at once. Undefined where nothing is left.
 * @param due the last day of each score that is still to be given
 */
export function neededPerDay(due: readonly Day[], today: Day): number | undefined {
	if (due.length === 0) return undefined;
	let needed = 0;
	const sorted = [...due].sort();
	sorted.forEach((day, index) => {
		if (day === sorted[index + 1]) return;
		needed = Math.max(needed, (index + 1) / Math.max(1, countWorkingDays(today, day)));
	});
	return Math.ceil(needed);
}

/** How somebody gets on with what is left of a round. */
export interface Pace {
	/** scores saved today, in all rounds */
	readonly today: number;
	/** seconds of work for what has no score yet; undefined where too few were given today to tell, or none is left */
	readonly secondsLeft: number | undefined;
	/** scores a working day; undefined where none is left */
	readonly neededPerDay: number | undefined;
}

export interface PacedCell {
	readonly score: number | null;
	readonly savedAt: Date | null;
	/** last day on which it comes in time */
	readonly dueDay: Day;
	/** whether it can be scored by who asks */
	readonly isOpen: boolean;
}

/**
 * @param own all cells of the assessor, whatever their round: work on another round is work too
 * @param left those of the round
 * @param dayOf the calendar day of an instant, where the round is
 */
export function paceOf(
	own: readonly PacedCell[],
	left: readonly PacedCell[],
	now: Date,
	dayOf: (instant: Date) => Day
): Pace {
	const today = dayOf(now);
	const saves = own.flatMap(({ score, savedAt }) =>
		score !== null && savedAt !== null && savedAt <= now && dayOf(savedAt) === today ? [savedAt] : []
	);
	const unscored = left.filter(({ score, isOpen }) => score === null && isOpen);
	const seconds = secondsPerScore(saves);
	return {
		today: saves.length,
		secondsLeft:
			seconds === undefined || unscored.length === 0 ? undefined : Math.round(seconds * unscored.length),
		neededPerDay: neededPerDay(
			unscored.map(({ dueDay }) => dueDay),
			today
		)
	};
}
