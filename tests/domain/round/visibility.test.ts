import { describe, expect, it } from 'vitest';
import { stranger, type Actor } from '../../../src/lib/domain/access/can';
import type { Role } from '../../../src/lib/domain/access/roles';
import { scopeOfRound } from '../../../src/lib/domain/round/visibility';

const member = (role: Role, unitPath: string): Actor => ({
	userId: 1,
	name: 'x',
	grants: [{ role, unitId: 1, unitPath }]
});

describe('who may read the results of a round', () => {
	const gate = { stage: 'published', audience: 'public', rootPath: '1' } as const;

	it('everybody reads a public publication', () => {
		expect(scopeOfRound(stranger, gate)?.subtrees).toBe('everything');
	});

	it('members of the tree read an internal publication, strangers and members of other trees do not', () => {
		const internal = { ...gate, audience: 'internal' } as const;
		expect(scopeOfRound(stranger, internal)).toBeUndefined();
		expect(scopeOfRound(member('departmentHead', '2.7'), internal)).toBeUndefined();
		expect(scopeOfRound(member('administrator', '1'), internal)).toBeUndefined();
		expect(scopeOfRound(member('departmentHead', '1.5.9'), internal)).toBeDefined();
		expect(scopeOfRound(member('auditor', '1'), { ...internal, rootPath: '1.5' })).toBeDefined();
	});

	it('who may read provisional results of the whole tree reads what is not published yet', () => {
		const open = { ...gate, stage: 'scoring', rootPath: '1.5' } as const;
		expect(scopeOfRound(member('leadership', '1'), open)?.subtrees).toEqual(['1.5']);
		expect(scopeOfRound(member('leadership', '1.5.9'), open)).toBeUndefined();
		expect(scopeOfRound(member('departmentHead', '1.5'), open)).toBeUndefined();
	});

	it('nobody is shown a withdrawn round', () => {
		expect(scopeOfRound(member('auditor', '1'), { ...gate, stage: 'withdrawn' })).toBeUndefined();
	});
});
