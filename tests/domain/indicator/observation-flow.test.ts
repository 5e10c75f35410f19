import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { roles, type Role } from '../../../src/lib/domain/access/roles';
import {
	actorBar,
	afterStep,
	flowBar,
	flowSteps,
	isReopened,
	type ApprovalSteps,
	type FlowState,
	type FlowStep
} from '../../../src/lib/domain/indicator/observation-flow';

const unitPath = '1.5.40';
const hour = 3_600_000;
const holder = (role: Role, path: string): Actor => ({
	userId: 1,
	name: 'somebody',
	grants: [{ role, unitId: 1, unitPath: path }]
});
const submitted: FlowState = {
	status: 'submitted',
	isEndorsed: false,
	reopenedUntil: null,
	hasDraft: false
};
const now = new Date('2026-11-15T04:00:00Z');

describe('who may take a step', () => {
	it('is told by role, and nobody decides on data of their own unit', () => {
		expect(actorBar(holder('evaluationStaff', '1'), 'approve', unitPath)).toBeUndefined();
		expect(actorBar(holder('evaluationStaff', '1.6'), 'approve', unitPath)).toBe('forbidden');
		expect(actorBar(holder('departmentHead', unitPath), 'approve', unitPath)).toBe('forbidden');
		expect(actorBar(holder('departmentHead', unitPath), 'endorse', unitPath)).toBeUndefined();
		expect(actorBar(holder('dataOfficer', unitPath), 'endorse', unitPath)).toBe('forbidden');
		expect(actorBar(holder('evaluationManager', '1'), 'reopen', unitPath)).toBeUndefined();
		const both: Actor = {
			userId: 1,
			name: 'both',
			grants: [
				{ role: 'evaluationStaff', unitId: 1, unitPath: '1' },
				{ role: 'dataOfficer', unitId: 40, unitPath }
			]
		};
		for (const step of ['approve', 'return', 'reopen'] as const) {
			expect(actorBar(both, step, unitPath)).toBe('ownUnit');
		}
	});
});

describe('where a step leads', () => {
	it('waits for the department where two approvals are asked for, and not where one is', () => {
		expect(flowBar('approve', submitted, 2, now)).toBe('notEndorsed');
		expect(flowBar('approve', submitted, 1, now)).toBeUndefined();
		expect(flowBar('endorse', submitted, 1, now)).toBe('oneStep');
		expect(flowBar('approve', afterStep('endorse', submitted), 2, now)).toBeUndefined();
	});

	it('opens an approved cell until its time is over, to the instant, and keeps what was approved', () => {
		const until = new Date(now.getTime() + hour);
		const open = afterStep('reopen', afterStep('approve', submitted), until);
		expect(flowBar('save', open, 1, now)).toBeUndefined();
		expect(flowBar('save', open, 1, until)).toBe('locked');
		const typed = afterStep('save', open);
		expect(typed).toMatchObject({ status: 'approved', hasDraft: true });
		expect(afterStep('submit', typed)).toEqual(submitted);
	});
});

/** The same life told another way: what a looker-on believes of a cell, and what it must never see. */
interface Seen {
	cell: FlowState | undefined;
	now: Date;
	/** the last step of each kind since the value was given in */
	endorsedSince: boolean;
}

describe('any course of events', () => {
	it('skips no step, and lets nobody act outside of theirs', () => {
		const event = fc.record({
			step: fc.constantFrom<FlowStep>(...flowSteps),
			role: fc.constantFrom<Role>(...roles),
			path: fc.constantFrom('1', '1.5', unitPath, '1.6', '1.5.41'),
			hours: fc.integer({ min: 0, max: 100 }),
			openFor: fc.integer({ min: 1, max: 100 })
		});
		fc.assert(
			fc.property(
				fc.array(event, { maxLength: 40 }),
				fc.constantFrom<ApprovalSteps>(1, 2),
				(events, steps) => {
					const seen: Seen = { cell: undefined, now, endorsedSince: false };
					for (const { step, role, path, hours, openFor } of events) {
						seen.now = new Date(seen.now.getTime() + hours * hour);
						const before = seen.cell;
						const actor = holder(role, path);
						if (actorBar(actor, step, unitPath) || flowBar(step, before, steps, seen.now)) continue;
						seen.cell = afterStep(step, before, new Date(seen.now.getTime() + openFor * hour));
						const { status } = seen.cell;
						// Whoever acted holds a role that the step is of, on the unit's own path.
						expect(unitPath.startsWith(path)).toBe(true);
						if (status === 'approved' && before?.status !== 'approved') {
							expect([before?.status, role]).toEqual(['submitted', 'evaluationStaff']);
							expect(['approve', 'correct']).toContain(step);
							if (steps === 2) expect(seen.endorsedSince).toBe(true);
						}
						if (before?.status === 'approved' && status !== 'approved') {
							expect([status, step]).toEqual(['submitted', 'submit']);
							expect(isReopened(before, seen.now)).toBe(true);
						}
						if (step === 'correct') expect(before?.hasDraft || isReopened(before!, seen.now)).toBe(false);
						if (status === 'returned') {
							expect(before?.status).toBe('submitted');
							expect(role).toBe(step === 'return' ? 'evaluationStaff' : 'departmentHead');
						}
						if (step === 'submit') seen.endorsedSince = false;
						if (step === 'endorse') {
							expect([steps, role]).toEqual([2, 'departmentHead']);
							seen.endorsedSince = true;
						}
						if (seen.cell.hasDraft) expect(status).toBe('approved');
						if (seen.cell.isEndorsed) expect(['submitted', 'approved']).toContain(status);
						if (status === 'submitted') expect(seen.cell.reopenedUntil).toBeNull();
					}
				}
			),
			{ numRuns: 500 }
		);
	});

	it('can reach every state', () => {
		const reached = new Set<string>();
		const walk = (cell: FlowState | undefined, depth: number): void => {
			reached.add(cell?.status ?? 'nothing');
			if (depth === 0) return;
			for (const step of flowSteps) {
				if (!flowBar(step, cell, 2, now)) {
					walk(afterStep(step, cell, new Date(now.getTime() + hour)), depth - 1);
				}
			}
		};
		walk(undefined, 4);
		expect([...reached].sort()).toEqual(['approved', 'draft', 'nothing', 'returned', 'submitted']);
	});
});
