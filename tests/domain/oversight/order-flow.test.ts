import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { roles, type Role } from '../../../src/lib/domain/access/roles';
import {
	isOpenOrder,
	isOverdueOrder,
	leadsOn,
	moveBar,
	movesFor,
	orderMoves,
	statusAfter,
	type OrderMove
} from '../../../src/lib/domain/oversight/order-flow';
import type { OrderStatus } from '../../../src/lib/domain/oversight/order-status';

const unitPath = '1.5.40';
const holder = (role: Role, path = '1', userId = 1): Actor => ({
	userId,
	name: 'somebody',
	grants: [{ role, unitId: 1, unitPath: path }]
});
const nobody = { issuedBy: null, answeredBy: [] };

describe('who may take a step of an order', () => {
	it('is told by role: leaders issue, the unit’s head acknowledges and answers, staff and leaders verify', () => {
		const may = (role: Role, path = '1') =>
			orderMoves.filter((move) => !moveBar(holder(role, path), move, unitPath, { ...nobody, issuedBy: 1 }));
		expect(may('leadership')).toEqual(['issue', 'verify', 'sendBack', 'withdraw']);
		expect(may('departmentHead', unitPath)).toEqual(['acknowledge', 'answer']);
		expect(may('evaluationStaff')).toEqual(['verify', 'sendBack']);
		for (const role of ['dataOfficer', 'evaluationManager', 'administrator', 'auditor'] as const) {
			expect(may(role)).toEqual([]);
		}
	});

	it('ends at the subtree of the grant', () => {
		expect(moveBar(holder('leadership', '1.6'), 'issue', unitPath, undefined)).toBe('forbidden');
		expect(moveBar(holder('departmentHead', '1.5.41'), 'answer', unitPath, nobody)).toBe('forbidden');
	});

	it('leaves nobody to verify for their own unit, or what they answered themselves', () => {
		const both: Actor = {
			userId: 1,
			name: 'both',
			grants: [
				{ role: 'evaluationStaff', unitId: 1, unitPath: '1' },
				{ role: 'departmentHead', unitId: 40, unitPath }
			]
		};
		expect(moveBar(both, 'verify', unitPath, nobody)).toBe('ownUnit');
		expect(moveBar(holder('evaluationStaff'), 'verify', unitPath, nobody, ['1.5'])).toBe('ownUnit');
		const moved = { ...nobody, answeredBy: [1] };
		expect(moveBar(holder('evaluationStaff'), 'sendBack', unitPath, moved)).toBe('ownAnswer');
	});

	it('lets who issued it withdraw it, and no other leader', () => {
		expect(moveBar(holder('leadership', '1', 2), 'withdraw', unitPath, { ...nobody, issuedBy: 1 })).toBe(
			'notIssuer'
		);
	});
});

describe('an order', () => {
	it('is overdue when its day is over where the unit is, while it waits for the unit', () => {
		const at = (status: OrderStatus, now: string) =>
			isOverdueOrder({ status, dueOn: '2026-11-10' }, 'Asia/Shanghai', new Date(now));
		expect(at('acknowledged', '2026-11-10T15:59:59Z')).toBe(false);
		expect(at('acknowledged', '2026-11-10T16:00:00Z')).toBe(true);
		expect(at('sentBack', '2026-11-12T00:00:00Z')).toBe(true);
		expect(at('answered', '2026-11-12T00:00:00Z')).toBe(false);
		expect(at('verified', '2026-11-12T00:00:00Z')).toBe(false);
	});

	it('skips no step and is moved by nobody outside of their step, whatever people try', () => {
		const people = roles.flatMap((role) => [
			holder(role, '1', roles.indexOf(role) + 1),
			holder(role, unitPath, roles.indexOf(role) + 11)
		]);
		const attempts = fc.array(
			fc.record({
				move: fc.constantFrom<OrderMove>(...orderMoves),
				who: fc.constantFrom(...people)
			}),
			{ maxLength: 40 }
		);
		// What must have come right before each status, said apart from the machine.
		const before: Readonly<Record<OrderStatus, readonly (OrderStatus | undefined)[]>> = {
			issued: [undefined],
			acknowledged: ['issued'],
			answered: ['acknowledged', 'sentBack'],
			sentBack: ['answered'],
			verified: ['answered'],
			withdrawn: ['issued', 'acknowledged', 'answered', 'sentBack']
		};
		fc.assert(
			fc.property(attempts, (tried) => {
				let status: OrderStatus | undefined;
				let issuedBy: number | null = null;
				const answeredBy: number[] = [];
				for (const { move, who } of tried) {
					const state = status && { status, issuedBy, answeredBy };
					const isOffered = state ? movesFor(who, unitPath, state).includes(move) : false;
					const isTaken = leadsOn(move, state) && !moveBar(who, move, unitPath, state);
					if (state) expect(isOffered).toBe(isTaken);
					if (!isTaken) continue;
					const next: OrderStatus = statusAfter[move];
					expect(before[next]).toContain(status);
					const role = who.grants[0]!.role;
					if (next === 'verified' || next === 'sentBack') {
						expect(['leadership', 'evaluationStaff']).toContain(role);
						expect(answeredBy).not.toContain(who.userId);
					}
					if (next === 'acknowledged' || next === 'answered') expect(role).toBe('departmentHead');
					if (next === 'withdrawn') expect(who.userId).toBe(issuedBy);
					if (next === 'issued') issuedBy = who.userId ?? null;
					if (next === 'answered') answeredBy.push(who.userId!);
					status = next;
				}
				if (status && !isOpenOrder(status)) {
					const closed = { status, issuedBy, answeredBy };
					for (const who of people) expect(movesFor(who, unitPath, closed)).toEqual([]);
				}
			}),
			{ numRuns: 500 }
		);
	});
});
