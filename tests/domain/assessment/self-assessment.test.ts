import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { roles, type Role } from '../../../src/lib/domain/access/roles';
import {
	gapOf,
	planSelfAssessment,
	seesReviewed,
	selfAssessmentBar,
	selfDisclosure,
	type SelfScore,
	type TypedSelfScore
} from '../../../src/lib/domain/assessment/self-assessment';
import { roundStages, type RoundStage } from '../../../src/lib/domain/round/round';

const unitPath = '1.5.40';
const holder = (...held: readonly (readonly [Role, string])[]): Actor => ({
	userId: 1,
	name: 'somebody',
	grants: held.map(([role, path]) => ({ role, unitId: 1, unitPath: path }))
});
const opensAt = new Date('2027-01-11T00:00:00Z');
const closesAt = new Date('2027-01-16T00:00:00Z');
const windows = [{ stage: 'selfAssessment' as const, opensAt, closesAt }];
const inside = new Date('2027-01-13T00:00:00Z');
const noBand = { below: null, above: null };
const cell = (indicatorId: number, over: Partial<SelfScore> = {}): SelfScore => ({
	...{ indicatorId, score: null, comment: '', revision: 0 },
	...over
});
const typed = (indicatorId: number, points: string, comment = '', revision = 0): TypedSelfScore => ({
	indicatorId,
	revision,
	typed: { level: '', points, comment }
});

describe('when a unit assesses itself', () => {
	const bar = (stage: RoundStage, now: Date, known: typeof windows | [] = windows) =>
		selfAssessmentBar({ stage, windows: known }, false, now);

	it('is the stage of it until its closing time, whether or not the round came early or has no timetable', () => {
		expect(bar('selfAssessment', inside)).toBeUndefined();
		expect(bar('selfAssessment', new Date(opensAt.getTime() - 1))).toBeUndefined();
		expect(bar('selfAssessment', inside, [])).toBeUndefined();
		expect(bar('selfAssessment', closesAt)).toBe('stageClosed');
	});

	it('is the time that the timetable opens already while data comes in', () => {
		expect(bar('collecting', inside)).toBeUndefined();
		expect(bar('collecting', new Date(opensAt.getTime() - 1))).toBe('notYet');
		expect(bar('collecting', inside, [])).toBe('notYet');
		expect(bar('collecting', closesAt)).toBe('stageClosed');
		expect(bar('draft', inside)).toBe('notYet');
	});

	it('ends with submission and with the round going on', () => {
		expect(selfAssessmentBar({ stage: 'selfAssessment', windows }, true, inside)).toBe('alreadySubmitted');
		for (const stage of roundStages.slice(roundStages.indexOf('review'))) {
			expect(bar(stage, inside)).toBe('stageClosed');
		}
	});
});

describe('a form of a self-assessment', () => {
	const save = { intent: 'save', band: noBand } as const;
	const submit = { intent: 'submit', band: { below: 40, above: 90 } } as const;

	it('is a draft with whatever was typed, and writes only what differs', () => {
		const stored = [cell(1, { score: 60, revision: 2 }), cell(2), cell(3)];
		expect(planSelfAssessment(stored, [typed(1, '60', '', 2), typed(2, '75', 'why')], save)).toEqual({
			kind: 'write',
			writes: [{ indicatorId: 2, score: 75, comment: 'why', replaces: 0 }]
		});
	});

	it('names every field that is wrong, also in a draft', () => {
		const plan = planSelfAssessment(
			[cell(1), cell(2), cell(3)],
			[typed(1, '101'), typed(2, '-1'), typed(3, 'x')],
			save
		);
		expect(plan).toMatchObject({
			kind: 'problems',
			problems: [
				{ indicatorId: 1, problem: { field: 'points', code: 'outOfScale' } },
				{ indicatorId: 2, problem: { field: 'points', code: 'outOfScale' } },
				{ indicatorId: 3, problem: { field: 'points' } }
			]
		});
	});

	it('is submitted with points at every indicator and a comment outside the band, counting what is stored', () => {
		const stored = [
			cell(1, { score: 95, revision: 1 }),
			cell(2, { score: 50, revision: 1 }),
			cell(3),
			cell(4)
		];
		expect(planSelfAssessment(stored, [typed(4, '200')], submit)).toMatchObject({
			problems: [
				{ indicatorId: 4, problem: { code: 'outOfScale' } },
				{ indicatorId: 1, problem: { field: 'comment', code: 'required' } },
				{ indicatorId: 3, problem: { field: 'points', code: 'required' } }
			]
		});
		const whole = [typed(1, '95', 'see the award', 1), typed(3, '40'), typed(4, '90')];
		expect(planSelfAssessment(stored, whole, submit)).toMatchObject({ kind: 'write' });
	});

	it('does not replace what somebody else stored since, unless both say the same', () => {
		const stored = [cell(1, { score: 60, comment: 'a', revision: 2 })];
		expect(planSelfAssessment(stored, [typed(1, '70', 'a', 1)], save)).toEqual({
			kind: 'conflict',
			indicatorIds: [1]
		});
		expect(planSelfAssessment(stored, [typed(1, '60', 'a', 1)], save)).toEqual({ kind: 'write', writes: [] });
	});
});

