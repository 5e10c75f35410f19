import { describe, expect, it } from 'vitest';
import type { FrameworkDefinitionInput } from '$lib/domain/framework/definition';
import type { Adjustment } from '$lib/domain/scoring/input';
import { missing as _, scoreAggregate } from './score';

const rules: NonNullable<FrameworkDefinitionInput['rules']> = [
	{ code: 'AWARD', do: 'bonus', max: 5, unlockAt: 80 },
	{ code: 'LATE', do: 'penalty', max: 5 },
	{ code: 'INCIDENT', do: 'veto', score: 59, gradeAtMost: 'D' }
];
const grades: NonNullable<FrameworkDefinitionInput['grades']> = [
	{ code: 'A', from: 90, maxShare: 0.3 },
	{ code: 'B', from: 80 },
	{ code: 'C', from: 60 },
	{ code: 'D', from: 0 }
];

function adjust(row: number, rule: string, amount = 0): Adjustment {
	return { unit: `u${String(row).padStart(3, '0')}`, rule, amount, ground: 'because' };
}

function score(
	values: number[],
	adjustments: Adjustment[] = [],
	rest: Partial<FrameworkDefinitionInput> = {},
	peers?: string[]
) {
	return scoreAggregate(
		{ aggregate: 'arithmetic' },
		[values],
		[],
		[],
		{ rules, grades, ...rest },
		adjustments,
		peers
	);
}

describe('rules', () => {
	it.each<[string, number, Adjustment[], number]>([
		['a bonus adds', 85, [adjust(0, 'AWARD', 2)], 87],
		['bonuses add up to their maximum', 85, [adjust(0, 'AWARD', 4), adjust(0, 'AWARD', 4)], 90],
		['a bonus is unlocked at its base, equality included', 80, [adjust(0, 'AWARD', 2)], 82],
		['a bonus below its base adds nothing', 79.99, [adjust(0, 'AWARD', 2)], 79.99],
		['a penalty takes off', 85, [adjust(0, 'LATE', 0.5)], 84.5],
		['a penalty takes off whichever sign it is written with', 85, [adjust(0, 'LATE', -0.5)], 84.5],
		['penalties add up to their maximum', 85, Array.from({ length: 20 }, () => adjust(0, 'LATE', 0.5)), 80],
		[
			'a penalty does not lock the bonus that the base unlocked',
			80,
			[adjust(0, 'LATE', 5), adjust(0, 'AWARD', 5)],
			80
		],
		['the scale holds the top', 98, [adjust(0, 'AWARD', 5)], 100],
		['the scale holds the bottom', 2, [adjust(0, 'LATE', 5)], 0],
		['a veto lowers to its score', 95, [adjust(0, 'INCIDENT')], 59],
		['a veto raises nobody', 40, [adjust(0, 'INCIDENT')], 40],
		['a veto comes last', 95, [adjust(0, 'AWARD', 5), adjust(0, 'INCIDENT')], 59],
		['a missing score stays missing', _, [adjust(0, 'AWARD', 5)], _]
	])('%s', (_title, base, adjustments, expected) => {
		expect([...score([base], adjustments).top.scores]).toEqual([expected]);
	});

	it('clamp nothing in a framework without rules', () => {
		expect([...score([130], [], { rules: [] }).top.scores]).toEqual([130]);
	});

	it('clamp every unit of a framework with rules, so that one cut holds for all', () => {
		expect([...score([130, 101], [adjust(1, 'AWARD', 1)]).top.scores]).toEqual([100, 100]);
	});

	it.each([
		[adjust(7, 'AWARD', 1), /of unit "u007" is for no unit of this run/],
		[adjust(0, 'NOPE', 1), /"NOPE" of unit "u000" names no rule/],
		[adjust(0, 'AWARD', -1), /negative amount -1; take points off by a penalty rule/],
		[adjust(0, 'LATE', NaN), /has the amount NaN/]
	])('refuse an adjustment that fits nothing', (adjustment, message) => {
		expect(() => score([50], [adjustment])).toThrow(message);
	});
});

describe('grades', () => {
	it('go by the highest band reached, bounds included', () => {
		const result = score([90, 80, 79.9, 60, 59.9, _, 90, 90, 1, 2, 3, 4]);
		expect(result.grades).toEqual(['A', 'B', 'C', 'C', 'D', undefined, 'A', 'A', 'D', 'D', 'D', 'D']);
	});

	it('go by the rounded score', () => {
		const result = score([89.995, 89.994, 1, 1], [], {
			rules: [],
			rank: { precision: 2 },
			grades: [{ code: 'A', from: 90 }]
		});
		expect(result.grades).toEqual(['A', undefined, undefined, undefined]);
		expect([...result.roundedTop]).toEqual([90, 89.99, 1, 1]);
	});

	it('let the surplus of a limited band fall to the next', () => {
		const result = score([99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
		expect(result.grades).toEqual(['A', 'A', 'A', 'B', 'B', 'B', 'B', 'B', 'B', 'B']);
		expect(result.gradeOutcomes[3]).toEqual({ code: 'B', byScore: 'A', limitedBy: 'share' });
	});

	it('keep ties together: a tie that does not fit falls as a whole', () => {
		expect(score([99, 98, 97, 97, 95, 94, 93, 92, 91, 90]).grades.slice(0, 4)).toEqual(['A', 'A', 'B', 'B']);
		expect(score([99, 99, 99, 99, 1, 1, 1, 1, 1, 1]).grades.slice(0, 4)).toEqual(['B', 'B', 'B', 'B']);
	});

	it('take the ceiling as a decimal share of the scored units of the group', () => {
		const values = Array.from({ length: 100 }, (_u, i) => 100 - i / 100);
		const limited = [{ code: 'A', from: 90, maxShare: 0.29 }];
		expect(
			score(values, [], { grades: limited, rules: [] }).grades.filter((grade) => grade === 'A')
		).toHaveLength(29);
		expect(
			score([99, 98, 97, _, _, _], [], { grades: [{ code: 'A', from: 90, maxShare: 0.5 }], rules: [] })
				.grades[1]
		).toBeUndefined();
	});

	it('take the ceiling in each peer group for itself', () => {
		const values = [99, 98, 97, 96, 95, 94, 93, 92, 91, 90];
		const result = score(values, [], {}, ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']);
		expect(result.grades).toEqual(['A', 'B', 'B', 'B', 'B', 'B', 'A', 'B', 'B', 'B']);
	});

	it('can limit several bands in a row', () => {
		const result = score([99, 98, 97, 96], [], {
			rules: [],
			grades: [
				{ code: 'A', from: 90, maxShare: 0.25 },
				{ code: 'B', from: 80, maxShare: 0.5 },
				{ code: 'C', from: 0 }
			]
		});
		expect(result.grades).toEqual(['A', 'B', 'B', 'C']);
	});

	it('put a vetoed unit no higher than the veto allows, and leave its place to the next', () => {
		const veto = [{ code: 'V', do: 'veto' as const, gradeAtMost: 'C' }];
		const result = score([99, 98, 70, 50], [adjust(0, 'V')], {
			rules: veto,
			grades: [{ code: 'A', from: 90, maxShare: 0.25 }, ...grades.slice(1)]
		});
		expect(result.grades).toEqual(['C', 'A', 'C', 'D']);
		expect(result.gradeOutcomes[0]).toEqual({ code: 'C', byScore: 'A', limitedBy: 'veto' });
	});

	it('leave a score below the lowest band without a grade', () => {
		expect(score([10], [], { rules: [], grades: [{ code: 'A', from: 60 }] }).grades).toEqual([undefined]);
	});
});
