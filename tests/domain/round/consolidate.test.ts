import { describe, expect, it } from 'vitest';
import { consolidateScores } from '../../../src/lib/domain/round/consolidate';

describe('one score from those of several assessors', () => {
	it.each([
		['mean', [60, 80], 70],
		['mean', [90], 90],
		['median', [10, 70, 80], 70],
		['median', [80, 10, 70, 90], 75],
		['trimmedMean', [0, 70, 80, 100], 75],
		['trimmedMean', [0, 70, 100], 70],
		['trimmedMean', [60, 80], 70]
	] as const)('%s of %j is %d', (rule, scores, expected) => {
		expect(consolidateScores(rule, scores)).toBe(expected);
	});

	it('is not there where nobody has scored', () => {
		expect(consolidateScores('mean', [])).toBeUndefined();
	});
});