describe('the life of a self-assessment, whatever people try', () => {
	const tries = fc.record({
		stage: fc.constantFrom(...roundStages),
		day: fc.integer({ min: -3, max: 9 }),
		intent: fc.constantFrom('save' as const, 'submit' as const),
		points: fc.array(fc.constantFrom('', '0', '39', '55.5', '90', '91', '100', '101', '-1', '1.234', 'x'), {
			minLength: 2,
			maxLength: 2
		}),
		comment: fc.constantFrom('', 'because'),
		isStale: fc.boolean()
	});

	it('is written in its time alone, whole when submitted, once, and never after', () => {
		fc.assert(
			fc.property(fc.array(tries, { maxLength: 40 }), (attempts) => {
				const band = { below: 40, above: 90 };
				let cells: readonly SelfScore[] = [cell(1), cell(2)];
				let isSubmitted = false;
				let submissions = 0;
				for (const { stage, day, intent, points, comment, isStale } of attempts) {
					const now = new Date(opensAt.getTime() + day * 86_400_000);
					const before = JSON.stringify(cells);
					const form = cells.map(({ indicatorId, revision }, n) =>
						typed(indicatorId, points[n]!, comment, isStale ? revision - 1 : revision)
					);
					const bar = selfAssessmentBar({ stage, windows }, isSubmitted, now);
					const plan = bar ? undefined : planSelfAssessment(cells, form, { intent, band });
					if (plan?.kind !== 'write') {
						expect(JSON.stringify(cells)).toBe(before);
						continue;
					}
					expect(isSubmitted).toBe(false);
					expect(['collecting', 'selfAssessment']).toContain(stage);
					expect(now < closesAt).toBe(true);
					if (isStale) expect(plan.writes).toEqual([]);
					cells = cells.map((one) => {
						const write = plan.writes.find(({ indicatorId }) => indicatorId === one.indicatorId);
						if (!write) return one;
						expect(write.replaces).toBe(one.revision);
						return { ...one, score: write.score, comment: write.comment, revision: one.revision + 1 };
					});
					for (const { score } of cells) expect(score === null || (score >= 0 && score <= 100)).toBe(true);
					if (intent !== 'submit') continue;
					isSubmitted = true;
					submissions += 1;
					for (const one of cells) {
						expect(one.score).not.toBeNull();
						if (one.score! < 40 || one.score! > 90) expect(one.comment).not.toBe('');
					}
				}
				expect(submissions).toBeLessThanOrEqual(1);
			})
		);
	});
});

describe('who sees what a unit says of itself', () => {
	it('is its head all the time, those who read submitted scores once it is submitted, and nobody else', () => {
		const seen = (role: Role, path = '1') => selfDisclosure(holder([role, path]), unitPath);
		expect(roles.map((role) => [role, seen(role)])).toEqual([
			['leadership', 'submitted'],
			['departmentHead', 'all'],
			['dataOfficer', undefined],
			['evaluationStaff', 'submitted'],
			['evaluationManager', 'submitted'],
			['administrator', undefined],
			['auditor', 'submitted']
		]);
		expect(seen('departmentHead', '1.5.41')).toBeUndefined();
	});

	it('tells reviewed scores to the unit and to assessors when it can object, to those who oversee before', () => {
		const sees = (actor: Actor) => roundStages.filter((stage) => seesReviewed(actor, { unitPath, stage }));
		const laidOpen = ['publicity', 'appeals', 'final', 'published'];
		expect(sees(holder(['departmentHead', unitPath]))).toEqual(laidOpen);
		expect(sees(holder(['evaluationStaff', '1']))).toEqual(laidOpen);
		expect(sees(holder(['evaluationManager', '1']))).toEqual([...roundStages]);
		expect(sees(holder(['evaluationManager', '1'], ['evaluationStaff', '1']))).toEqual(laidOpen);
		expect(sees(holder(['departmentHead', '1.5.41']))).toEqual([]);
		expect(sees(holder(['dataOfficer', unitPath]))).toEqual([]);
	});
});

describe('the gap', () => {
	it('is below zero where assessors gave less, and nothing until both have spoken', () => {
		expect(gapOf(80, 72.5)).toBe(-7.5);
		expect(gapOf(0, 0)).toBe(0);
		expect(gapOf(null, 72.5)).toBeNull();
		expect(gapOf(80, null)).toBeNull();
	});
});
