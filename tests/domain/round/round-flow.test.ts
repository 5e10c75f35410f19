import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolePermissions, roles, type Role } from '../../../src/lib/domain/access/roles';
import type { Permission } from '../../../src/lib/domain/access/permissions';
import { isStageOf, roundActs, type RoundAct } from '../../../src/lib/domain/round/round-acts';
import {
	blockCodes,
	blocksOf,
	decideMove,
	mayOverride,
	nextStage,
	type RoundSituation
} from '../../../src/lib/domain/round/round-flow';
import { roundStages, type RoundStage } from '../../../src/lib/domain/round/round';
import { timetableStages } from '../../../src/lib/domain/round/timetable';

const now = new Date('2026-10-20T00:00:00Z');
const windows = timetableStages.map((stage) => ({
	stage,
	opensAt: new Date('2026-07-01T00:00:00Z'),
	closesAt: new Date('2026-10-19T16:00:00Z')
}));
const clear: RoundSituation = {
	stage: 'draft',
	windows,
	now,
	periodEndsAt: new Date('2026-09-30T16:00:00Z'),
	cellsWithoutAssessor: 0,
	cellsNotReported: 0,
	cellsReturned: 0,
	selfAssessmentsOpen: 0,
	valuesUndecided: 0,
	adjustmentsUndecided: 0,
	assessmentsOpen: 0,
	cellsToModerate: 0,
	appealsOpen: 0,
	signatures: 2
};
const at = (stage: RoundStage, over: Partial<RoundSituation> = {}): RoundSituation => ({
	...clear,
	stage,
	...over
});
const codes = (situation: RoundSituation) => blocksOf(situation).map(({ code, count }) => `${code} ${count}`);

describe('the blocks of a stage', () => {
	it('are what its own work leaves open, and what that of others leaves is not told', () => {
		const open = {
			cellsWithoutAssessor: 1,
			cellsNotReported: 2,
			cellsReturned: 3,
			selfAssessmentsOpen: 4,
			valuesUndecided: 5,
			adjustmentsUndecided: 6,
			assessmentsOpen: 7,
			cellsToModerate: 8,
			appealsOpen: 9,
			signatures: 0,
			windows: windows.slice(0, 4),
			periodEndsAt: new Date('2026-10-31T16:00:00Z')
		};
		expect(codes(at('draft', open))).toEqual(['timetableIncomplete 3', 'cellsWithoutAssessor 1']);
		expect(codes(at('collecting', open))).toEqual([
			'periodNotOver 12',
			'cellsNotReported 2',
			'cellsReturned 3'
		]);
		expect(codes(at('selfAssessment', open))).toEqual(['selfAssessmentsOpen 4']);
		expect(codes(at('review', open))).toEqual([
			'valuesUndecided 5',
			'cellsReturned 3',
			'adjustmentsUndecided 6'
		]);
		expect(codes(at('scoring', open))).toEqual([
			'assessmentsOpen 7',
			'cellsToModerate 8',
			'adjustmentsUndecided 6'
		]);
		expect(codes(at('appeals', open))).toEqual(['appealsOpen 9']);
		expect(codes(at('final', open))).toEqual(['signaturesMissing 2', 'appealsOpen 9']);
		expect(codes(at('published', open))).toEqual([]);
	});

	it('count the days until results have stood open to objection long enough', () => {
		const running = windows.map((window) =>
			window.stage === 'publicity' ? { ...window, closesAt: new Date('2026-10-21T16:00:00Z') } : window
		);
		expect(codes(at('publicity', { windows: running }))).toEqual(['publicityRunning 2']);
		expect(codes(at('publicity'))).toEqual([]);
	});
});

describe('a step of a round', () => {
	it('is taken when nothing blocks it, and over blocks with a reason alone', () => {
		const blocked = at('collecting', { cellsNotReported: 2 });
		expect(decideMove(at('collecting'), { to: 'selfAssessment' })).toEqual({ kind: 'move', overridden: [] });
		expect(decideMove(blocked, { to: 'selfAssessment' })).toMatchObject({ kind: 'blocked' });
		expect(decideMove(blocked, { to: 'selfAssessment', reason: '  ' })).toMatchObject({ kind: 'blocked' });
		expect(decideMove(blocked, { to: 'selfAssessment', reason: 'storm' })).toEqual({
			kind: 'move',
			overridden: [{ code: 'cellsNotReported', count: 2 }]
		});
	});

	it.each([
		['scoring', 'publicity', { adjustmentsUndecided: 1 }],
		['publicity', 'appeals', { now: new Date('2026-10-19T15:59:59Z') }],
		['appeals', 'final', { appealsOpen: 1 }],
		['final', 'published', { signatures: 1 }]
	] as const)('from %s to %s is never taken over what others were promised', (stage, to, over) => {
		expect(decideMove(at(stage, over), { to, reason: 'I am in a hurry' })).toMatchObject({
			kind: 'standing'
		});
	});
});

