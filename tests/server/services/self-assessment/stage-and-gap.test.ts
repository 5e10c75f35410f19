import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { remindOfSelfAssessments } from '../../../../src/lib/server/jobs/remind-reporters';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
import { moveRound } from '../../../../src/lib/server/services/round/move-round';
import { listSelfAssessments } from '../../../../src/lib/server/services/self-assessment/list-self-assessments';
import { health, selfDesk, transport } from '../../../factories/self-assessment';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const desk = selfDesk(database);
const { as, rows, look, save, submit } = desk;
let round: number;
let published: number;

beforeAll(async () => {
	({ round, published } = await desk.open());
	await submit('head', [{ points: '77' }, { points: '85' }]);
}, 120_000);

describe('the stage of self-assessment', () => {
	const move = async (to: 'selfAssessment' | 'review') =>
		moveRound(await as('manager'), {
			roundId: round,
			to,
			reason: 'a test',
			revision: (await getRound(database.opened.db, round)).revision
		});
	const told = () =>
		rows<{ unit: string; path: string; details: Record<string, unknown> }>(
			sql`select u.code as unit, m.path, m.details from message m join unit u on u.id = m.unit_id
				where m.kind = 'selfAssessment.opened' order by u.code`
		);

	it('tells the heads of units that have not submitted, by when', async () => {
		await move('selfAssessment');
		const messages = await told();
		expect(messages.map(({ unit }) => unit)).toContain(transport);
		expect(messages.map(({ unit }) => unit)).not.toContain(health);
		const [own] = messages.filter(({ unit }) => unit === transport);
		expect(own).toMatchObject({
			path: `/rounds/${round}/self-assessment/${transport}`,
			details: { period: '2026-Q4', date: '2027-01-14' }
		});
	});

	it('reminds of it each morning, once when it can be done and once when little time is left', async () => {
		const count = async (kind: string) =>
			(
				await rows<{ n: number }>(sql`select count(*)::int as n from message m join unit u on u.id = m.unit_id
				where m.kind = ${kind} and m.path = ${`/rounds/${round}/self-assessment/${transport}`}`)
			)[0]!.n;
		const morning = (day: string) =>
			remindOfSelfAssessments(database.context({ now: new Date(`${day}T00:00:00Z`) }));
		await morning('2027-01-10');
		expect([await count('selfAssessment.opened'), await count('selfAssessment.dueSoon')]).toEqual([1, 0]);
		await morning('2027-01-12');
		await morning('2027-01-13');
		expect([await count('selfAssessment.opened'), await count('selfAssessment.dueSoon')]).toEqual([1, 1]);
		await morning('2027-01-15');
		expect(await count('selfAssessment.dueSoon')).toBe(1);
	});

	it('is blocked by the units that have not submitted, which the board names', async () => {
		const board = await getRoundBoard(await as('manager'), round);
		const block = board.blocks.find(({ code }) => code === 'selfAssessmentsOpen')!;
		const { submitted, units, total } = await listSelfAssessments(await as('manager'), round, {
			state: 'open',
			page: 1
		});
		expect(block.count).toBe(units - submitted);
		expect(total).toBe(block.count);
		expect(board.unitsWithoutSelf.length).toBe(Math.min(6, block.count));
		expect(board.unitsWithoutSelf.map(({ code }) => code)).not.toContain(health);
		expect((await getRoundBoard(await as('head2'), round)).unitsWithoutSelf).toMatchObject([
			{ code: transport }
		]);
	});

	it('ends at its closing time, and when the round goes on: what comes then is told so and not stored', async () => {
		const late = new Date('2027-01-14T16:00:00Z');
		await expect(save('head2', [{ points: '50' }], {}, transport, late)).rejects.toMatchObject({
			code: 'stageClosed'
		});
		const whole = [{ points: '50' }, { points: '60' }];
		const [moved, given] = await Promise.allSettled([move('review'), submit('head2', whole, transport)]);
		expect(moved.status).toBe('fulfilled');
		const stored = await rows<{ n: number }>(
			sql`select count(*)::int as n from self_assessment s join unit u on u.id = s.unit_id
				where s.round_id = ${round} and u.code = ${transport} and s.status = 'submitted'`
		);
		expect(stored[0]!.n).toBe(given.status === 'fulfilled' ? 2 : 0);
		if (given.status === 'rejected') expect(given.reason).toMatchObject({ code: 'stageClosed' });
		await expect(submit('head2', whole, transport)).rejects.toMatchObject({
			code: given.status === 'fulfilled' ? 'alreadySubmitted' : 'stageClosed'
		});
	});
});

describe('the gap between own and reviewed scores', () => {
	it('is kept and shown to the unit, to those who oversee and to those who scored, once results are out', async () => {
		for (const account of ['head', 'manager', 'assessor']) {
			const page = await look(account, health, published);
			expect(page.seesReviewed).toBe(true);
			for (const { score, reviewed } of page.cells) {
				expect(score).toEqual(expect.any(Number));
				expect(reviewed).toEqual(expect.any(Number));
			}
		}
		await expect(look('head2', health, published)).rejects.toMatchObject({ code: 'forbidden' });
		const update = sql`update self_assessment set score = 1 where round_id = ${published}`;
		await expect(database.opened.db.execute(update)).rejects.toThrow();
	});

	it('is listed over the units of a round, the widest first, to assessors not before results are laid open', async () => {
		const {
			rows: all,
			units,
			seesReviewed
		} = await listSelfAssessments(await as('manager'), published, {
			page: 1
		});
		expect(seesReviewed).toBe(true);
		expect(all).toHaveLength(units);
		const gaps = all.map(({ gap }) => Math.abs(gap!));
		expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
		for (const { self, reviewed, gap, widest } of all) {
			expect(gap!).toBeCloseTo(reviewed! - self!, 9);
			expect(widest!).toBeGreaterThanOrEqual(Math.abs(gap!) - 1e-9);
		}
		const underWay = await listSelfAssessments(await as('assessor'), round, { page: 1 });
		expect(underWay.seesReviewed).toBe(false);
		for (const row of underWay.rows) expect(row).toMatchObject({ reviewed: null, gap: null, widest: null });
		expect(underWay.rows.find(({ unit }) => unit.code === health)).toMatchObject({ self: 81 });
	});

	it('is of their own units for heads, and not for others', async () => {
		const own = await listSelfAssessments(await as('head'), published, { page: 1 });
		expect(own.rows.map(({ unit }) => unit.code)).toEqual([health]);
		for (const account of ['officer', 'admin']) {
			await expect(listSelfAssessments(await as(account), published, { page: 1 })).rejects.toMatchObject({
				code: 'forbidden'
			});
		}
	});
});
