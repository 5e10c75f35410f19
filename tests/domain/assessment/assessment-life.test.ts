import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssessmentStatus } from '../../../src/lib/domain/assessment/assessment';
import { scoringBar } from '../../../src/lib/domain/assessment/assessment-rules';
import { roundStages } from '../../../src/lib/domain/round/round';
import { openStages } from '../../../src/lib/domain/round/round-acts';

const opensAt = new Date('2026-11-01T00:00:00Z');
const closesAt = new Date('2026-11-28T00:00:00Z');
const hour = 3_600_000;

describe('the life of an assessment, whatever people try', () => {
	it('is written within its window alone, given away once, and never touched again', () => {
		const tries = fc.record({
			/** `lock`: the round is laid open and takes its scores along */
			event: fc.constantFrom('save', 'submit', 'lock' as const),
			stage: fc.constantFrom(...roundStages),
			hoursLater: fc.integer({ min: 0, max: 100 }),
			ownsUnit: fc.boolean()
		});
		fc.assert(
			fc.property(fc.array(tries, { maxLength: 60 }), (attempts) => {
				let status: AssessmentStatus = 'assigned';
				let now = new Date('2026-10-30T00:00:00Z');
				const submissions: Date[] = [];
				for (const { event, stage, hoursLater, ownsUnit } of attempts) {
					now = new Date(now.getTime() + hoursLater * hour);
					if (event === 'lock') {
						if (status === 'submitted') status = 'locked';
						continue;
					}
					const before: AssessmentStatus = status;
					const windows = [{ stage: 'scoring' as const, opensAt, closesAt }];
					if (scoringBar({ status: before, stage, windows, ownsUnit }, now)) continue;
					expect(['assigned', 'draft']).toContain(before);
					expect(ownsUnit).toBe(false);
					expect(openStages).toContain(stage);
					expect(now >= opensAt && now < closesAt).toBe(true);
					status = event === 'submit' ? 'submitted' : 'draft';
					if (status === 'submitted') submissions.push(now);
				}
				expect(submissions.length).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 500 }
		);
	});
});
