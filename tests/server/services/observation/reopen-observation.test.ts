import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { endorseObservations } from '../../../../src/lib/server/services/observation/endorse-observations';
import { getEntrySheet } from '../../../../src/lib/server/services/observation/get-entry-sheet';
import { getReviewCell } from '../../../../src/lib/server/services/observation/get-review-cell';
import { reopenObservation } from '../../../../src/lib/server/services/observation/reopen-observation';
import { reviewObservations } from '../../../../src/lib/server/services/observation/review-observations';
import { saveEntries } from '../../../../src/lib/server/services/observation/save-entries';
import { demonstrationActor, testNow } from '../../../factories/demonstration';
import { period, reviewDesk, unit, type Who } from '../../../factories/review-desk';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const { people, as, read, refOf, give, counted, told } = reviewDesk(database);
const day = 86_400_000;

beforeAll(async () => {
	await endorseObservations(as('head'), {
		decision: 'endorse',
		reason: '',
		cells: { matching: { unit, periods: [period] }, asOf: testNow }
	});
	await reviewObservations(as('assessor'), {
		decision: 'approve',
		reason: '',
		cells: [await refOf('OPN-01')]
	});
});

describe('“not applicable”', () => {
	it('counts as not reported until it is approved', async () => {
		const of = '110000-transport';
		const officer: Actor = await demonstrationActor(database.opened, 'head2');
		const ctx = database.context({ actor: officer, now: testNow });
		const { sheet } = await getEntrySheet(ctx, { unit: of, period });
		const open = sheet!.cells.find(({ stored }) => !stored || stored.status === 'draft');
		const code = open?.nodeCode ?? 'MGT-01';
		if (!open) {
			await reviewObservations(as('assessor'), {
				decision: 'return',
				reason: 'again',
				cells: [await refOf(code, of)]
			});
		}
		const fresh = (await getEntrySheet(ctx, { unit: of, period })).sheet!.cells.find(
			({ nodeCode }) => nodeCode === code
		)!;
		const empty = { value: '', numerator: '', denominator: '', distribution: '' };
		await saveEntries(ctx, {
			unit: of,
			period,
			intent: 'submit',
			cells: [
				{
					code,
					revision: fresh.stored?.revision ?? 0,
					typed: { ...empty, reason: 'notApplicable', note: 'No register here' },
					isConfirmed: true
				}
			]
		});
		expect(await counted(code, period, of)).toBe('notReported');
		await reviewObservations(as('assessor'), {
			decision: 'approve',
			reason: '',
			cells: [await refOf(code, of)]
		});
		expect(await counted(code, period, of)).toBe('notApplicable');
	});
});

describe('a reopened cell', () => {
	const reopen = async (code: string, days: number, reason = 'A slip of the pen', who: Who = 'manager') =>
		reopenObservation(as(who), { cell: await refOf(code), reason, days });

	it('counts as approved while another value is typed over it, and as the other once that is submitted', async () => {
		const approved = await counted('OPN-01');
		expect((await reopen('OPN-01', 7)).decidedCount).toBe(1);
		expect((await told('officer'))[0]).toMatchObject({
			kind: 'observation.reopened',
			reason: 'A slip of the pen',
			until: '2026-11-22T04:00:00.000Z'
		});
		await give('OPN-01', { numerator: '55', denominator: '100' }, 'save');
		const { stored } = await read('OPN-01');
		expect(stored).toMatchObject({ status: 'approved', draft: { numerator: 55 } });
		expect(stored!.entry.numerator).not.toBe(55);
		expect(await counted('OPN-01')).toBe(approved);
		await give('OPN-01', { numerator: '56', denominator: '100' }, 'submit');
		expect(await counted('OPN-01')).toBe(56);
		expect((await read('OPN-01')).stored).toMatchObject({
			status: 'submitted',
			draft: null,
			reopenedUntil: null
		});
		const { revisions, state } = await getReviewCell(as('officer'), { unit, indicator: 'OPN-01', period });
		expect(state).toEqual({
			endorsedAt: null,
			endorsedByName: null,
			approvedAt: null,
			approvedByName: null
		});
		expect(revisions.map(({ after }) => after['status'])).toEqual([
			'submitted',
			'approved',
			'approved',
			'approved',
			'submitted',
			...revisions.slice(5).map(({ after }) => after['status'])
		]);
		expect(revisions[1]!.after['draft']).toMatchObject({ numerator: 55 });
	});

	it('locks again when its time is over; what was typed is kept and not applied', async () => {
		const cell = await refOf('QLT-01');
		await reviewObservations(as('assessor'), { decision: 'approve', reason: '', cells: [cell] });
		await reopen('QLT-01', 2);
		await give('QLT-01', { numerator: '50', denominator: '100' }, 'save');
		const later = new Date(testNow.getTime() + 2 * day);
		const refused = await give('QLT-01', { numerator: '51', denominator: '100' }, 'submit', later);
		expect(refused.refusals).toMatchObject([{ code: 'QLT-01', kind: 'locked' }]);
		expect((await read('QLT-01', later)).stored).toMatchObject({
			status: 'approved',
			draft: { numerator: 50 },
			reopenedUntil: null
		});
	});

	it('is one that was approved, for 1 to 30 days, with a reason, and not one’s own', async () => {
		expect((await reopen('OPN-01', 7)).refusals).toMatchObject([{ bar: 'notApproved' }]);
		await expect(reopen('QLT-01', 31)).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(reopen('QLT-01', 0)).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(reopen('QLT-01', 5, '')).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(reopen('QLT-01', 5, 'please', 'head')).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('of a published quarter is found at data entry, and nothing else of that quarter', async () => {
		const month = '2026-08';
		const cell = await refOf('OPN-01', unit, month);
		await reopenObservation(as('assessor'), { cell, reason: 'late correction', days: 3 });
		const { periods, sheet } = await getEntrySheet(as('officer'), { unit, period: month });
		expect(periods.map(({ code, isOpen }) => [code, isOpen])).toEqual([
			[period, true],
			[month, false]
		]);
		expect(
			sheet!.cells.filter(({ stored }) => stored?.reopenedUntil).map(({ nodeCode }) => nodeCode)
		).toEqual(['OPN-01']);
	});
});

describe('every decision', () => {
	it('leaves a revision and an audit row', async () => {
		const [row] = await selectRows<{ revisions: number; audits: number }>(
			database.opened.db,
			sql`select
				(select count(*)::int from audit_entry where action in ('observation.approve', 'observation.return', 'observation.endorse', 'observation.reopen')) as audits,
				(select count(*)::int from observation_revision where changed_at = ${testNow.toISOString()}::timestamptz
					and changed_by in (${people.assessor.userId!}, ${people.head.userId!}, ${people.manager.userId!})) as revisions`
		);
		expect(row!.audits).toBeGreaterThan(10);
		expect(row!.revisions).toBeGreaterThanOrEqual(row!.audits - 1);
		const [torn] = await selectRows<{ count: number }>(
			database.opened.db,
			sql`select count(*)::int as count from observation o where o.status in ('approved', 'returned') and o.approved_by is not null
				and not exists (select 1 from observation_revision r where r.unit_id = o.unit_id and r.indicator_id = o.indicator_id
					and r.period = o.period and r.revision = o.revision)`
		);
		expect(torn!.count).toBe(0);
	});
});
