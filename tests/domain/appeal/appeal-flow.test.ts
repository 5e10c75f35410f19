import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { roles, type Role } from '../../../src/lib/domain/access/roles';
import {
	appealBar,
	appealLeadsOn,
	appealMoves,
	appealMovesFor,
	appealStatusAfter,
	isOpenAppeal,
	mayRecuse,
	type AppealMove,
	type AppealState
} from '../../../src/lib/domain/appeal/appeal-flow';
import { appealStatuses, type AppealStatus } from '../../../src/lib/domain/appeal/appeal-status';
import { roundStages, type RoundStage } from '../../../src/lib/domain/round/round';

const unitPath = '1.5.40';
const holder = (role: Role, path = '1', userId = 1): Actor => ({
	userId,
	name: 'somebody',
	grants: [{ role, unitId: 1, unitPath: path }]
});
const unbiased = { hasScored: false, isRecused: false, hasConflict: false };

describe('who may take a step of an appeal', () => {
	it('is told by role: the unit’s head files and takes back, evaluation staff decide', () => {
		const may = (role: Role, path = '1') =>
			appealMoves.filter((move) => !appealBar(holder(role, path), move, unitPath, unbiased));
		expect(may('departmentHead', unitPath)).toEqual(['file', 'withdraw']);
		expect(may('evaluationStaff')).toEqual(['admit', 'refuse', 'uphold', 'partlyUphold', 'dismiss']);
		for (const role of [
			'leadership',
			'dataOfficer',
			'evaluationManager',
			'administrator',
			'auditor'
		] as const)
			expect(may(role)).toEqual([]);
	});

	it('ends at the subtree of the grant', () => {
		expect(appealBar(holder('departmentHead', '1.5.41'), 'file', unitPath, unbiased)).toBe('forbidden');
		expect(appealBar(holder('evaluationStaff', '1.6'), 'admit', unitPath, unbiased)).toBe('forbidden');
	});

	it('leaves nobody to decide who scored the cell, stepped back, declared a conflict, or is of the unit', () => {
		const staff = holder('evaluationStaff');
		const both: Actor = {
			...staff,
			grants: [...staff.grants, { role: 'dataOfficer', unitId: 40, unitPath }]
		};
		expect(appealBar(staff, 'dismiss', unitPath, { ...unbiased, hasScored: true })).toBe('scored');
		expect(appealBar(staff, 'dismiss', unitPath, { ...unbiased, isRecused: true })).toBe('recused');
		expect(appealBar(staff, 'dismiss', unitPath, { ...unbiased, hasConflict: true })).toBe('conflict');
		expect(appealBar(both, 'dismiss', unitPath, unbiased)).toBe('ownUnit');
	});
});

describe('the life of an appeal, whatever people try', () => {
	const tries = fc.record({
		role: fc.constantFrom(...roles),
		own: fc.boolean(),
		stage: fc.constantFrom(...roundStages),
		move: fc.constantFrom(...appealMoves),
		hasScored: fc.boolean(),
		isRecused: fc.boolean(),
		hasConflict: fc.boolean()
	});

	it('skips no step, is decided once, in the stage of appeals, by somebody without a part in it', () => {
		fc.assert(
			fc.property(fc.array(tries, { maxLength: 40 }), (attempts) => {
				let status: AppealStatus | undefined;
				const steps: { move: AppealMove; stage: RoundStage; status: AppealStatus }[] = [];
				for (const { role, own, move, stage, ...bias } of attempts) {
					const actor = holder(role, own ? unitPath : '1');
					if (status === undefined) {
						if (move !== 'file' || appealBar(actor, move, unitPath, bias) || stage !== 'publicity') continue;
					} else {
						const state: AppealState = { status, stage, ...bias };
						const offered = appealMovesFor(actor, unitPath, state).includes(move);
						expect(offered).toBe(appealLeadsOn(move, state) && !appealBar(actor, move, unitPath, bias));
						if (!offered) continue;
						if (move !== 'withdraw') expect(bias).toEqual(unbiased);
					}
					status = appealStatusAfter[move];
					steps.push({ move, stage, status });
				}
				const moves = steps.map(({ move }) => move);
				if (moves.length > 0) expect(moves[0]).toBe('file');
				expect(moves.filter((move) => move === 'file').length).toBeLessThanOrEqual(1);
				expect(moves.length).toBeLessThanOrEqual(3);
				const decision = steps.find(({ status: after }) =>
					['upheld', 'partlyUpheld', 'dismissed'].includes(after)
				);
				if (decision) {
					expect(moves[1]).toBe('admit');
					expect(decision.stage).toBe('appeals');
				}
				for (const { status: after } of steps.slice(0, -1)) expect(isOpenAppeal(after)).toBe(true);
			})
		);
	});

	it('can be stepped back from while it is open, by who could decide it', () => {
		for (const status of appealStatuses) {
			const state = { status, stage: 'appeals' as const, ...unbiased };
			expect(mayRecuse(holder('evaluationStaff'), unitPath, state)).toBe(isOpenAppeal(status));
			expect(mayRecuse(holder('evaluationManager'), unitPath, state)).toBe(false);
			expect(mayRecuse(holder('evaluationStaff'), unitPath, { ...state, hasScored: true })).toBe(false);
		}
	});
});
