import { and, eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { documentOfApi } from '../../../src/lib/server/api/registry';
import {
	putObservationRoute,
	sendObservationsRoute
} from '../../../src/lib/server/api/routes/observation-writes';
import { selectRows, sql } from '../../../src/lib/server/db/client';
import { message, observation, validationRule } from '../../../src/lib/server/db/schema';
import { callApi } from '../../factories/api';
import { demonstrationActor, idOf, seedSmallDemonstration, testNow } from '../../factories/demonstration';
import { useTestDatabase } from '../../setup/test-database';

const test = useTestDatabase('demonstration');
const unit = '330000-health';
const period = '2026-10';
let officer: Actor;
let unitId: number;

beforeAll(async () => {
	await seedSmallDemonstration(test.opened);
	officer = await demonstrationActor(test.opened, 'officer');
	unitId = await idOf(test.opened, 'unit', unit);
	await test.opened.db.execute(sql`delete from validation_rule`);
	await clear();
}, 120_000);
afterEach(clear);

async function clear(): Promise<void> {
	await test.opened.db.execute(sql`delete from observation_finding`);
	await test.opened.db.execute(sql`delete from validation_rule`);
	await test.opened.db.execute(sql`delete from message`);
	await test.opened.db.execute(
		sql`delete from observation where unit_id = ${unitId} and period in (${period}, '2026-09')`
	);
}

async function rule(of: string, expression: string, severity: 'error' | 'warning' = 'error') {
	await test.opened.db.insert(validationRule).values({
		code: `${of}.9`,
		indicatorId: await idOf(test.opened, 'indicator', of),
		kind: 'comparison',
		expression,
		severity,
		messageEn: 'Too much',
		messageZh: '数值过大'
	});
}
const item = (indicator: string, numerator: number, over: object = {}) => ({
	unit,
	indicator,
	period,
	numerator,
	denominator: 100,
	...over
});
const send = (observations: readonly object[], over: object = {}, locale: 'en' | 'zh-CN' = 'en') =>
	callApi(sendObservationsRoute, {
		path: '/observations',
		json: { observations, ...over },
		ctx: test.context({ actor: officer, now: testNow, locale })
	});
interface Errors {
	readonly errors: readonly { pointer: string; code: string; detail: string }[];
}
interface Items {
	readonly counts: object;
	readonly items: readonly (object & Partial<Errors> & { warnings?: Errors['errors'] })[];
}
const stored = async () =>
	(
		await selectRows<{ code: string; numerator: number }>(
			test.opened.db,
			sql`select i.code, o.numerator from observation o join indicator i on i.id = o.indicator_id
				where o.unit_id = ${unitId} and o.period = ${period} order by 1`
		)
	).map(({ code, numerator }) => [code, numerator]);

describe('a rule and what a program sends', () => {
	it('of severity error refuses the item, with the rule, its words and what to do', async () => {
		await rule('OPN-02', 'value <= 60');
		const response = await send([item('SEC-01', 10), item('OPN-02', 90)]);
		expect(response.status).toBe(422);
		const { errors } = (await response.json()) as Errors;
		expect(errors).toEqual([
			{
				pointer: '/observations/1/numerator',
				code: 'ruleBroken',
				detail: 'Rule OPN-02.9 does not hold (value = 90): Too much. Mend the value, or send it as a draft.'
			}
		]);
		expect(await stored()).toEqual([]);
		const chinese = (await (await send([item('OPN-02', 90)], {}, 'zh-CN')).json()) as Errors;
		expect(chinese.errors[0]!.detail).toBe(
			'不符合规则OPN-02.9（value = 90）：数值过大。请更正数值，或以草稿形式报送。'
		);
	});

	it('keeps no draft from being stored', async () => {
		await rule('OPN-02', 'value <= 60');
		expect((await send([item('OPN-02', 90)], { status: 'draft' })).status).toBe(200);
		expect(await stored()).toEqual([['OPN-02', 90]]);
	});

	it('judges the items of a request beside each other, and the sound ones as they are left', async () => {
		await rule('OPN-02', 'OPN-02 <= SEC-01');
		const together = await send([item('OPN-02', 50), item('SEC-01', 60)], { dryRun: true });
		expect(await together.json()).toMatchObject({ counts: { inserted: 2, rejected: 0 } });
		await rule('SEC-01', 'value <= 55');
		await send([item('SEC-01', 40)]);
		const answer = (await (
			await send([item('OPN-02', 50), item('SEC-01', 60), item('MGT-01', 1)], { goodRowsOnly: true })
		).json()) as Items;
		expect(answer.counts).toEqual({ inserted: 1, changed: 0, unchanged: 0, rejected: 2 });
		expect(await stored()).toEqual([
			['MGT-01', 1],
			['SEC-01', 40]
		]);
	});

	it('is not broken in a stored value by another one that is sent', async () => {
		await rule('OPN-02', 'OPN-02 <= SEC-01');
		expect((await send([item('OPN-02', 50), item('SEC-01', 60)])).status).toBe(200);
		const { errors } = (await (await send([item('SEC-01', 40)])).json()) as Errors;
		expect(errors).toMatchObject([{ pointer: '/observations/0/numerator', code: 'ruleBrokenElsewhere' }]);
		expect(errors[0]!.detail).toContain('the stored OPN-02 of October 2026 would break rule OPN-02.9');
	});

	it('of severity warning is answered beside the stored value, and listed among the findings', async () => {
		await rule('OPN-02', 'value <= 60', 'warning');
		const { items } = (await (await send([item('OPN-02', 90)])).json()) as Items;
		expect(items).toMatchObject([
			{
				outcome: 'inserted',
				revision: 1,
				warnings: [{ pointer: '/observations/0/numerator', code: 'ruleWarning' }]
			}
		]);
		const found = await selectRows(
			test.opened.db,
			sql`select severity from observation_finding where unit_id = ${unitId} and rule_id is not null and resolved_at is null`
		);
		expect(found).toEqual([{ severity: 'warning' }]);
		const one = await callApi(putObservationRoute, {
			path: `/observations/${unit}/OPN-02/${period}`,
			params: { unit, indicator: 'OPN-02', period },
			json: { numerator: 91, denominator: 100 },
			ctx: test.context({ actor: officer, now: testNow })
		});
		expect(await one.json()).toMatchObject({
			numerator: 91,
			revision: 2,
			warnings: [{ pointer: '/numerator', code: 'ruleWarning' }]
		});
	});

	it('stands in the document', () => {
		const text = JSON.stringify(documentOfApi());
		expect(text).toContain('"WrittenObservation"');
		expect(text).toContain('ruleBrokenElsewhere');
		expect(text).toContain('Rules of severity warning');
	});
});

describe('what a program submits', () => {
	const askFor = (approvals: number) =>
		test.opened.db.execute(sql`update unit set approval_steps = ${approvals} where id = ${unitId}`);
	const told = () =>
		test.opened.db
			.select({ kind: message.kind, details: message.details, path: message.path, userId: message.userId })
			.from(message);

	it('is told to who decides next, once a request and unit, however many values and periods', async () => {
		await askFor(2);
		await send([item('OPN-02', 1), item('SEC-01', 2), item('OPN-02', 1, { period: '2026-09' })]);
		const messages = await told();
		expect(new Set(messages.map(({ userId }) => userId)).size).toBe(messages.length);
		expect(messages.length).toBeGreaterThan(0);
		expect(messages[0]).toMatchObject({
			kind: 'observation.submitted',
			details: { period: null, count: 3 },
			path: `/review?unit=${unit}`
		});
	});

	it('is told to reviewers where it answers what they sent back, and not otherwise', async () => {
		await askFor(1);
		await send([item('OPN-02', 1), item('SEC-01', 2)]);
		expect(await told()).toEqual([]);
		await test.opened.db
			.update(observation)
			.set({ status: 'returned', returnReason: 'too low' })
			.where(and(eq(observation.unitId, unitId), eq(observation.period, period)));
		await send([item('OPN-02', 3)], { status: 'draft' });
		expect(await told()).toEqual([]);
		await send([item('OPN-02', 3), item('SEC-01', 4)]);
		const messages = await told();
		expect(messages[0]).toMatchObject({
			kind: 'observation.submitted',
			details: { period, count: 2 },
			path: `/review?unit=${unit}&period=${period}`
		});
	});
});

describe('an approved value that was opened again', () => {
	it('takes a draft beside it and counts on, until the correction is submitted', async () => {
		await send([item('OPN-02', 50)]);
		const isCell = and(
			eq(observation.unitId, unitId),
			eq(observation.indicatorId, await idOf(test.opened, 'indicator', 'OPN-02')),
			eq(observation.period, period)
		);
		const approved = { status: 'approved', approvedAt: testNow } as const;
		await test.opened.db.update(observation).set(approved).where(isCell);
		expect((await send([item('OPN-02', 51)], { status: 'draft' })).status).toBe(422);
		await test.opened.db
			.update(observation)
			.set({ reopenedUntil: new Date(testNow.getTime() + 1000), reopenReason: 'a slip' })
			.where(isCell);
		const draft = await send([item('OPN-02', 51)], { status: 'draft' });
		expect(await draft.json()).toMatchObject({ items: [{ outcome: 'changed', revision: 2 }] });
		const [beside] = await test.opened.db.select().from(observation).where(isCell);
		expect(beside).toMatchObject({
			status: 'approved',
			numerator: 50,
			draftEntry: { numerator: 51 },
			approvedAt: testNow
		});
		expect(beside!.reopenedUntil).not.toBeNull();
		const again = await send([item('OPN-02', 51)], { status: 'draft' });
		expect(await again.json()).toMatchObject({ items: [{ outcome: 'unchanged' }] });
		await send([item('OPN-02', 51)]);
		const [corrected] = await test.opened.db.select().from(observation).where(isCell);
		expect(corrected).toMatchObject({
			status: 'submitted',
			numerator: 51,
			draftEntry: null,
			approvedAt: null,
			reopenedUntil: null,
			revision: 3
		});
	});
});

describe('a period that is over', () => {
	it('is no longer taken when collection is over, unless it came back or was opened again', async () => {
		await send([item('OPN-02', 1), item('SEC-01', 2)]);
		await test.opened.db.execute(
			sql`update round_stage_window set closes_at = ${new Date(testNow.getTime() - 1000).toISOString()}::timestamptz
				where stage = 'collecting' and closes_at > ${testNow.toISOString()}::timestamptz`
		);
		const late = (await (await send([item('OPN-02', 5), item('MGT-01', 5)])).json()) as Errors;
		expect(late.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
			'/observations/0/period periodClosed',
			'/observations/1/period periodClosed'
		]);
		await test.opened.db
			.update(observation)
			.set({ status: 'returned', returnReason: 'too low' })
			.where(and(eq(observation.unitId, unitId), eq(observation.period, period)));
		expect((await send([item('OPN-02', 5)])).status).toBe(200);
	});
});
