import { beforeAll, describe, expect, it } from 'vitest';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getAppeal } from '../../../../src/lib/server/services/appeal/get-appeal';
import { getNewAppeal } from '../../../../src/lib/server/services/appeal/get-new-appeal';
import {
	countAppealsToWatch,
	listAppeals,
	listOpenAppealsOf
} from '../../../../src/lib/server/services/appeal/list-appeals';
import { recuseFromAppeal } from '../../../../src/lib/server/services/appeal/take-appeal-step';
import { remindOfAppeals } from '../../../../src/lib/server/jobs/remind-deciders';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import { getMyPage } from '../../../../src/lib/server/services/my/get-my-page';
import { getScoreReceipt } from '../../../../src/lib/server/services/unit/get-score-receipt';
import { appealDesk, health, over } from '../../../factories/appeal-desk';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const { at, as, row, move, file, step, others } = appealDesk(database);
let { round, unitId, scored, scorers } = at;
beforeAll(() => void ({ round, unitId, scored, scorers } = at));

describe('filing an objection', () => {
	it('is not taken before the results stand open to objection', async () => {
		await expect(file()).rejects.toMatchObject({ code: 'stageClosed' });
		await move('publicity', new Date('2027-01-22T04:00:00Z'));
		expect((await getMyPage(await as('head'), { unit: health })).objection?.until).toBeInstanceOf(Date);
	});

	it('is for the head of the unit, with words, and in the days of publicity alone', async () => {
		await expect(file({}, 'head2')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(file({}, 'officer')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(file({}, 'assessor')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(file({ claim: '  ' })).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(file({ claim: 'x'.repeat(4001) })).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(file({ claimedValue: 101 })).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(file({ indicator: 'nothing' })).rejects.toMatchObject({ code: 'unknownIndicator' });
		await expect(file({ indicator: 'SHR-06' })).rejects.toMatchObject({ code: 'notFound' });
		await expect(file({}, 'head', over)).rejects.toMatchObject({ code: 'stageClosed' });
		expect(
			(await getNewAppeal(await as('head', over), { round, unit: health, indicator: scored.code })).closesAt
		).toBeNull();
		const program = Uint8Array.from(Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex'));
		const refused = await file({ proofs: [{ kind: 'file', name: 'proof.pdf', bytes: program }] });
		expect(refused).toMatchObject({ code: 'type', name: 'proof.pdf' });
		expect(await row(sql`select count(*)::int as n from appeal where round_id = ${round}`)).toEqual({ n: 0 });
	});

	it('keeps claim, proof and clock, tells those who decide, and takes no second one against the same figure', async () => {
		const id = await file({ claimedValue: 90, proofs: [{ kind: 'link', url: 'https://example.org/rules' }] });
		expect(id).toEqual(expect.any(Number));
		const { appeal, evidence, moves } = await getAppeal(await as('head'), id as number);
		expect(appeal).toMatchObject({ status: 'filed', claimedValue: 90, isOverdue: false });
		// Ten working days on, to the end of the day in China.
		expect(appeal.dueAt.toISOString()).toBe('2027-02-08T15:59:59.999Z');
		expect(evidence.map(({ url }) => url)).toEqual(['https://example.org/rules']);
		expect(moves).toEqual(['withdraw']);
		await expect(file()).rejects.toMatchObject({ code: 'conflict' });
		const told = await row<{ n: number }>(
			sql`select count(*)::int as n from message where kind = 'appeal.filed'`
		);
		expect(told.n).toBeGreaterThan(1);
		expect(await countAppealsToWatch(await as(others()[0]!))).toEqual({ open: 1, overdue: 0 });
		expect((await countAppealsToWatch(await as('manager', new Date('2027-03-01T00:00:00Z'))))!.overdue).toBe(
			1
		);
		expect(await countAppealsToWatch(await as('head'))).toBeUndefined();
		expect(await listOpenAppealsOf(await as('head'), { id: unitId, path: appeal.unit.path })).toHaveLength(1);
		expect((await listAppeals(await as('head2'), { page: 1, round })).total).toBe(0);
		await expect(getAppeal(await as('head2'), id as number)).rejects.toMatchObject({ code: 'notFound' });
		expect((await listAppeals(await as('auditor'), { page: 1, state: 'open', round })).total).toBe(1);
	});
});

describe('an appeal that is not decided', () => {
	const statusOf = async (id: number) => (await getAppeal(await as('head'), id)).appeal.status;

	it('is refused with a reason, and can be filed again', async () => {
		const id = (await file({ indicator: 'QLT-01' })) as number;
		const staff = others()[0]!;
		await expect(step(id, 'refuse', staff, { reason: ' ' })).rejects.toMatchObject({ code: 'invalidInput' });
		await step(id, 'refuse', staff, { reason: 'It names no figure' });
		expect(await statusOf(id)).toBe('refused');
		await expect(step(id, 'withdraw', 'head')).rejects.toMatchObject({ code: 'stageClosed' });
		const again = (await file({ indicator: 'QLT-01' })) as number;
		await expect(step(again, 'withdraw', 'head2')).rejects.toMatchObject({ code: 'notFound' });
		await step(again, 'withdraw', 'head', { reason: '' });
		expect(await statusOf(again)).toBe('withdrawn');
		const trail = await selectRows<{ action: string }>(
			database.opened.db,
			sql`select action from audit_entry where action like 'appeal.%' and entity_id in (${String(id)}, ${String(again)}) order by id`
		);
		expect(trail.map(({ action }) => action)).toEqual([
			'appeal.file',
			'appeal.refuse',
			'appeal.file',
			'appeal.withdraw'
		]);
	});
});

describe('deciding an appeal', () => {
	let id: number;
	let decider: string;
	/** against a measured figure, and one that finds nothing wrong */
	let measured: number;
	let dismissed: number;
	beforeAll(async () => {
		id = (
			await row<{ id: number }>(
				sql`select id from appeal where round_id = ${round} and status = 'filed' order by id limit 1`
			)
		).id;
		decider = others()[0]!;
	});

	it('is for nobody who scored the cell, declared a conflict, or stepped back', async () => {
		await expect(step(id, 'admit', scorers[0]!)).rejects.toMatchObject({
			code: 'forbidden',
			details: { bar: 'scored' }
		});
		expect((await getAppeal(await as(scorers[0]!), id)).bar).toBe('scored');
		const [, second, third] = others();
		await declareInterest(await as(second!), { unitCode: '330000', reason: 'a sister' });
		await expect(step(id, 'admit', second!)).rejects.toMatchObject({ details: { bar: 'conflict' } });
		await expect(recuseFromAppeal(await as(third!), { id, reason: ' ' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await recuseFromAppeal(await as(third!), { id, reason: 'I wrote the rules' });
		await expect(step(id, 'admit', third!)).rejects.toMatchObject({ details: { bar: 'recused' } });
		expect((await getAppeal(await as('head'), id)).recusals).toMatchObject([{ reason: 'I wrote the rules' }]);
		await expect(recuseFromAppeal(await as('manager'), { id, reason: 'x' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		for (const account of ['manager', 'leader', 'head', 'auditor']) {
			await expect(step(id, 'admit', account)).rejects.toMatchObject({ code: 'forbidden' });
		}
	});

	it('comes after its admission, when publicity is over', async () => {
		await expect(step(id, 'uphold', decider, { points: 90 })).rejects.toMatchObject({ code: 'stageClosed' });
		await step(id, 'admit', decider, { reason: '' });
		await expect(step(id, 'uphold', decider, { points: 90 })).rejects.toMatchObject({ code: 'stageClosed' });
		await expect(step(id, 'refuse', decider)).rejects.toMatchObject({ code: 'stageClosed' });
		measured = (await file({ indicator: 'OPN-01', claimedValue: 60 })) as number;
		dismissed = (await file({ indicator: 'SHR-02' })) as number;
		await step(measured, 'admit', decider);
		await step(dismissed, 'admit', decider);
		await move('appeals', over);
		await expect(move('final', over)).rejects.toMatchObject({
			details: { blocks: [{ code: 'appealsOpen', count: 3 }], standing: true }
		});
	});

	it('names points, other than those that stand, and a reason', async () => {
		const at = { now: over };
		await expect(step(id, 'uphold', decider, at)).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(step(id, 'uphold', decider, { ...at, points: 100.5 })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await expect(step(id, 'uphold', decider, { ...at, points: 90, reason: ' ' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		const { figure } = await getAppeal(await as(decider, over), id);
		await expect(step(id, 'uphold', decider, { ...at, points: figure!.frozen ?? -1 })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await expect(step(id, 'dismiss', decider, { ...at, revision: 1 })).rejects.toMatchObject({
			code: 'conflict'
		});
	});

	it('upheld, scores the round anew at once and keeps the difference', async () => {
		const nodeScore = async () =>
			(
				await row<{ score: number }>(
					sql`select score from result where round_id = ${round} and unit_id = ${unitId} and node_code = ${scored.code}`
				)
			).score;
		const before = await nodeScore();
		await step(id, 'partlyUphold', decider, { points: 91.5, now: over, reason: 'In force since June' });
		const { appeal, moves } = await getAppeal(await as('head', over), id);
		expect(appeal).toMatchObject({
			status: 'partlyUpheld',
			decidedValue: 91.5,
			decisionReason: 'In force since June'
		});
		expect(appeal.difference?.node).toMatchObject({ scoreBefore: before, scoreAfter: 91.5 });
		expect(appeal.difference!.total.scoreAfter).not.toBe(appeal.difference!.total.scoreBefore);
		expect(await nodeScore()).toBe(91.5);
		expect(moves).toEqual([]);
		const input = await row(
			sql`select value, source from round_input where round_id = ${round} and unit_id = ${unitId} and node_code = ${scored.code}`
		);
		expect(input).toEqual({ value: 91.5, source: 'appeal' });
		const trail = await selectRows<{ action: string }>(
			database.opened.db,
			sql`select action from audit_entry where action like 'appeal.%' and entity_id = ${String(id)} order by id`
		);
		expect(trail.map(({ action }) => action).filter((action) => action !== 'appeal.recuse')).toEqual([
			'appeal.file',
			'appeal.admit',
			'appeal.partlyUphold'
		]);
		await expect(step(id, 'dismiss', decider, { now: over })).rejects.toMatchObject({ code: 'stageClosed' });
	});

	it('stands on the receipt of the score: with its reason for those who see scores, and never with a name for the unit', async () => {
		const decisionFor = async (account: string) =>
			(
				await getScoreReceipt(await as(account, over), {
					...{ code: health, framework: 'PDR-D', period: '2026-Q4', node: scored.code }
				})
			).assessment!.decision;
		const { appeal } = await getAppeal(await as('head', over), id);
		expect(await decisionFor('head')).toMatchObject({
			...{ origin: 'appeal', score: 91.5, reason: 'In force since June', byName: undefined, appealId: id },
			difference: appeal.difference
		});
		expect((await decisionFor('leader'))!.byName).toBe(appeal.decidedByName);
	});

	it('takes in a measured value once it was corrected, and nothing before', async () => {
		const at = { now: over };
		const { figure, takesPoints } = await getAppeal(await as(decider, over), measured);
		expect(takesPoints).toBe(false);
		expect(figure!.current).toBe(figure!.frozen);
		await expect(step(measured, 'uphold', decider, at)).rejects.toMatchObject({ code: 'invalidInput' });
		// What a correction of its cells leaves behind.
		await database.opened.db.execute(
			sql`update figure set value = 61.5 where unit_id = ${unitId} and period = '2026-Q4'
				and indicator_id = (select id from indicator where code = 'OPN-01')`
		);
		expect((await getAppeal(await as('head', over), measured)).figure).toEqual({
			frozen: figure!.frozen,
			current: 61.5
		});
		await step(measured, 'uphold', decider, at);
		const { appeal } = await getAppeal(await as('head', over), measured);
		expect(appeal).toMatchObject({ status: 'upheld', decidedValue: 61.5 });
		expect(appeal.difference!.node.scoreAfter).not.toBe(appeal.difference!.node.scoreBefore);
	});

	it('is asked for before its day, and again each week after it, of the managers too', async () => {
		const { dueAt } = (await getAppeal(await as('head', over), dismissed)).appeal;
		const told = async (kind: string) =>
			await row<{ count: number; managers: number }>(
				sql`select count(*)::int as count, count(*) filter (where u.email like 'manager@%')::int as managers
						from message m join app_user u on u.id = m.user_id where m.kind = ${kind}`
			);
		const at = (days: number) => database.context({ now: new Date(dueAt.getTime() + days * 86_400_000) });
		expect(await remindOfAppeals(at(-4))).toBe(0);
		expect(await remindOfAppeals(at(-2))).toBe(1);
		await remindOfAppeals(at(-1));
		const soon = await told('appeal.dueSoon');
		expect(soon.count).toBeGreaterThan(0);
		expect(soon.managers).toBe(0);
		await remindOfAppeals(at(1));
		await remindOfAppeals(at(2));
		expect((await told('appeal.overdue')).managers).toBe(1);
		await remindOfAppeals(at(8));
		expect((await told('appeal.overdue')).managers).toBe(2);
	});

	it('dismissed, changes nothing, and the round goes on', async () => {
		const totals = async () =>
			selectRows(
				database.opened.db,
				sql`select * from result where round_id = ${round} order by unit_id, node_code`
			);
		const before = await totals();
		await step(dismissed, 'dismiss', decider, { now: over, points: 99 });
		expect(await totals()).toEqual(before);
		const { appeal } = await getAppeal(await as('head', over), dismissed);
		expect(appeal).toMatchObject({ status: 'dismissed', decidedValue: null, difference: null });
		await move('final', over);
	});
});
