import { describe, expect, it } from 'vitest';
import { stranger, type Actor } from '../../../src/lib/domain/access/can';
import type { Role } from '../../../src/lib/domain/access/roles';
import { scoreDisclosure } from '../../../src/lib/domain/assessment/score-disclosure';
import { figureHorizonOf, scopeOfUnitResult } from '../../../src/lib/domain/unit/result-visibility';

const actor = (role: Role, unitPath: string): Actor => ({
	userId: 1,
	name: 'x',
	grants: [{ role, unitId: 1, unitPath }]
});
const open = { stage: 'scoring', audience: 'public', rootPath: '1' } as const;

describe('who may read a unit’s results', () => {
	it('is everybody for a public publication, and members of the tree for an internal one', () => {
		const published = { stage: 'published', audience: 'public', rootPath: '1' } as const;
		expect(scopeOfUnitResult(stranger, published, '1.2')).toBeDefined();
		const internal = { ...published, audience: 'internal' } as const;
		expect(scopeOfUnitResult(stranger, internal, '1.2')).toBeUndefined();
		expect(scopeOfUnitResult(actor('departmentHead', '1.2.3'), internal, '1.4')).toBeDefined();
		expect(scopeOfUnitResult(actor('departmentHead', '9.2'), internal, '1.4')).toBeUndefined();
	});

	it('is whoever may read provisional results of that unit, or of his own, before publication', () => {
		expect(scopeOfUnitResult(stranger, open, '1.2')).toBeUndefined();
		expect(scopeOfUnitResult(actor('leadership', '1.2'), open, '1.2.3')).toBeDefined();
		expect(scopeOfUnitResult(actor('leadership', '1.2'), open, '1.4')).toBeUndefined();
		expect(scopeOfUnitResult(actor('departmentHead', '1.2.3'), open, '1.2.3')).toBeDefined();
		expect(scopeOfUnitResult(actor('departmentHead', '1.2.3'), open, '1.2')).toBeUndefined();
		expect(scopeOfUnitResult(actor('dataOfficer', '1.2.3'), open, '1.2.3')).toBeUndefined();
		expect(scopeOfUnitResult(actor('administrator', '1'), open, '1.2')).toBeUndefined();
	});

	it('is nobody once it is withdrawn', () => {
		expect(scopeOfUnitResult(actor('auditor', '1'), { ...open, stage: 'withdrawn' }, '1.2')).toBeUndefined();
	});
});

describe('how far figures may be read', () => {
	const published = [
		{ rootPath: '1', period: '2026-Q2', audience: 'public' },
		{ rootPath: '1.2', period: '2026-Q3', audience: 'internal' },
		{ rootPath: '7', period: '2026-Q4', audience: 'public' }
	] as const;

	it('is to the end of the newest period published to the reader in the unit’s tree', () => {
		expect(figureHorizonOf(stranger, '1.2', published).until).toBe('2026-07-01');
		expect(figureHorizonOf(actor('departmentHead', '1.2.9'), '1.2.8', published).until).toBe('2026-10-01');
		expect(figureHorizonOf(stranger, '7', published).until).toBe('2027-01-01');
	});

	it('is nothing where nothing is published', () => {
		expect(figureHorizonOf(stranger, '5.2', published).until).toBe('0001-01-01');
	});

	it('is everything for whoever may read the unit’s observations', () => {
		expect(figureHorizonOf(actor('dataOfficer', '1.2.8'), '1.2.8', published).until).toBeUndefined();
	});
});

describe('what is shown of assessors’ scores', () => {
	const done = { unitPath: '1.2', stage: 'published', isComplete: true } as const;

	it('is their number alone for strangers and other units', () => {
		expect(scoreDisclosure(stranger, done)).toBe('count');
		expect(scoreDisclosure(actor('departmentHead', '1.3'), done)).toBe('count');
		expect(scoreDisclosure(actor('administrator', '1'), done)).toBe('count');
	});

	it('is everything for those who may read submitted ones; for assessors when all are in', () => {
		expect(scoreDisclosure(actor('leadership', '1'), { ...done, isComplete: false })).toBe('named');
		expect(scoreDisclosure(actor('evaluationStaff', '1'), { ...done, isComplete: false })).toBe('count');
		expect(scoreDisclosure(actor('evaluationStaff', '1'), done)).toBe('named');
	});

	it('is scores and comments without names for the unit, from the stage on at which it can object', () => {
		const head = actor('departmentHead', '1.2');
		expect(scoreDisclosure(head, done)).toBe('numbered');
		expect(scoreDisclosure(head, { ...done, stage: 'publicity' })).toBe('numbered');
		expect(scoreDisclosure(head, { ...done, stage: 'scoring' })).toBe('count');
		expect(scoreDisclosure(head, { ...done, stage: 'publicity', isComplete: false })).toBe('count');
	});
});
