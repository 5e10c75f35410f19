import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { EntryCell } from '../../../../src/lib/domain/indicator/entry-sheet';
import type { TypedEntry } from '../../../../src/lib/domain/indicator/read-entry';
import type { CellRef } from '../../../../src/lib/domain/indicator/review-cell';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { listMessages } from '../../../../src/lib/server/services/message/list-messages';
import { endorseObservations } from '../../../../src/lib/server/services/observation/endorse-observations';
import { getEntrySheet } from '../../../../src/lib/server/services/observation/get-entry-sheet';
import { getReviewCell } from '../../../../src/lib/server/services/observation/get-review-cell';
import { listReviewQueue } from '../../../../src/lib/server/services/observation/list-review-queue';
import { reopenObservation } from '../../../../src/lib/server/services/observation/reopen-observation';
import { reviewObservations } from '../../../../src/lib/server/services/observation/review-observations';
import { saveEntries, type TypedCell } from '../../../../src/lib/server/services/observation/save-entries';
import { addAccount } from '../../../factories/account';
import { demonstrationActor, idOf, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const unit = '330000-health';
const period = '2026-10';
const day = 86_400_000;
let people: Record<'officer' | 'head' | 'assessor' | 'manager', Actor>;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	people = {
		officer: await demonstrationActor(database.opened, 'officer'),
		head: await demonstrationActor(database.opened, 'head'),
		assessor: await demonstrationActor(database.opened, 'assessor'),
		manager: await demonstrationActor(database.opened, 'manager')
	};
}, 120_000);

type Who = keyof typeof people;
const as = (who: Who, now = testNow) => database.context({ actor: people[who], now });
const read = async (code: string, now = testNow): Promise<EntryCell> => {
	const { sheet } = await getEntrySheet(as('officer', now), { unit, period });
	return sheet!.cells.find((cell) => cell.nodeCode === code)!;
};
const refOf = async (indicator: string, of = unit, month = period): Promise<CellRef> => {
	const cell = await getReviewCell(as('assessor'), { unit: of, indicator, period: month });
	return {
		unitId: cell.unit.id,
		indicatorId: cell.indicator.id,
		period: month,
		revision: cell.stored.revision
	};
};
async function give(code: string, fields: Partial<TypedEntry>, intent: 'save' | 'submit', now = testNow) {
	const empty = { value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '' };
	const revision = (await read(code, now)).stored?.revision ?? 0;
	const cells: TypedCell[] = [{ code, revision, typed: { ...empty, ...fields }, isConfirmed: true }];
	return saveEntries(as('officer', now), { unit, period, intent, cells });
}
const counted = async (indicator: string, month = period, of = unit): Promise<number | string | null> => {
	const [unitId, indicatorId] = [
		await idOf(database.opened, 'unit', of),
		await idOf(database.opened, 'indicator', indicator)
	];
	const rows = await selectRows<{ value: number | null; reason: string | null }>(
		database.opened.db,
		sql`select value, missing_reason as reason from series where unit_id = ${unitId} and indicator_id = ${indicatorId}
			and period = ${month} and provenance = 'own'`
	);
	return rows[0] ? (rows[0].value ?? rows[0].reason) : 'nothing';
};
const told = async (who: Who) =>
	(await listMessages(as(who), { isUnread: false, page: 1 })).messages.map(({ kind, details }) => ({
		kind,
		...details
	}));

