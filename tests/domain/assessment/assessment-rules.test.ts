import { describe, expect, it } from 'vitest';
import {
	daysUntil,
	isConflict,
	lacksComment,
	progressOf,
	progressWith,
	scoringBar
} from '../../../src/lib/domain/assessment/assessment-rules';
import { levelReached } from '../../../src/lib/domain/assessment/rubric';
import type { RoundStage } from '../../../src/lib/domain/round/round';

const now = new Date('2026-11-23T04:00:00Z');
const windows = [
	{
		stage: 'scoring' as const,
		opensAt: new Date('2026-11-01T00:00:00Z'),
		closesAt: new Date('2026-11-28T00:00:00Z')
	}
];

describe('a comment', () => {
	it('is needed below and above the band, not at its ends, and nowhere without one', () => {
		const band = { below: 40, above: 90 };
		const scores = [0, 39.99, 40, 90, 90.01, 100];
		const needed = (of: typeof band | { below: null; above: null }, comment: string) =>
			scores.filter((score) => lacksComment({ score, comment }, of));
		expect(needed(band, ' ')).toEqual([0, 39.99, 90.01, 100]);
		expect(needed(band, 'Why.')).toEqual([]);
		expect(needed({ below: null, above: null }, '')).toEqual([]);
		expect(lacksComment({ score: null, comment: '' }, band)).toBe(false);
	});
});

describe('scoring a cell', () => {
	it('is barred for one’s own unit before all else, for submitted cells, and outside of the window', () => {
		expect(
			scoringBar({ status: 'assigned', stage: 'scoring', windows, ownsUnit: false }, now)
		).toBeUndefined();
		expect(scoringBar({ status: 'submitted', stage: 'scoring', windows, ownsUnit: true }, now)).toBe(
			'ownUnit'
		);
		expect(scoringBar({ status: 'locked', stage: 'scoring', windows, ownsUnit: false }, now)).toBe(
			'alreadySubmitted'
		);
		expect(scoringBar({ status: 'draft', stage: 'scoring', windows: [], ownsUnit: false }, now)).toBe(
			'stageClosed'
		);
		expect(
			scoringBar({ status: 'draft', stage: 'scoring', windows, ownsUnit: false }, windows[0]!.closesAt)
		).toBe('stageClosed');
	});

	it('begins while months still come in, and ends when the round goes on, whatever its window says', () => {
		const bar = (stage: RoundStage) => scoringBar({ status: 'draft', stage, windows, ownsUnit: false }, now);
		expect(bar('collecting')).toBeUndefined();
		expect(bar('review')).toBeUndefined();
		for (const stage of ['draft', 'publicity', 'appeals', 'final', 'published'] as const) {
			expect(bar(stage)).toBe('stageClosed');
		}
	});

	it('conflicts when another window saved something else since', () => {
		const draft = (score: number) => ({ score, comment: '', evidence: [], isFlagged: false });
		expect(isConflict({ revision: 2, draft: draft(50) }, draft(75), 2)).toBe(false);
		expect(isConflict({ revision: 3, draft: draft(50) }, draft(75), 2)).toBe(true);
		expect(isConflict({ revision: 3, draft: draft(75) }, draft(75), 2)).toBe(false);
	});
});

describe('progress', () => {
	it('counts a comment without a score as not scored', () => {
		expect(
			progressOf([
				{ status: 'assigned', score: null, isFlagged: true },
				{ status: 'draft', score: null, isFlagged: false },
				{ status: 'draft', score: 75, isFlagged: true },
				{ status: 'submitted', score: 75, isFlagged: false },
				{ status: 'locked', score: 0, isFlagged: false }
			])
		).toEqual({ total: 5, submitted: 2, scoredDrafts: 1, unscored: 2, flagged: 2 });
	});

	it('follows what is typed in one cell before it is stored', () => {
		const cell = { status: 'draft' as const, score: null, isFlagged: true };
		const others = [{ status: 'submitted' as const, score: 75, isFlagged: false }];
		const progress = progressOf([cell, ...others]);
		expect(progressWith(progress, cell, { isScored: true, isFlagged: false })).toEqual(
			progressOf([{ ...cell, score: 50, isFlagged: false }, ...others])
		);
		expect(progressWith(progress, cell, { isScored: false, isFlagged: true })).toEqual(progress);
	});

	it('counts days that are left up, and days that have passed down', () => {
		expect(daysUntil(new Date('2026-11-23T05:00:00Z'), now)).toBe(1);
		expect(daysUntil(new Date('2026-11-28T00:00:00Z'), now)).toBe(5);
		expect(daysUntil(new Date('2026-11-23T03:00:00Z'), now)).toBe(-1);
	});
});

describe('the level that a score reaches', () => {
	const name = { en: 'n', 'zh-CN': 'n' };
	const levels = [0, 25, 50, 75, 100].map((points, i) => ({ level: i + 1, points, name, description: name }));
	it('is the highest whose points it reaches', () => {
		expect(levelReached(levels, 74.9)?.level).toBe(3);
		expect(levelReached(levels, 100)?.level).toBe(5);
		expect(levelReached(levels.slice(1), 3)?.level).toBe(2);
		expect(levelReached([], 3)).toBeUndefined();
	});
});
