import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { OrderMove } from '../../../../src/lib/domain/oversight/order-flow';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { remindOfOrders } from '../../../../src/lib/server/jobs/remind-reporters';
import { watchDeadlines } from '../../../../src/lib/server/jobs/watch-deadlines';
import { openEvidence } from '../../../../src/lib/server/services/evidence/open-evidence';
import type { Proof } from '../../../../src/lib/server/services/evidence/keep-proof';
import { listMessages } from '../../../../src/lib/server/services/message/list-messages';
import { getOrder } from '../../../../src/lib/server/services/order/get-order';
import { issueOrder } from '../../../../src/lib/server/services/order/issue-order';
import { listOrders } from '../../../../src/lib/server/services/order/list-orders';
import { takeOrderStep } from '../../../../src/lib/server/services/order/take-order-step';
import { explainScore } from '../../../../src/lib/server/services/round/explain-score';
import { recomputeRound } from '../../../../src/lib/server/services/round/recompute-round';
import {
	demonstrationActor,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const folder = mkdtempSync(join(tmpdir(), 'yardstick-orders-'));
const kept = process.env['FILES_DIR'];
const people = {} as Record<'leader' | 'governor' | 'head' | 'head2' | 'assessor' | 'officer', Actor>;
const unit = '330000-health';
const pdf: Proof = { kind: 'file', name: 'proof.pdf', bytes: new TextEncoder().encode('%PDF-1.7\n%%EOF\n') };

beforeAll(async () => {
	process.env['FILES_DIR'] = folder;
	await seedSmallDemonstration(database.opened);
	for (const who of ['leader', 'governor', 'head', 'head2', 'assessor', 'officer'] as const) {
		people[who] = await demonstrationActor(database.opened, who);
	}
}, 240_000);
afterAll(() => {
	if (kept === undefined) delete process.env['FILES_DIR'];
	else process.env['FILES_DIR'] = kept;
	rmSync(folder, { recursive: true, force: true });
});

const later = (days: number) => new Date(testNow.getTime() + days * 86_400_000);
const as = (who: keyof typeof people, days = 0) => database.context({ actor: people[who], now: later(days) });
const wish = {
	unit,
	ground: 'compliance',
	finding: 'The interface has no access control.',
	demand: 'Add it.',
	dueOn: '2026-11-25'
} as const;
const revisionOf = async (id: number) => (await getOrder(as('leader'), id)).order.revision;
const take = async (
	who: keyof typeof people,
	id: number,
	move: Exclude<OrderMove, 'issue'>,
	over: { text?: string; proofs?: Proof[]; days?: number } = {}
) =>
	takeOrderStep(as(who, over.days), {
		...{ id, move, revision: await revisionOf(id), text: over.text ?? 'done' },
		proofs: over.proofs ?? []
	});
const trail = async (id: number) => ({
	steps: (
		await selectRows<{ s: string }>(
			database.opened.db,
			sql`select to_status as s from order_step where order_id = ${id} order by id`
		)
	).map(({ s }) => s),
	audit: (
		await selectRows<{ s: string }>(
			database.opened.db,
			sql`select after->>'status' as s from audit_entry where entity = 'order' and entity_id = ${String(id)} order by id`
		)
	).map(({ s }) => s)
});
const newestMessage = async (who: keyof typeof people) =>
	(await listMessages(as(who), { isUnread: false, page: 1 })).messages[0];

describe('an order', () => {
	it('goes from its leader over the head to staff, back with a reason, and is verified; each step has its row, its audit row and its message', async () => {
		const id = await issueOrder(as('leader'), wish);
		expect(await newestMessage('head')).toMatchObject({ kind: 'order.issued', details: { order: id } });
		await take('head', id, 'acknowledge', { text: '' });
		expect(await take('head', id, 'answer', { text: 'Added.', proofs: [pdf], days: 1 })).toBeUndefined();
		expect(await newestMessage('assessor')).toMatchObject({ kind: 'order.answered' });
		await take('assessor', id, 'sendBack', { text: 'No test report.', days: 2 });
		expect(await newestMessage('head')).toMatchObject({
			kind: 'order.sentBack',
			details: { reason: 'No test report.' }
		});
		await take('head', id, 'answer', { text: 'Report added.', days: 3 });
		await take('assessor', id, 'verify', { text: '', days: 4 });
		const went = ['issued', 'acknowledged', 'answered', 'sentBack', 'answered', 'verified'];
		expect(await trail(id)).toEqual({ steps: went, audit: went });
		const page = await getOrder(as('head'), id);
		expect(page.moves).toEqual([]);
		expect(page.steps[2]).toMatchObject({ text: 'Added.', evidence: [{ label: 'proof.pdf' }] });
		expect(page.steps[4]!.evidence).toEqual([]);
		const file = await openEvidence(as('assessor'), page.steps[2]!.evidence[0]!.id);
		expect(await text(file.stream())).toContain('%PDF');
		for (const who of ['head2', 'officer'] as const) {
			await expect(openEvidence(as(who), page.steps[2]!.evidence[0]!.id)).rejects.toMatchObject({
				code: 'notFound'
			});
		}
	});

	it('is answered with proof whose bytes are what they say, or not at all', async () => {
		const id = await issueOrder(as('leader'), wish);
		await take('head', id, 'acknowledge');
		expect(await take('head', id, 'answer')).toEqual({ code: 'nothing' });
		const program: Proof = {
			kind: 'file',
			name: 'proof.pdf',
			bytes: Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex')
		};
		expect(await take('head', id, 'answer', { proofs: [pdf, program] })).toMatchObject({
			code: 'type',
			name: 'proof.pdf'
		});
		await expect(take('head', id, 'answer', { text: ' ', proofs: [pdf] })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		expect((await trail(id)).steps).toEqual(['issued', 'acknowledged']);
		expect((await getOrder(as('head'), id)).proofCount).toBe(0);
	});

	it('is moved by nobody outside of their step, and told so', async () => {
		const id = await issueOrder(as('leader'), wish);
		await expect(take('head', id, 'answer', { proofs: [pdf] })).rejects.toMatchObject({ code: 'conflict' });
		await expect(take('assessor', id, 'acknowledge')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(take('head2', id, 'acknowledge')).rejects.toMatchObject({ code: 'notFound' });
		await expect(take('governor', id, 'withdraw')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(issueOrder(as('governor'), { ...wish, unit: '110000-transport' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(issueOrder(as('leader'), { ...wish, dueOn: '2026-11-14' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await expect(issueOrder(as('leader'), { ...wish, ground: 'belowTarget' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await take('leader', id, 'withdraw', { text: 'Issued by mistake.' });
		expect((await trail(id)).audit).toEqual(['issued', 'withdrawn']);
	});

	it('is moved once where two do it at the same time', async () => {
		const id = await issueOrder(as('leader'), wish);
		await take('head', id, 'acknowledge');
		await take('head', id, 'answer', { proofs: [pdf] });
		const revision = await revisionOf(id);
		const both = await Promise.allSettled(
			(['verify', 'sendBack'] as const).map((move) =>
				takeOrderStep(as('assessor'), { id, revision, move, text: 'a word' })
			)
		);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect((await trail(id)).steps).toHaveLength(4);
	});

	it('is found by what is looked for, and reminded of before its day and weekly after it', async () => {
		const overdue = await listOrders(as('leader'), { state: 'overdue', page: 1 });
		expect(overdue.orders.map((order) => order.unit.code)).toEqual(['110000-transport']);
		expect(overdue.counts).toMatchObject({ overdue: 1 });
		const own = await listOrders(as('head'), { page: 1 });
		expect(new Set(own.orders.map((order) => order.unit.code))).toEqual(new Set([unit]));
		const id = await issueOrder(as('leader'), wish);
		const told = async () =>
			(await listMessages(as('head'), { isUnread: false, page: 1 })).messages.filter(
				({ details, kind }) => details['order'] === id && kind !== 'order.issued'
			);
		await remindOfOrders(database.context({ now: later(9) }));
		await remindOfOrders(database.context({ now: later(10) }));
		expect((await told()).map(({ kind }) => kind)).toEqual(['order.dueSoon']);
		await remindOfOrders(database.context({ now: later(12) }));
		await remindOfOrders(database.context({ now: later(13) }));
		expect((await told()).map(({ kind }) => kind)).toEqual(['order.overdue', 'order.dueSoon']);
		await take('leader', id, 'withdraw', { text: 'The test is over.' });
	});
});

describe('orders and rounds', () => {
	const weights = async () =>
		selectRows<{ order: number; unit: string; amount: number; status: string; stage: string }>(
			database.opened.db,
			sql`select a.order_id as order, u.code as unit, a.amount, a.status, r.stage from adjustment a
				join unit u on u.id = a.unit_id join round r on r.id = a.round_id
				where a.order_id is not null order by a.id`
		);

	it('an overdue one takes its points once, by an adjustment that the receipt names, and gives them back when it is withdrawn', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const id = await issueOrder(as('leader'), wish);
		const scoreNow = async () =>
			(await explainScore(as('head'), { roundId, unitCode: unit })).rules.flatMap(({ adjustments }) =>
				adjustments.map(({ ground }) => ground)
			);
		expect((await scoreNow()).join()).not.toContain(`order ${id}:`);
		const at = { db: database.opened.db, actor: database.context().actor, now: later(15) };
		await watchDeadlines(at);
		await watchDeadlines(at);
		expect((await weights()).filter((row) => row.order === id)).toEqual([
			{ order: id, unit, amount: 1, status: 'confirmed', stage: 'collecting' }
		]);
		expect(await scoreNow()).toContain(`Rectification order ${id}: overdue since 2026-11-25`);
		await take('leader', id, 'withdraw', { text: 'Mended otherwise.', days: 16 });
		expect((await scoreNow()).join()).not.toContain(`order ${id}:`);
		expect((await weights()).find((row) => row.order === id)).toMatchObject({ status: 'withdrawn' });
	});

	it('from publicity on nothing comes and nothing goes', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		await database.opened.db.execute(sql`update round set stage = 'publicity' where id = ${roundId}`);
		const before = await weights();
		const id = await issueOrder(as('leader'), wish);
		await database.opened.db.transaction((tx) => recomputeRound(tx, roundId, later(20)));
		expect(await weights()).toEqual(before);
		await take('leader', id, 'withdraw', { text: 'The test is over.', days: 21 });
		await database.opened.db.execute(sql`update round set stage = 'collecting' where id = ${roundId}`);
	});
});
