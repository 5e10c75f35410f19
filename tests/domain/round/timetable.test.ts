import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, shiftDay } from '../../../src/lib/domain/calendar/working-days';
import {
	checkTimetable,
	daysOf,
	daysOfAll,
	lengthOf,
	proposeTimetable,
	shiftTimetable,
	stagesWithoutWindow,
	timetableStages,
	uncertainYears,
	usualLengths,
	windowOf,
	type StageLengths
} from '../../../src/lib/domain/round/timetable';

const lengths = fc.record(
	Object.fromEntries(timetableStages.map((stage) => [stage, fc.integer({ min: 1, max: 12 })])) as Record<
		(typeof timetableStages)[number],
		fc.Arbitrary<number>
	>
) satisfies fc.Arbitrary<StageLengths>;
const period = fc.constantFrom('2025-Q1', '2025-Q4', '2026-Q1', '2026-Q3', '2026-05', '2025');

describe('a timetable', () => {
	it('counts working days from the end of the period, over National Day too', () => {
		const days = proposeTimetable('2026-Q3', { ...usualLengths, collecting: 3 });
		expect(days[0]).toEqual({ stage: 'collecting', first: '2026-07-01', last: '2026-10-10' });
		expect(days[1]).toMatchObject({ stage: 'selfAssessment', first: '2026-10-12' });
	});

	it('as proposed is sound, and lasts as many working days as were asked for', () => {
		fc.assert(
			fc.property(period, lengths, (code, wanted) => {
				const days = proposeTimetable(code, wanted);
				expect(checkTimetable(days)).toEqual([]);
				for (const stage of days) expect(lengthOf(stage, code)).toBe(wanted[stage.stage]);
				expect(stagesWithoutWindow(days.map(windowOf))).toEqual([]);
			}),
			{ numRuns: 25 }
		);
	});

	it('moved to the next period keeps its distances in working days', () => {
		fc.assert(
			fc.property(lengths, (wanted) => {
				const moved = shiftTimetable(proposeTimetable('2025-Q4', wanted), '2025-Q4', '2026-Q1');
				expect(moved).toEqual(proposeTimetable('2026-Q1', wanted));
			}),
			{ numRuns: 25 }
		);
	});

	it('moved to another period never leaves the order of its stages', () => {
		const day = fc.integer({ min: -95, max: 60 }).map((offset) => shiftDay('2026-01-01', offset));
		fc.assert(
			fc.property(
				fc.tuple(day, day).map((pair) => pair.sort()),
				([first, last]) => {
					const [moved] = shiftTimetable(
						[{ stage: 'scoring', first: first!, last: last! }],
						'2025-Q4',
						'2026-Q2'
					);
					expect(moved!.first <= moved!.last).toBe(true);
				}
			)
		);
	});

	it('is kept as instants and read back as the same days', () => {
		for (const stage of proposeTimetable('2026-Q1', usualLengths)) {
			const window = windowOf(stage);
			expect(daysOf(window)).toEqual(stage);
			expect(window.opensAt.toISOString()).toMatch(/T16:00:00/);
		}
		expect(daysOf({ stage: 'published', opensAt: new Date(0), closesAt: new Date(1) })).toBeUndefined();
		expect(daysOfAll(proposeTimetable('2026-Q1', usualLengths).map(windowOf).reverse())).toEqual(
			proposeTimetable('2026-Q1', usualLengths)
		);
	});

	it('says which stage is wrong, and how', () => {
		const sound = proposeTimetable('2026-Q1', usualLengths);
		const change = (stage: string, over: object) =>
			checkTimetable(sound.map((one) => (one.stage === stage ? { ...one, ...over } : one)));
		const of = (stage: string) => sound.find((one) => one.stage === stage)!;
		expect(change('review', { last: shiftDay(of('review').first, -1) })).toEqual([
			{ stage: 'review', problem: 'closesBeforeItOpens' }
		]);
		expect(change('appeals', { first: '2026-01-01', last: of('scoring').last })).toEqual([
			{ stage: 'appeals', problem: 'closesBeforePrevious' }
		]);
		expect(change('publicity', { first: of('scoring').last })).toEqual([
			{ stage: 'publicity', problem: 'publicityDuringScoring' }
		]);
		expect(change('scoring', { first: of('collecting').first }), 'stages may overlap').toEqual([]);
	});

	it('warns of years whose holidays are not published', () => {
		expect(uncertainYears(proposeTimetable('2098-Q4', usualLengths))).toEqual([2098, 2099]);
		expect(uncertainYears(proposeTimetable('2026-Q1', usualLengths))).toEqual([]);
		expect(isWorkingDay('2026-05-09')).toBe(true);
	});
});
