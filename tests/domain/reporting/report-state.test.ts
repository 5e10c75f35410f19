import { describe, expect, it } from 'vitest';
import { askedPeriods } from '../../../src/lib/domain/reporting/asked-periods';
import {
	completeShare,
	onTimeShare,
	reportState,
	type ReportCounts,
	type StoredReport
} from '../../../src/lib/domain/reporting/report-state';
import { reportLevel, wholePercent } from '../../../src/lib/view/reporting';

const dueAt = new Date('2026-11-10T16:00:00Z');
const before = new Date('2026-11-09T00:00:00Z');
const after = new Date('2026-11-12T00:00:00Z');
const report = (over: Partial<StoredReport> = {}): StoredReport => ({
	status: 'submitted',
	missingReason: null,
	returnReason: null,
	firstSubmittedAt: null,
	submittedAt: before,
	enteredAt: before,
	...over
});

describe('the state of a cell that is asked for', () => {
	it.each([
		['nothing, its day passed', undefined, after, 'missing'],
		['nothing, with time left', undefined, before, 'notYetDue'],
		['a value by the due instant', report({ submittedAt: dueAt }), after, 'onTime'],
		['a value after it', report({ submittedAt: after }), after, 'late'],
		[
			'a late correction of a value that was in time',
			report({ firstSubmittedAt: before, submittedAt: after }),
			after,
			'onTime'
		],
		[
			'a value that was late and approved',
			report({ status: 'approved', firstSubmittedAt: after }),
			after,
			'late'
		],
		['"not reported"', report({ missingReason: 'notReported' }), after, 'empty'],
		['"not applicable" that nobody approved', report({ missingReason: 'notApplicable' }), after, 'empty'],
		[
			'an approved "not applicable"',
			report({ status: 'approved', missingReason: 'notApplicable' }),
			after,
			'notApplicable'
		],
		['a value that was sent back', report({ status: 'returned' }), after, 'returned'],
		[
			'a draft that answers what was sent back',
			report({ status: 'draft', returnReason: 'Why?' }),
			after,
			'returned'
		],
		['a draft', report({ status: 'draft', submittedAt: null }), after, 'draft']
	] as const)('is said of %s', (_, stored, now, state) => {
		expect(reportState(stored, dueAt, now)).toBe(state);
	});
});

describe('shares', () => {
	const counts = (over: Partial<ReportCounts>): ReportCounts => ({
		...{ due: 0, onTime: 0, late: 0, empty: 0, returned: 0, draft: 0, missing: 0, edited: 0 },
		...{ early: 0, notYetDue: 0, notApplicable: 0 },
		...over
	});

	it('are of what is due, and of nothing where nothing is', () => {
		expect(completeShare(counts({ due: 4, onTime: 2, late: 1, missing: 1 }))).toBe(0.75);
		expect(onTimeShare(counts({ due: 4, onTime: 2, late: 1, missing: 1 }))).toBe(0.5);
		expect(completeShare(counts({ early: 3 }))).toBeUndefined();
	});

	it('never look whole while one is missing', () => {
		expect(wholePercent(0.9999)).toBe(99);
		expect(wholePercent(1)).toBe(100);
		expect(reportLevel(counts({ due: 3, onTime: 3 }))).toBe('full');
		expect(reportLevel(counts({ due: 3, onTime: 2, late: 1 }))).toBe('late');
		expect(reportLevel(counts({ due: 10, onTime: 9, missing: 1 }))).toBe('partial');
		expect(reportLevel(counts({ due: 10, onTime: 8, missing: 2 }))).toBe('poor');
		expect(reportLevel(counts({ notYetDue: 1 }))).toBe('open');
		expect(reportLevel(undefined)).toBe('none');
	});
});

describe('the periods that a round asks for', () => {
	const span = { from: '2025-01-01', to: '2026-12-31' };
	const asked = (round: string, frequency: 'month' | 'quarter' | 'year', now: string) =>
		askedPeriods(round, frequency, span, new Date(now), 'Asia/Shanghai').map(({ code }) => code);

	it('are the months of a quarter that are over', () => {
		expect(asked('2026-Q4', 'month', '2026-11-15T00:00:00Z')).toEqual(['2026-10']);
		expect(asked('2026-Q3', 'month', '2026-11-15T00:00:00Z')).toEqual(['2026-07', '2026-08', '2026-09']);
	});

	it('are the year that a quarter lies in once it is over, and only within the span', () => {
		expect(asked('2026-Q4', 'year', '2026-11-15T00:00:00Z')).toEqual([]);
		expect(asked('2025-Q4', 'year', '2026-11-15T00:00:00Z')).toEqual(['2025']);
		expect(asked('2024-Q4', 'year', '2026-11-15T00:00:00Z')).toEqual([]);
	});
});
