import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { endorseObservations } from '../../../../src/lib/server/services/observation/endorse-observations';
import { getReviewCell } from '../../../../src/lib/server/services/observation/get-review-cell';
import { listReviewQueue } from '../../../../src/lib/server/services/observation/list-review-queue';
import { reviewObservations } from '../../../../src/lib/server/services/observation/review-observations';
import { addAccount } from '../../../factories/account';
import { idOf, testNow } from '../../../factories/demonstration';
import { period, reviewDesk, unit } from '../../../factories/review-desk';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const { people, as, read, refOf, give, counted, told } = reviewDesk(database);
const day = 86_400_000;

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

	it('is narrowed to the units, indicators and periods of one round', async () => {
		const of = (query: object) => listReviewQueue(as('assessor'), { page: 1, ...query });
		const rounds = await selectRows<{ id: number; units: string[] }>(
			database.opened.db,
			sql`select r.id, array_agg(u.code) as units from round r join round_unit ru on ru.round_id = r.id
				join unit u on u.id = ru.unit_id where r.stage not in ('draft', 'published', 'withdrawn') group by r.id order by r.id`
		);
		const all = await of({});
		const totals: number[] = [];
		for (const { id, units } of rounds) {
			const queue = await of({ round: id });
			expect(queue.round?.id).toBe(id);
			expect(queue.rows.filter(({ unit: { code } }) => !units.includes(code))).toEqual([]);
			expect(queue.total).toBeLessThanOrEqual(all.total);
			totals.push(queue.total);
		}
		expect(Math.max(...totals)).toBeGreaterThan(0);
		expect(Math.min(...totals)).toBeLessThan(all.total);
		const round = rounds[totals.indexOf(Math.max(...totals))]!.id;
		const shown = (await of({ round })).rows[0]!.indicator.code;
		const narrowed = await of({ round, indicator: shown });
		expect(new Set(narrowed.rows.map(({ indicator }) => indicator.code))).toEqual(new Set([shown]));
		expect((await of({ round, unit: 'no-such-unit' })).total).toBe(0);
		await expect(of({ round: 999_999 })).rejects.toMatchObject({
			code: 'notFound'
		});
	});

	it('finds the few that wait in an old period by their own index', async () => {
		await database.opened.db
			.execute(sql`insert into observation (unit_id, indicator_id, period, period_start, value, status, source,
				entered_at, submitted_at)
			select u.id, i.id, to_char(d, 'YYYY-MM'), d::date, 1, 'approved', 'test', d, d
			from unit u cross join indicator i cross join generate_series('2021-01-01'::timestamptz, '2021-12-01', '1 month') d
			where u.kind = 'department'`);
		await database.opened.db
			.execute(sql`update observation set status = 'submitted' where period = '2021-03' and unit_id in
			(select id from unit where code = '110000-transport')`);
		await database.opened.db.execute(sql`analyze observation`);
		const used = async () => {
			// Counted within the transaction, which sees its own scans at once.
			let scans = 0;
			await database.opened.db.transaction(async (tx) => {
				const ctx = { ...as('assessor'), db: tx as unknown as typeof database.opened.db };
				expect((await listReviewQueue(ctx, { page: 1, period: '2021-03' })).total).toBeGreaterThan(10);
				const [row] = await selectRows<{ scans: number }>(
					tx,
					sql`select sum(pg_stat_get_xact_numscans(inhrelid))::int as scans from pg_inherits
						where inhparent = 'observation_submitted'::regclass`
				);
				scans = row!.scans;
			});
			return scans;
		};
		expect(await used()).toBeGreaterThan(0);
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
