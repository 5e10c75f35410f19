import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can, demand, isWithin, ownsUnit, stranger, systemScope } from '../../../src/lib/domain/access/can';
import type { Actor, Grant } from '../../../src/lib/domain/access/can';
import { permissions, type Permission } from '../../../src/lib/domain/access/permissions';
import { rolePermissions, roles, type Role } from '../../../src/lib/domain/access/roles';

const permission = fc.constantFrom(...permissions);
const role = fc.constantFrom(...roles);
const path = fc
	.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
	.map((ids) => ids.join('.'));

const actorWith = (...grants: readonly (readonly [Role, string])[]): Actor => ({
	userId: 1,
	name: 'somebody',
	grants: grants.map(([held, unitPath]): Grant => ({
		role: held,
		unitPath,
		unitId: Number(unitPath.split('.').at(-1))
	}))
});
const actor = fc.array(fc.tuple(role, path), { maxLength: 4 }).map((grants) => actorWith(...grants));

/** What every account has, and what reaches nothing of a unit. */
const ofMembers: readonly Permission[] = ['table.score', 'message.own', 'token.own'];

const includes = (held: Role, wanted: Permission): boolean =>
	(rolePermissions[held] as readonly Permission[]).includes(wanted);
/** The rule once more, by comparing ids instead of text. */
const liesBelow = (unit: string, root: string): boolean => {
	const ids = unit.split('.');
	return root.split('.').every((id, depth) => ids[depth] === id);
};

describe('who has no grant', () => {
	it('may read what is published and, with an account, score tables, read messages and make tokens of their own; nothing else', () => {
		fc.assert(
			fc.property(permission, fc.option(path, { nil: undefined }), (wanted, unit) => {
				for (const nobody of [stranger, actorWith()]) {
					const isMember = nobody.userId !== undefined;
					expect(can(nobody, wanted, unit) !== undefined).toBe(
						wanted === 'published.read' || (ofMembers.includes(wanted) && isMember)
					);
				}
			})
		);
	});
});

it('leave to score tables of one’s own reaches nothing that is stored', () => {
	expect(can(actorWith(), 'table.score', '1.5')?.subtrees).toEqual([]);
});

describe('a grant', () => {
	it('allows exactly what its role includes, exactly on its subtree', () => {
		fc.assert(
			fc.property(actor, permission, path, (who, wanted, unit) => {
				const expected =
					wanted === 'published.read' ||
					(ofMembers.includes(wanted) && who.userId !== undefined) ||
					who.grants.some((grant) => includes(grant.role, wanted) && liesBelow(unit, grant.unitPath));
				expect(can(who, wanted, unit) !== undefined).toBe(expected);
			}),
			{ numRuns: 2000 }
		);
	});

	it('gives a scope that never reaches outside of the subtrees on which it was given', () => {
		fc.assert(
			fc.property(actor, permission, fc.option(path, { nil: undefined }), (who, wanted, unit) => {
				const scope = can(who, wanted, unit);
				if (!scope || wanted === 'published.read') return;
				expect(scope.permission).toBe(wanted);
				expect(scope.subtrees).not.toBe('everything');
				for (const subtree of scope.subtrees) {
					expect(
						who.grants.some((grant) => includes(grant.role, wanted) && liesBelow(subtree, grant.unitPath))
					).toBe(true);
					if (unit !== undefined) expect(subtree).toBe(unit);
				}
			}),
			{ numRuns: 2000 }
		);
	});

	it('adds: one more never takes anything away', () => {
		fc.assert(
			fc.property(actor, role, path, permission, path, (who, held, root, wanted, unit) => {
				const more: Actor = { ...who, grants: [...who.grants, { role: held, unitPath: root, unitId: 1 }] };
				if (can(who, wanted, unit)) expect(can(more, wanted, unit)).toBeDefined();
			})
		);
	});

	it('lends its permissions to no other grant: one role here and another there do not mix', () => {
		const who = actorWith(['leadership', '1.5'], ['dataOfficer', '1.6']);
		expect(can(who, 'observation.enter', '1.5')).toBeUndefined();
		expect(can(who, 'order.issue', '1.6')).toBeUndefined();
		expect(can(who, 'observation.read')?.subtrees).toEqual(['1.5', '1.6']);
	});
});