describe('the queue', () => {
	it('has what is submitted in rounds under way and ready for the reader’s step', async () => {
		const queue = await listReviewQueue(as('assessor'), { page: 1 });
		expect(queue).toMatchObject({ step: 'review', page: 1, pageSize: 50 });
		expect(queue.total).toBeGreaterThan(100);
		expect(queue.rows).toHaveLength(50);
		expect(queue.rows.every(({ steps, isEndorsed }) => steps === 1 || isEndorsed)).toBe(true);
		expect(queue.periods.filter(({ isUnderWay }) => isUnderWay).map(({ code }) => code)).toContain(period);
		const own = await listReviewQueue(as('head'), { page: 1 });
		expect(own.step).toBe('endorse');
		expect(new Set(own.rows.map((row) => row.unit.code))).toEqual(new Set([unit]));
		const waiting = await listReviewQueue(as('assessor'), { page: 1, unit, flag: 'waiting' });
		expect(waiting.total).toBe(own.total);
		expect((await listReviewQueue(as('assessor'), { page: 1, unit })).total).toBe(0);
	});

	it('is narrowed by unit, sector, indicator, period and lateness, and pages', async () => {
		const of = (query: object) => listReviewQueue(as('assessor'), { page: 1, ...query });
		const transport = await of({ sector: 'transport' });
		expect(new Set(transport.rows.map((row) => row.unit.code.split('-')[1]))).toEqual(new Set(['transport']));
		const one = await of({ unit: '110000-transport', indicator: 'OPN-01' });
		expect(one.rows.map((row) => [row.unit.code, row.indicator.code, row.period])).toEqual([
			['110000-transport', 'OPN-01', period]
		]);
		expect(one.rows[0]!.previous).toBeTypeOf('number');
		expect((await of({ period: '2025-01' })).total).toBe(0);
		const late = await of({ flag: 'late' });
		expect(late.rows.every(({ isLate }) => isLate)).toBe(true);
		const second = await of({ page: 2 });
		expect(second.rows[0]).not.toEqual((await of({})).rows[0]);
		// A region's code means everything below it.
		expect((await of({ unit: '110000' })).total).toBeGreaterThan(one.total);
	});

	it('is nobody’s but whose step it is', async () => {
		for (const who of ['officer', 'manager'] as const) {
			await expect(listReviewQueue(as(who), { page: 1 })).rejects.toMatchObject({ code: 'forbidden' });
		}
		await expect(listReviewQueue(as('head'), { page: 1, step: 'review' })).rejects.toMatchObject({
			code: 'forbidden'
		});
	});
});

describe('two approvals', () => {
	it('are given in their order: the department first', async () => {
		const cell = await refOf('OPN-01');
		const early = await reviewObservations(as('assessor'), {
			decision: 'approve',
			reason: '',
			cells: [cell]
		});
		expect(early).toEqual({ decidedCount: 0, refusals: [{ cell, bar: 'notEndorsed' }] });
		await endorseObservations(as('head'), { decision: 'endorse', reason: '', cells: [cell] });
		expect(await told('assessor')).toMatchObject([
			{ kind: 'observation.endorsed', count: 1, indicator: 'OPN-01' }
		]);
		const stale = await reviewObservations(as('assessor'), {
			decision: 'approve',
			reason: '',
			cells: [cell]
		});
		expect(stale.refusals).toEqual([{ cell, bar: 'conflict' }]);
		const approved = await reviewObservations(as('assessor'), {
			decision: 'approve',
			reason: '',
			cells: [await refOf('OPN-01')]
		});
		expect(approved).toEqual({ decidedCount: 1, refusals: [] });
		const { stored, state, revisions } = await getReviewCell(as('officer'), {
			unit,
			indicator: 'OPN-01',
			period
		});
		expect(stored.status).toBe('approved');
		expect(state).toMatchObject({ endorsedByName: people.head.name, approvedByName: people.assessor.name });
		expect(revisions.slice(0, 2).map(({ after }) => after['status'])).toEqual(['approved', 'submitted']);
		expect((await told('officer'))[0]).toMatchObject({ kind: 'observation.approved', indicator: 'OPN-01' });
	});

	it('are both given for a whole form, as it stood when it was seen', async () => {
		const matching = { unit, periods: [period] };
		const before = (await listReviewQueue(as('head'), { page: 1 })).total;
		const { decidedCount } = await endorseObservations(as('head'), {
			decision: 'endorse',
			reason: '',
			cells: { matching, asOf: testNow }
		});
		expect(decidedCount).toBe(before);
		const late = new Date(testNow.getTime() + day);
		await give('SEC-01', { numerator: '97', denominator: '100' }, 'submit', late);
		expect(
			await endorseObservations(as('head', late), {
				decision: 'endorse',
				reason: '',
				cells: { matching, asOf: testNow }
			})
		).toEqual({ decidedCount: 0, refusals: [] });
	});

	it('end where the department itself sends something back', async () => {
		const cell = await refOf('SEC-01');
		await expect(
			endorseObservations(as('head'), { decision: 'sendBack', reason: ' ', cells: [cell] })
		).rejects.toMatchObject({ code: 'invalidInput' });
		await endorseObservations(as('head'), { decision: 'sendBack', reason: 'Not ours', cells: [cell] });
		expect((await read('SEC-01')).stored).toMatchObject({ status: 'returned', returnReason: 'Not ours' });
		expect((await told('officer'))[0]).toMatchObject({ reason: 'Not ours', by: people.head.name });
	});
});