const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }));
const anySituation: fc.Arbitrary<RoundSituation> = fc.record({
	stage: fc.constantFrom(...roundStages),
	windows: fc.subarray(windows),
	now: fc.date({ min: new Date('2026-09-01'), max: new Date('2026-11-30'), noInvalidDate: true }),
	periodEndsAt: fc.constant(clear.periodEndsAt),
	cellsWithoutAssessor: count,
	cellsNotReported: count,
	cellsReturned: count,
	selfAssessmentsOpen: count,
	valuesUndecided: count,
	adjustmentsUndecided: count,
	assessmentsOpen: count,
	cellsToModerate: count,
	appealsOpen: count,
	signatures: fc.integer({ min: 0, max: 2 })
});

/** What somebody tries on a round, whatever he may. */
const attempt = fc.record({
	role: fc.constantFrom(...roles),
	act: fc.constantFrom(...(Object.keys(roundActs) as RoundAct[])),
	to: fc.constantFrom(...roundStages),
	reason: fc.constantFrom(undefined, '', 'because'),
	/** what the world has become meanwhile */
	world: anySituation
});

/** A round as the services treat it: an act is done in its stages by those with its permission, and recorded. */
class ModelRound {
	stage: RoundStage = 'draft';
	signed = new Set<'manager' | 'leader'>();
	scores = 0;
	settings = 0;
	readonly path: RoundStage[] = ['draft'];
	readonly done: { act: RoundAct; role: Role; stage: RoundStage }[] = [];
	readonly moves: { overridden: number; reason: string | undefined }[] = [];

	try({ role, act, to, reason, world }: typeof attempt extends fc.Arbitrary<infer T> ? T : never): void {
		const { permission } = roundActs[act];
		if (!(rolePermissions[role] as readonly Permission[]).includes(permission)) return;
		if (!isStageOf(act, this.stage)) return;
		const before = this.stage;
		if (act === 'move') {
			const decision = decideMove(
				{ ...world, stage: this.stage, signatures: this.signed.size },
				{ to, reason }
			);
			if (decision.kind !== 'move') return;
			this.moves.push({ overridden: decision.overridden.length, reason });
			this.stage = to;
		} else if (act === 'withdraw') this.stage = 'withdrawn';
		else if (act === 'score') this.scores++;
		else if (act === 'signAsManager') this.signed.add('manager');
		else if (act === 'signAsLeader') this.signed.add('leader');
		else this.settings++;
		this.done.push({ act, role, stage: before });
		if (this.stage !== before) this.path.push(this.stage);
	}
}

describe('whatever people try, in whatever order', () => {
	it('no path skips a stage or goes back, no role acts outside its stages, nothing published changes', () => {
		fc.assert(
			fc.property(fc.array(attempt, { maxLength: 120 }), (attempts) => {
				const round = new ModelRound();
				let frozen: string | undefined;
				for (const one of attempts) {
					round.try(one);
					const state = JSON.stringify([[...round.signed], round.scores, round.settings]);
					if (round.stage === 'published') frozen ??= state;
					if (frozen !== undefined) expect(state).toBe(frozen);
				}
				round.path.forEach((stage, i) => expect(stage).toBe(roundStages[i]));
				for (const { act, role, stage } of round.done) {
					expect(roundActs[act].stages).toContain(stage);
					expect(rolePermissions[role]).toContain(roundActs[act].permission);
				}
				for (const { overridden, reason } of round.moves) if (overridden > 0) expect(reason).toBe('because');
				if (round.path.includes('published')) expect(round.signed.size).toBe(2);
			}),
			{ numRuns: 300 }
		);
	});

	it('gets to publication step by step where everybody does his part', () => {
		const round = new ModelRound();
		const act = (role: Role, what: RoundAct, to: RoundStage = 'draft') =>
			round.try({ role, act: what, to, reason: undefined, world: clear });
		for (const to of roundStages.slice(1, 9)) {
			if (to === 'published') {
				act('evaluationManager', 'move', to);
				expect(round.stage, 'not without signatures').toBe('final');
				act('evaluationManager', 'signAsManager');
				act('leadership', 'signAsLeader');
			}
			act('evaluationManager', 'move', to);
			expect(round.stage).toBe(to);
		}
		act('evaluationManager', 'withdraw');
		expect(round.stage).toBe('withdrawn');
	});

	it('a step is to the next stage, leaves nothing standing, and names what it steps over', () => {
		fc.assert(
			fc.property(
				anySituation,
				fc.constantFrom(...roundStages),
				fc.option(fc.string(), { nil: undefined }),
				(situation, to, reason) => {
					const decision = decideMove(situation, { to, reason });
					if (decision.kind !== 'move') return;
					expect(to).toBe(nextStage(situation.stage));
					const blocks = blocksOf(situation);
					expect(decision.overridden).toEqual(blocks);
					expect(blocks.every(mayOverride)).toBe(true);
					if (blocks.length > 0) expect(reason?.trim()).toBeTruthy();
				}
			),
			{ numRuns: 500 }
		);
	});

	it('every block is told at some stage', () => {
		const all = at('draft', {
			windows: [{ stage: 'publicity', opensAt: new Date(0), closesAt: new Date('2026-12-01') }],
			periodEndsAt: new Date('2026-12-01'),
			signatures: 0,
			...Object.fromEntries(
				Object.entries(clear)
					.filter(([, value]) => value === 0)
					.map(([name]) => [name, 1])
			)
		});
		const told = new Set(roundStages.flatMap((stage) => blocksOf(all, stage).map(({ code }) => code)));
		expect([...told].sort()).toEqual([...blockCodes].sort());
	});
});
