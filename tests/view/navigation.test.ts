import { describe, expect, it } from 'vitest';
import { stranger, type Actor } from '../../src/lib/domain/access/can';
import type { Role } from '../../src/lib/domain/access/roles';
import { isCurrentPlace, navigationFor, ownPlace, placeOf } from '../../src/lib/view/navigation';

function holder(...roles: Role[]): Actor {
	return { userId: 1, name: 'Test', grants: roles.map((role) => ({ role, unitId: 1, unitPath: '1' })) };
}

const idsFor = (actor: Actor) => navigationFor(actor).map((item) => item.id);

describe('navigationFor', () => {
	it('offers strangers what is published', () => {
		expect(idsFor(stranger)).toEqual(['overview', 'rankings', 'units', 'trends', 'publications']);
	});

	it('offers each role its work', () => {
		expect(idsFor(holder('leadership'))).toEqual([
			'overview',
			'rankings',
			'units',
			'trends',
			'publications',
			'rounds',
			'oversight'
		]);
		expect(idsFor(holder('dataOfficer'))).toEqual([
			'overview',
			'rankings',
			'units',
			'trends',
			'publications',
			'my',
			'entry',
			'imports',
			'rounds',
			'oversight'
		]);
		expect(idsFor(holder('evaluationStaff'))).toEqual([
			'overview',
			'rankings',
			'units',
			'trends',
			'publications',
			'review',
			'assess',
			'rounds',
			'oversight',
			'admin'
		]);
		expect(idsFor(holder('administrator'))).toEqual([
			'overview',
			'rankings',
			'units',
			'trends',
			'publications',
			'admin'
		]);
		expect(idsFor(holder('evaluationManager'))).toContain('admin');
		expect(idsFor(holder('departmentHead'))).toContain('review');
		expect(idsFor(holder('auditor'))).toContain('audit');
		expect(idsFor(holder('administrator'))).not.toContain('audit');
		expect(idsFor(holder('departmentHead', 'evaluationStaff'))).toContain('assess');
	});
});

describe('placeOf', () => {
	it('knows the place of a page below it, for whomever it is', () => {
		expect(placeOf('/assess/12')?.id).toBe('assess');
		expect(placeOf('/')?.id).toBe('overview');
	});

	it('knows none of a page that is nowhere in the menu', () => {
		expect(placeOf('/nowhere')).toBeUndefined();
		expect(placeOf('/assessments')).toBeUndefined();
	});
});

describe('ownPlace', () => {
	it('is where somebody’s work is, where there is any', () => {
		expect(ownPlace(navigationFor(holder('departmentHead')))?.path).toBe('/my');
		expect(ownPlace(navigationFor(holder('evaluationStaff')))?.path).toBe('/assess');
		expect(ownPlace(navigationFor(holder('leadership')))).toBeUndefined();
	});
});

describe('isCurrentPlace', () => {
	const [overview, rankings] = navigationFor(stranger);

	it('counts pages below a place to it, but not every page to the overview', () => {
		expect(isCurrentPlace(rankings!, '/rankings')).toBe(true);
		expect(isCurrentPlace(rankings!, '/rankings/2026-Q3')).toBe(true);
		expect(isCurrentPlace(rankings!, '/rankings-archive')).toBe(false);
		expect(isCurrentPlace(overview!, '/')).toBe(true);
		expect(isCurrentPlace(overview!, '/rankings')).toBe(false);
	});
});
