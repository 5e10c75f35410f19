import { describe, expect, it } from 'vitest';
import { isLate, judgeWrite } from '../../../src/lib/domain/indicator/observation-rules';
import type { Entry } from '../../../src/lib/domain/indicator/read-entry';

const entry = (value: number | null, note: string | null = null): Entry => ({
	value,
	numerator: null,
	denominator: null,
	distribution: null,
	missingReason: null,
	note
});
const stored = (status: 'draft' | 'submitted' | 'approved' | 'returned', revision = 3) => ({
	status,
	revision,
	entry: entry(5)
});

describe('a write of a cell', () => {
	it('goes through where nothing is stored, or a draft or returned cell that was read at its newest', () => {
		expect(judgeWrite(undefined, { entry: entry(6), status: 'draft' }, 0)).toBe('write');
		expect(judgeWrite(stored('draft'), { entry: entry(6), status: 'draft' }, 3)).toBe('write');
		expect(judgeWrite(stored('returned'), { entry: entry(6), status: 'submitted' }, 3)).toBe('write');
	});

	it('is a conflict where somebody wrote since, also where the cell was empty', () => {
		expect(judgeWrite(stored('draft'), { entry: entry(6), status: 'draft' }, 2)).toBe('conflict');
		expect(judgeWrite(stored('draft'), { entry: entry(6), status: 'draft' }, 0)).toBe('conflict');
		expect(judgeWrite(undefined, { entry: entry(6), status: 'draft' }, 1)).toBe('conflict');
	});

	it('is none where the same is stored already, whoever stored it', () => {
		expect(judgeWrite(stored('draft'), { entry: entry(5), status: 'draft' }, 1)).toBe('unchanged');
		expect(judgeWrite(stored('submitted'), { entry: entry(5), status: 'submitted' }, 1)).toBe('unchanged');
		expect(judgeWrite(stored('returned'), { entry: entry(5), status: 'draft' }, 3)).toBe('unchanged');
	});

	it('does not go through where a returned cell is given away as it was; a note that answers is enough', () => {
		expect(judgeWrite(stored('returned'), { entry: entry(5), status: 'submitted' }, 3)).toBe('unanswered');
		expect(judgeWrite(stored('returned'), { entry: entry(5, 'checked'), status: 'submitted' }, 3)).toBe(
			'write'
		);
	});

	it('is a write where a draft is submitted as it is, or its note changes', () => {
		expect(judgeWrite(stored('draft'), { entry: entry(5), status: 'submitted' }, 3)).toBe('write');
		expect(judgeWrite(stored('draft'), { entry: entry(5, 'why'), status: 'draft' }, 3)).toBe('write');
	});

	it('never touches what is submitted or approved', () => {
		expect(judgeWrite(stored('submitted'), { entry: entry(6), status: 'submitted' }, 3)).toBe('locked');
		expect(judgeWrite(stored('approved'), { entry: entry(6), status: 'draft' }, 3)).toBe('locked');
	});
});

describe('lateness', () => {
	const due = new Date('2026-11-10T16:00:00Z');
	it('is told by the value’s own timestamp, and while there is none by the clock', () => {
		const now = new Date('2026-11-20T00:00:00Z');
		expect(isLate(due, due, now)).toBe(false);
		expect(isLate(new Date('2026-11-10T16:00:01Z'), due, now)).toBe(true);
		expect(isLate(new Date('2026-11-01T00:00:00Z'), due, now)).toBe(false);
		expect(isLate(null, due, now)).toBe(true);
	});
});