describe('a path', () => {
	it.each([
		['1.50', '1.5'],
		['1.5', '1.50'],
		['15', '1'],
		['1', '1.5'],
		['2.1.5', '1.5'],
		['1.51.2', '1.5'],
		['', '1'],
		['1.5x', '1.5']
	])('%j is not within %j', (unit, root) => {
		expect(isWithin(unit, root)).toBe(false);
		expect(can(actorWith(['auditor', root]), 'audit.read', unit)).toBeUndefined();
	});

	it('is within itself and its ancestors', () => {
		expect(isWithin('1.5', '1.5')).toBe(true);
		expect(isWithin('1.5.40', '1.5')).toBe(true);
		fc.assert(
			fc.property(path, path, (unit, root) => {
				expect(isWithin(unit, root)).toBe(liesBelow(unit, root));
			})
		);
	});
});

describe('the roles', () => {
	const holders = (wanted: Permission): Role[] => roles.filter((held) => includes(held, wanted));

	it('leave the administrator no power over values, weights and scores', () => {
		const powers = permissions.filter((wanted) =>
			/^(observation|assessment|framework|round|result)\./.test(wanted)
		);
		for (const wanted of powers) expect(holders(wanted)).not.toContain('administrator');
	});

	it('let the auditor read and change nothing', () => {
		const writes = /(enter|submit|import|review|score$|assign|manage|sign|draft|publish$|issue|write)/;
		expect(rolePermissions.auditor.filter((held) => writes.test(held))).toEqual([]);
	});

	it('keep the two signatures of a publication with different roles', () => {
		expect(holders('round.signAsManager')).toEqual(['evaluationManager']);
		expect(holders('round.signAsLeader')).toEqual(['leadership']);
	});

	it('let nobody both enter and score', () => {
		for (const held of holders('assessment.score')) expect(includes(held, 'observation.enter')).toBe(false);
	});
});

describe('a refusal', () => {
	it('asks strangers to sign in and tells others no', () => {
		expect(() => demand(stranger, 'unit.own')).toThrow(expect.objectContaining({ code: 'notSignedIn' }));
		expect(() => demand(actorWith(['auditor', '1']), 'unit.own', '1')).toThrow(
			expect.objectContaining({ code: 'forbidden' })
		);
	});

	it('agrees with can() in everything else', () => {
		fc.assert(
			fc.property(actor, permission, path, (who, wanted, unit) => {
				const granted = can(who, wanted, unit);
				if (granted) expect(demand(who, wanted, unit)).toEqual(granted);
				else expect(() => demand(who, wanted, unit)).toThrow();
			})
		);
	});
});

describe('a unit of one’s own', () => {
	it('is one’s own, what lies below it, and what it lies in; never a sibling', () => {
		const head = actorWith(['departmentHead', '1.5.40']);
		expect(['1.5.40', '1.5.40.2', '1.5', '1'].map((unit) => ownsUnit(head, unit))).toEqual([
			true,
			true,
			true,
			true
		]);
		expect(['1.5.4', '1.5.400', '1.5.41', '1.6'].map((unit) => ownsUnit(head, unit))).toEqual([
			false,
			false,
			false,
			false
		]);
	});

	it('is nobody’s who only reads or scores', () => {
		expect(ownsUnit(actorWith(['evaluationStaff', '1'], ['leadership', '1']), '1.5')).toBe(false);
	});
});

describe('the scope of the installation itself', () => {
	it('reaches everything', () => {
		expect(systemScope('observation.read').subtrees).toBe('everything');
	});
});
