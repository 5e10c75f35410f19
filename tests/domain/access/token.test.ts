import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can, isWithin, ownsUnit, type Actor, type Grant } from '../../../src/lib/domain/access/can';
import { permissions } from '../../../src/lib/domain/access/permissions';
import { roles } from '../../../src/lib/domain/access/roles';
import {
	actorOfToken,
	permissionsToHandOn,
	tokenPermissions,
	tokenState
} from '../../../src/lib/domain/access/token';

const permission = fc.constantFrom(...permissions);
const path = fc
	.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })
	.map((ids) => ids.join('.'));
const placed = path.map((unitPath) => ({ unitPath, unitId: Number(unitPath.split('.').at(-1)) }));
const owner = fc
	.array(fc.record({ role: fc.constantFrom(...roles), place: placed }), { maxLength: 4 })
	.map((held): Actor => ({
		userId: 7,
		name: 'somebody',
		grants: held.map(({ role, place }): Grant => ({ role, ...place }))
	}));
const limits = fc.record({
	permissions: fc.uniqueArray(permission),
	units: fc.array(placed, { maxLength: 3 })
});

describe('who comes with a token', () => {
	it('may nothing that its owner may not, nothing outside of its units, nothing beside its permissions', () => {
		fc.assert(
			fc.property(owner, limits, permission, path, (who, made, wanted, unit) => {
				const program = actorOfToken(who, made);
				if (wanted === 'published.read' || !can(program, wanted, unit)) return;
				expect(can(who, wanted, unit)).toBeDefined();
				expect(made.permissions).toContain(wanted);
				const needsNoUnit = wanted === 'table.score';
				expect(needsNoUnit || made.units.some(({ unitPath }) => isWithin(unit, unitPath))).toBe(true);
			}),
			{ numRuns: 2000 }
		);
	});

	it('has, where no unit is named, scopes within those of its owner', () => {
		fc.assert(
			fc.property(owner, limits, permission, (who, made, wanted) => {
				const program = can(actorOfToken(who, made), wanted)?.subtrees;
				const own = can(who, wanted)?.subtrees;
				if (program === undefined || wanted === 'published.read') return;
				if (program === 'everything' || own === 'everything' || own === undefined)
					throw new Error('too much');
				for (const root of program) expect(own.some((wide) => isWithin(root, wide))).toBe(true);
			}),
			{ numRuns: 2000 }
		);
	});

	it('may all that its owner may where the token names all units and permissions that can be handed on', () => {
		fc.assert(
			fc.property(owner, fc.constantFrom(...tokenPermissions), path, (who, wanted, unit) => {
				const program = actorOfToken(who, { permissions: tokenPermissions, units: who.grants });
				expect(can(program, wanted, unit) !== undefined).toBe(can(who, wanted, unit) !== undefined);
			})
		);
	});

	it('answers for the units that its owner answers for, as far as its own reach', () => {
		fc.assert(
			fc.property(owner, limits, path, (who, made, unit) => {
				if (!made.units.some(({ unitPath }) => isWithin(unit, unitPath))) return;
				expect(ownsUnit(actorOfToken(who, made), unit)).toBe(ownsUnit(who, unit));
			}),
			{ numRuns: 2000 }
		);
	});

	it('never makes tokens or reads messages, even where the stored list says so', () => {
		const who: Actor = { userId: 7, name: 'somebody', grants: [] };
		const program = actorOfToken(who, {
			permissions: ['token.own', 'message.own', 'table.score'],
			units: []
		});
		expect(can(program, 'token.own')).toBeUndefined();
		expect(can(program, 'message.own')).toBeUndefined();
		expect(can(program, 'table.score')).toBeDefined();
	});
});

it('somebody without grants can hand on what every account may', () => {
	expect(permissionsToHandOn({ userId: 7, name: 'somebody', grants: [] })).toEqual(['table.score']);
});

describe('a token', () => {
	const now = new Date('2026-11-15T04:00:00Z');
	it.each([
		['is live until its last moment', { expiresAt: new Date(now.getTime() + 1), revokedAt: null }, 'live'],
		['has expired at the moment named', { expiresAt: now, revokedAt: null }, 'expired'],
		['stays revoked', { expiresAt: new Date(now.getTime() + 1), revokedAt: now }, 'revoked']
	])('%s', (_, life, state) => expect(tokenState(life, now)).toBe(state));
});
