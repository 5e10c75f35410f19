import { describe, expect, it } from 'vitest';
import { roundStages } from '../../src/lib/domain/round/round';
import { isBeforeObjection, meansOf, selfFields } from '../../src/lib/view/self-assessment';

const levels = [20, 40, 60, 80, 100].map((points, n) => ({
	level: n + 1,
	points,
	name: { en: '', 'zh-CN': '' },
	description: { en: '', 'zh-CN': '' }
}));
const cell = { indicatorId: 1, comment: 'why', revision: 2, levels };

describe('the fields of one indicator', () => {
	it('show the level whose points are stored, else the points themselves, and first of all what was typed', () => {
		expect(selfFields({ ...cell, score: 80 }, undefined)).toMatchObject({ level: '80', points: '' });
		expect(selfFields({ ...cell, score: 72.5 }, undefined)).toEqual({
			...{ level: '', points: '72.5', comment: 'why', revision: 2, url: '' }
		});
		const typed = { level: '20', points: '101', comment: '', revision: 1, url: 'x' };
		expect(selfFields({ ...cell, score: 80 }, typed)).toBe(typed);
	});
});

describe('the means of a self-assessment', () => {
	it('leave out what only one side has scored', () => {
		const cells = [
			{ score: 80, reviewed: 70 },
			{ score: 60, reviewed: 65 },
			{ score: 100, reviewed: null },
			{ score: null, reviewed: 10 }
		];
		expect(meansOf(cells)).toEqual({ own: 70, reviewed: 67.5, gap: -2.5 });
		expect(meansOf([])).toEqual({ own: null, reviewed: null, gap: null });
	});
});

describe('reviewed scores', () => {
	it('can still change until a unit can object to them', () => {
		expect(roundStages.filter(isBeforeObjection)).toEqual([
			'draft',
			'collecting',
			'selfAssessment',
			'review',
			'scoring'
		]);
	});
});
