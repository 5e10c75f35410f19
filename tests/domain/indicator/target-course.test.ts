import { describe, expect, it } from 'vitest';
import { targetCourse } from '../../../src/lib/domain/indicator/target-course';

const targets = [
	{ period: '2030', value: 80 },
	{ period: '2025', value: 50 }
];
const course = (over: Partial<Parameters<typeof targetCourse>[0]>) =>
	targetCourse({ targets, period: '2026-Q2', direction: 1, current: 62, figureOf: () => 52, ...over });

describe('targets', () => {
	it('judges the one that was due by the figure of its own period', () => {
		expect(course({}).due).toEqual({ period: '2025', value: 50, achieved: 52, isReached: true });
		expect(course({ direction: -1 }).due!.isReached).toBe(false);
	});

	it('does not judge without a figure', () => {
		expect(course({ figureOf: () => null }).due).toMatchObject({ achieved: null, isReached: null });
	});

	it('says what the coming one takes a year, to its end', () => {
		expect(course({}).coming).toEqual({ period: '2030', value: 80, isReached: false, neededPerYear: 4 });
	});

	it('asks for nothing where the coming one is reached, or nothing is known', () => {
		expect(course({ current: 80 }).coming).toMatchObject({ isReached: true, neededPerYear: null });
		expect(course({ current: null }).coming).toMatchObject({ isReached: false, neededPerYear: null });
	});

	it('counts a target as due in the last quarter of its year', () => {
		expect(course({ period: '2025-Q4' }).due!.period).toBe('2025');
		expect(course({ period: '2025-Q3' }).due).toBeUndefined();
		expect(course({ period: '2025-Q3' }).coming!.period).toBe('2025');
	});
});