describe('a return', () => {
	it('takes the value out of the figures until it is given in again, and tells whoever gave it', async () => {
		const before = await counted('OPN-03');
		expect(before).toBeTypeOf('number');
		await reviewObservations(as('assessor'), {
			decision: 'return',
			reason: 'Please check the month',
			cells: [await refOf('OPN-03')]
		});
		expect(await counted('OPN-03')).toBe('nothing');
		expect((await told('officer'))[0]).toMatchObject({
			kind: 'observation.returned',
			reason: 'Please check the month',
			count: 1
		});
		const { stored } = await read('OPN-03');
		expect(stored).toMatchObject({ status: 'returned' });
		const entry = stored!.entry;
		await give(
			'OPN-03',
			{
				...(entry.numerator === null
					? { value: String(entry.value) }
					: { numerator: String(entry.numerator), denominator: String(entry.denominator) }),
				note: 'Checked: it is right'
			},
			'submit'
		);
		expect(await counted('OPN-03')).toBe(before);
		const again = (await read('OPN-03')).stored!;
		expect(again).toMatchObject({ status: 'submitted', returnReason: null, submittedAt: testNow });
		// By when it was first given in it is late or not.
		expect(again.firstSubmittedAt).toEqual(stored!.firstSubmittedAt);
		expect(again.firstSubmittedAt!.getTime()).toBeLessThan(testNow.getTime());
	});

	it('asks for a reason, and for leave', async () => {
		const cell = await refOf('OPN-04');
		await expect(
			reviewObservations(as('assessor'), { decision: 'return', reason: '', cells: [cell] })
		).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(
			reviewObservations(as('head'), { decision: 'return', reason: 'no', cells: [cell] })
		).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('is not decided by whoever answers for the unit', async () => {
		const userId = await addAccount(database.opened.db, { email: 'both@example.org' });
		const both: Actor = {
			userId,
			name: 'both',
			grants: [...people.assessor.grants, ...people.officer.grants]
		};
		const ctx = database.context({ actor: both, now: testNow });
		const cell = await refOf('OPN-04');
		const outcome = await reviewObservations(ctx, { decision: 'return', reason: 'mine', cells: [cell] });
		expect(outcome.refusals).toEqual([{ cell, bar: 'ownUnit' }]);
		const { total } = await listReviewQueue(ctx, { page: 1, step: 'review', unit });
		expect(total).toBe(0);
	});

	it('is refused of cells out of reach as of cells that are not there', async () => {
		const elsewhere = await addAccount(database.opened.db, { email: 'beijing@example.org' });
		const unitId = await idOf(database.opened, 'unit', '110000');
		const [row] = await selectRows<{ path: string }>(
			database.opened.db,
			sql`select path from "unit" where id = ${unitId}`
		);
		const actor: Actor = {
			userId: elsewhere,
			name: 'Beijing',
			grants: [{ role: 'evaluationStaff', unitId, unitPath: row!.path }]
		};
		const cell = await refOf('OPN-04');
		const ghost = { ...cell, indicatorId: 999_999 };
		const bad = { ...cell, period: 'never' };
		const outcome = await reviewObservations(database.context({ actor, now: testNow }), {
			decision: 'approve',
			reason: '',
			cells: [cell, ghost, bad]
		});
		expect(outcome.decidedCount).toBe(0);
		expect(outcome.refusals.map(({ bar }) => bar)).toEqual(['notFound', 'notFound']);
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
