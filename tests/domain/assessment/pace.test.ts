import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	fewestGaps,
	longestGap,
	neededPerDay,
	paceOf,
	secondsPerScore,
	type PacedCell
} from '../../../src/lib/domain/assessment/pace';
import { countWorkingDays, shiftDay } from '../../../src/lib/domain/calendar/working-days';

const start = Date.parse('2026-11-23T01:00:00Z');
/** Instants after the start, each so many seconds after the one before. */
const after = (...gaps: readonly number[]): Date[] => {
	let at = start;
	return [new Date(at), ...gaps.map((gap) => new Date((at += gap * 1000)))];
};
const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

describe('the pace of a day', () => {
	it('is the working time between scores, breaks left out', () => {
		expect(secondsPerScore(after(30, 60, 30, 60, 30))).toBe(42);
		expect(secondsPerScore(after(30, 60, 4000, 30, 60, 30))).toBe(42);
	});

	it('is not told from too few, nor from what was stored at one stroke', () => {
		expect(secondsPerScore(after(30, 30, 30, 30))).toBeUndefined();
		expect(secondsPerScore(after(0, 0, 0, 0, 0, 0))).toBeUndefined();
		expect(secondsPerScore([])).toBeUndefined();
	});

	it('depends neither on the order of the saves nor on when the day began, and lies between the shortest and the longest gap', () => {
		const gaps = fc.array(fc.integer({ min: 1, max: longestGap / 1000 }), { minLength: fewestGaps });
		fc.assert(
			fc.property(gaps, fc.integer({ min: 0, max: 30_000 }), (seconds, later) => {
				const saves = after(...seconds);
				const pace = secondsPerScore(saves)!;
				expect(secondsPerScore([...saves].reverse())).toBe(pace);
				const shifted = saves.map((save) => new Date(save.getTime() + later * 1000));
				expect(secondsPerScore(shifted)).toBeCloseTo(pace, 9);
				expect(pace).toBeGreaterThanOrEqual(Math.min(...seconds) - 1e-9);
				expect(pace).toBeLessThanOrEqual(Math.max(...seconds) + 1e-9);
			})
		);
	});
});

describe('the pace that is needed', () => {
	it('meets every day on which something is due, on working days alone', () => {
		// Monday to Friday: five working days.
		expect(neededPerDay(Array<string>(10).fill('2026-11-27'), '2026-11-23')).toBe(2);
		expect(neededPerDay(Array<string>(10).fill('2026-11-29'), '2026-11-23')).toBe(2);
		expect(neededPerDay([...Array<string>(6).fill('2026-11-24'), '2026-12-31'], '2026-11-23')).toBe(3);
		expect(neededPerDay(['2026-11-20', '2026-11-20'], '2026-11-23')).toBe(2);
		expect(neededPerDay([], '2026-11-23')).toBeUndefined();
	});

	it('is enough, and one less is not', () => {
		const today = '2026-11-23';
		const due = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 60 });
		fc.assert(
			fc.property(due, (days) => {
				const last = days.map((day) => shiftDay(today, day));
				const needed = neededPerDay(last, today)!;
				const isEnough = (perDay: number) =>
					last.every(
						(day) =>
							last.filter((other) => other <= day).length <=
							perDay * Math.max(1, countWorkingDays(today, day))
					);
				expect(isEnough(needed)).toBe(true);
				expect(isEnough(needed - 1)).toBe(false);
			})
		);
	});
});

describe('how somebody gets on with a round', () => {
	const cell = (over: Partial<PacedCell>): PacedCell => ({
		score: null,
		savedAt: null,
		dueDay: '2026-11-27',
		isOpen: true,
		...over
	});
	const scored = after(60, 60, 60, 60, 60).map((savedAt) => cell({ score: 50, savedAt }));
	const now = new Date('2026-11-23T09:00:00Z');

	it('counts what was scored today, and the time for what can be scored and has no score', () => {
		const left = [cell({}), cell({}), cell({ isOpen: false }), ...scored];
		expect(paceOf([...left], left, now, dayOf)).toEqual({ today: 6, secondsLeft: 120, neededPerDay: 1 });
	});

	it('says nothing of the time where yesterday alone was worked, or nothing is left', () => {
		const tomorrow = new Date('2026-11-24T09:00:00Z');
		const left = [cell({}), ...scored];
		expect(paceOf(left, left, tomorrow, dayOf)).toMatchObject({ today: 0, secondsLeft: undefined });
		expect(paceOf(scored, scored, now, dayOf)).toEqual({
			today: 6,
			secondsLeft: undefined,
			neededPerDay: undefined
		});
	});

	it('does not count a comment without a score', () => {
		const commented = [cell({ savedAt: now })];
		expect(paceOf(commented, commented, now, dayOf).today).toBe(0);
	});
});
