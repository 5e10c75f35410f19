import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { roles, type Role } from '../../../src/lib/domain/access/roles';
import {
	adjustmentBar,
	adjustmentMoves,
	adjustmentMovesFor,
	adjustmentSteps,
	proposalBar,
	type AdjustmentMove
} from '../../../src/lib/domain/round/adjustment';
import type { AdjustmentStatus } from '../../../src/lib/domain/round/adjustment-status';
import { roundStages } from '../../../src/lib/domain/round/round';
import { openStages } from '../../../src/lib/domain/round/round-acts';

const unit = { path: '1.5.40' };
const holder = (role: Role, path = '1', userId = 1): Actor => ({
	userId,
	name: 'somebody',
	grants: [{ role, unitId: 1, unitPath: path }]
});
const open = { stage: 'review', conflicts: [] } as const;
const proposed = { unit, proposedBy: 2, orderId: null, status: 'proposed' } as const;

describe('who may make an adjustment', () => {
	it('is told by role: evaluation staff and managers', () => {
		const may = roles.filter((role) => !proposalBar(holder(role), unit.path, open));
		expect(may).toEqual(['evaluationStaff', 'evaluationManager']);
	});

	it('is nobody who answers for the unit or has declared a conflict with it', () => {
		const staff = holder('evaluationStaff');
		const own = {
			...staff,
			grants: [...staff.grants, { role: 'dataOfficer' as const, unitId: 40, unitPath: unit.path }]
		};
		expect(proposalBar(own, unit.path, open)).toBe('ownUnit');
		expect(adjustmentBar(own, 'confirm', proposed, open)).toBe('ownUnit');
		expect(proposalBar(staff, unit.path, { ...open, conflicts: ['1.5'] })).toBe('ownUnit');
		expect(adjustmentBar(staff, 'reject', proposed, { ...open, conflicts: ['1.5'] })).toBe('ownUnit');
	});

	it('moves nothing that comes from an order', () => {
		const fromOrder = { ...proposed, status: 'confirmed' as const, proposedBy: null, orderId: 7 };
		expect(adjustmentMovesFor(holder('evaluationManager'), fromOrder, open)).toEqual([]);
	});
});

describe('the life of an adjustment, whatever people try', () => {
	const tries = fc.record({
		role: fc.constantFrom(...roles),
		userId: fc.integer({ min: 1, max: 3 }),
		move: fc.constantFrom(...adjustmentMoves),
		stage: fc.constantFrom(...roundStages),
		isConflicted: fc.boolean()
	});

	it('counts by a second pair of eyes alone, while results follow, and ends once', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 3 }),
				fc.array(tries, { maxLength: 40 }),
				(proposedBy, attempts) => {
					let status: AdjustmentStatus = 'proposed';
					const steps: { move: AdjustmentMove; userId: number }[] = [];
					for (const { role, userId, move, stage, isConflicted } of attempts) {
						const place = { stage, conflicts: isConflicted ? ['1.5'] : [] };

						const adjustment: Parameters<typeof adjustmentMovesFor>[1] = {
							unit,
							proposedBy,
							orderId: null,
							status
						};
						if (!adjustmentMovesFor(holder(role, '1', userId), adjustment, place).includes(move)) continue;
						expect(openStages).toContain(stage);
						expect(['evaluationStaff', 'evaluationManager']).toContain(role);
						if (move !== 'withdraw') {
							expect(userId).not.toBe(proposedBy);
							expect(isConflicted).toBe(false);
						}
						status = adjustmentSteps[move].to;
						steps.push({ move, userId });
					}
					// One decision, and after a confirmation at most its revocation.
					expect(steps.length).toBeLessThanOrEqual(steps[0]?.move === 'confirm' ? 2 : 1);
					if (steps[1]) expect(steps[1].move).toBe('revoke');
				}
			)
		);
	});
});
