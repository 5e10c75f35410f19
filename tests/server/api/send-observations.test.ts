import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/lib/domain/access/can';
import { actorOfToken } from '../../../src/lib/domain/access/token';
import { sendObservationsRoute } from '../../../src/lib/server/api/routes/observation-writes';
import type { AnyApiRoute } from '../../../src/lib/server/api/route';
import { selectRows, sql } from '../../../src/lib/server/db/client';
import { auditEntry, observation } from '../../../src/lib/server/db/schema';
import { callApi, type CallSeed } from '../../factories/api';
import { demonstrationActor, idOf, seedSmallDemonstration, testNow } from '../../factories/demonstration';
import { useTestDatabase } from '../../setup/test-database';

const test = useTestDatabase('demonstration');
const own = '330000-health';
const foreign = '110000-transport';
let officer: Actor;
let regionofficer: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(test.opened);
	officer = await demonstrationActor(test.opened, 'officer');
	regionofficer = await demonstrationActor(test.opened, 'regionofficer');
}, 120_000);

const call = (route: AnyApiRoute, actor: Actor, seed: Omit<CallSeed, 'ctx'>, now = testNow) =>
	callApi(route, { ...seed, ctx: test.context({ actor, now }) });

const count = async (table: 'observation' | 'observation_revision' | 'audit_entry'): Promise<number> =>
	(
		await selectRows<{ n: number }>(
			test.opened.db,
			sql`select count(*)::int as n from ${sql.identifier(table)}`
		)
	)[0]!.n;

describe('sending observations', () => {
	const send = (actor: Actor, json: unknown, headers = {}, now = testNow) =>
		call(sendObservationsRoute, actor, { path: '/observations', json, headers }, now);
	const item = (over: object = {}) => ({
		unit: own,
		indicator: 'OPN-02',
		period: '2026-10',
		numerator: 39,
		denominator: 54,
		...over
	});
	const outcome = async (response: Response) =>
		(await response.json()) as { counts: object; items: { outcome: string; revision: number }[] };

	it('says what would happen and stores nothing, where it is a rehearsal', async () => {
		const before = [await count('observation'), await count('audit_entry')];
		const response = await send(officer, {
			observations: [item(), item({ indicator: 'NONE' })],
			dryRun: true
		});
		expect(await outcome(response)).toMatchObject({
			dryRun: true,
			counts: { inserted: 1, changed: 0, unchanged: 0, rejected: 1 }
		});
		expect([await count('observation'), await count('audit_entry')]).toEqual(before);
	});

	it('stores all or nothing, and says of each item what is wrong where', async () => {
		const before = await count('observation');
		const response = await send(officer, {
			observations: [
				item(),
				item({ unit: foreign }),
				item({ unit: 'nowhere' }),
				item({ indicator: 'MGT-03', numerator: undefined, denominator: undefined, value: 5 }),
				item({ period: '2026' }),
				item({ period: '2027-01' }),
				item({ indicator: 'SEC-01', numerator: 60, denominator: 54 }),
				item({ indicator: 'MGT-01', value: 3 }),
				item({
					indicator: 'SEC-01',
					period: '2026-09',
					numerator: undefined,
					denominator: undefined,
					missingReason: 'notReported'
				}),
				item()
			]
		});
		expect(response.status).toBe(422);
		const { code, errors } = (await response.json()) as {
			code: string;
			errors: { pointer: string; code: string; detail: string }[];
		};
		expect(code).toBe('itemsRefused');
		expect(errors.map(({ pointer, code: each }) => `${pointer} ${each}`)).toEqual([
			'/observations/1/unit forbidden',
			'/observations/2/unit unknownUnit',
			'/observations/3/indicator scored',
			'/observations/4/period wrongFrequency',
			'/observations/5/period periodNotOver',
			'/observations/6/numerator aboveDenominator',
			'/observations/7/value wrongShape',
			'/observations/8/note required',
			'/observations/9/unit twice'
		]);
		expect(errors.every(({ detail }) => detail.length > 10)).toBe(true);
		expect(await count('observation')).toBe(before);
	});

	it('stores values with a revision and an audit row each, moves what follows, and the same values again change nothing', async () => {
		const figure = async () =>
			(
				await selectRows<{ value: number }>(
					test.opened.db,
					sql`select value from figure where indicator_id = ${await idOf(test.opened, 'indicator', 'OPN-02')}
						and unit_id = ${await idOf(test.opened, 'unit', '330000')} and period = '2026-10'`
				)
			)[0]?.value;
		const before = [await count('observation_revision'), await figure()];
		const response = await send(officer, { observations: [item()], source: 'gateway' });
		expect(await outcome(response)).toMatchObject({
			counts: { inserted: 1, changed: 0, unchanged: 0, rejected: 0 },
			items: [{ index: 0, outcome: 'inserted', revision: 1 }]
		});
		expect(await count('observation_revision')).toBe(Number(before[0]) + 1);
		expect(await figure()).not.toBe(before[1]);
		const [audit] = await test.opened.db
			.select()
			.from(auditEntry)
			.where(
				and(eq(auditEntry.entityId, `${own}/OPN-02/2026-10`), eq(auditEntry.action, 'observation.submit'))
			);
		expect(audit).toMatchObject({ actorId: officer.userId, after: { numerator: 39, source: 'gateway' } });
		const again = await send(officer, { observations: [item()], source: 'gateway' });
		expect(await outcome(again)).toMatchObject({ counts: { unchanged: 1 }, items: [{ revision: 1 }] });
		expect(await count('observation_revision')).toBe(Number(before[0]) + 1);
	});

	it('stores the sound ones alone where that is asked for', async () => {
		const response = await send(officer, {
			goodRowsOnly: true,
			status: 'draft',
			observations: [item({ indicator: 'SEC-01', numerator: 50 }), item({ unit: foreign })]
		});
		expect(await outcome(response)).toMatchObject({
			counts: { inserted: 1, rejected: 1 },
			items: [{ outcome: 'inserted' }, { outcome: 'rejected', revision: null }]
		});
		const [stored] = await test.opened.db
			.select({ status: observation.status, submittedAt: observation.submittedAt })
			.from(observation)
			.where(
				and(
					eq(observation.indicatorId, await idOf(test.opened, 'indicator', 'SEC-01')),
					eq(observation.unitId, await idOf(test.opened, 'unit', own)),
					eq(observation.period, '2026-10')
				)
			);
		expect(stored).toEqual({ status: 'draft', submittedAt: null });
	});

	it('replaces what waits for review, knows a newer revision, and leaves what is approved', async () => {
		const stale = await send(officer, { observations: [item({ numerator: 41, revision: 0 })] });
		expect(stale.status).toBe(409);
		expect(await stale.json()).toMatchObject({
			errors: [{ pointer: '/observations/0/revision', code: 'conflict' }]
		});
		const taken = await send(officer, { observations: [item({ numerator: 41, revision: 1 })] });
		expect(await outcome(taken)).toMatchObject({ items: [{ outcome: 'changed', revision: 2 }] });
		const back = await send(officer, { observations: [item({ numerator: 40, status: 'draft' })] });
		expect(await back.json()).toMatchObject({
			errors: [{ pointer: '/observations/0/status', code: 'locked' }]
		});
		const isCell = and(
			eq(observation.unitId, await idOf(test.opened, 'unit', own)),
			eq(observation.indicatorId, await idOf(test.opened, 'indicator', 'OPN-02')),
			eq(observation.period, '2026-10')
		);
		await test.opened.db.update(observation).set({ status: 'approved', approvedAt: testNow }).where(isCell);
		const locked = await send(officer, { observations: [item({ numerator: 42 })] });
		expect(locked.status).toBe(422);
		await test.opened.db
			.update(observation)
			.set({ reopenedUntil: new Date(testNow.getTime() + 1000), reopenReason: 'typing error' })
			.where(isCell);
		const open = await send(officer, { observations: [item({ numerator: 42 })] });
		expect(await outcome(open)).toMatchObject({ items: [{ outcome: 'changed', revision: 3 }] });
		const [row] = await test.opened.db.select().from(observation).where(isCell);
		expect(row).toMatchObject({ status: 'submitted', approvedAt: null, reopenedUntil: null, revision: 3 });
		expect(row!.firstSubmittedAt).not.toBeNull();
	});

	it('with a token of one unit leaves the others alone, though its owner may write them', async () => {
		const unit = regionofficer.grants[0]!;
		expect(unit.unitPath).not.toBe(officer.grants[0]!.unitPath);
		const program = actorOfToken(regionofficer, {
			permissions: ['observation.enter', 'observation.submit'],
			units: [officer.grants[0]!]
		});
		const other = item({ unit: '330000-transport', dryRun: undefined });
		const refused = await send(program, { observations: [other], dryRun: true });
		expect(await outcome(refused)).toMatchObject({ counts: { rejected: 1 } });
		const owners = await send(regionofficer, { observations: [other], dryRun: true });
		expect(await outcome(owners)).toMatchObject({ counts: { rejected: 0 } });
		const reader = actorOfToken(regionofficer, { permissions: ['observation.read'], units: [unit] });
		expect((await send(reader, { observations: [other] })).status).toBe(403);
	});

	it.each<[string, unknown, number]>([
		['no JSON', undefined, 415],
		['another shape', { rows: [] }, 400],
		['no items', { observations: [] }, 400],
		['more than ten thousand', { observations: Array.from({ length: 10_001 }, () => item()) }, 400],
		['a field that nobody knows', { observations: [item({ colour: 'red' })] }, 400],
		['a number as text', { observations: [item({ numerator: '39' })] }, 400],
		['text that no database stores', { observations: [item({ note: 'a\0b' })] }, 400],
		['half of a surrogate pair', { observations: [item({ note: '\ud800' })] }, 400],
		['SQL as a code', { observations: [item({ unit: "'; drop table observation; --" })] }, 422]
	])('refuses %s', async (_, json, status) => {
		const response = await send(officer, json);
		expect(response.status).toBe(status);
		expect(await count('observation')).toBeGreaterThan(1000);
	});

	it('says what is wrong in Chinese to who reads Chinese', async () => {
		const response = await callApi(sendObservationsRoute, {
			path: '/observations',
			json: { observations: [item({ period: '2027-01' })] },
			ctx: test.context({ actor: officer, now: testNow, locale: 'zh-CN' })
		});
		expect(await response.json()).toMatchObject({
			title: expect.stringContaining('未存储') as string,
			errors: [{ detail: '该周期尚未结束。' }]
		});
	});

	it('answers one of twenty that come at once with the same key, and gives that answer to the others', async () => {
		const json = { observations: [item({ indicator: 'SEC-01', numerator: 11 })] };
		const before = await count('observation_revision');
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => send(officer, json, { 'idempotency-key': 'k-20' }))
		);
		const fresh = answers.filter(
			({ status, headers }) => status === 200 && !headers.has('idempotency-replayed')
		);
		expect(fresh).toHaveLength(1);
		expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
		expect((await count('observation_revision')) - before).toBeLessThanOrEqual(1);
		const again = await send(officer, json, { 'idempotency-key': 'k-20' });
		expect(again.headers.get('idempotency-replayed')).toBe('true');
		expect(await again.text()).toBe(await fresh[0]!.text());
	});

	it('refuses another request under a key, frees a key whose request was refused, and forgets one after a day', async () => {
		const key = { 'idempotency-key': 'k-2' };
		const bad = { observations: [item({ indicator: 'NONE' })] };
		const good = { observations: [item({ indicator: 'SEC-01', numerator: 12 })] };
		const better = { observations: [item({ indicator: 'SEC-01', numerator: 13 })] };
		expect((await send(officer, bad, key)).status).toBe(422);
		expect((await send(officer, good, key)).status).toBe(200);
		const other = await send(officer, better, key);
		expect(other.status).toBe(422);
		expect(await other.json()).toMatchObject({ code: 'keyReused' });
		// Somebody else's key of the same name is another key.
		expect((await send(regionofficer, better, key)).status).toBe(200);
		const nextDay = new Date(testNow.getTime() + 25 * 3_600_000);
		expect((await send(officer, good, key, nextDay)).status).toBe(200);
		expect((await send(officer, good, { 'idempotency-key': 'not visible' })).status).toBe(400);
	});

	it('counts requests, and says when to come again', async () => {
		const limits = { stranger: 5, member: 25, write: 10 };
		const seed = {
			path: '/observations',
			json: { observations: [item()], dryRun: true },
			tokenId: 77,
			limits
		};
		const first = await call(sendObservationsRoute, officer, seed);
		expect(first.headers.get('ratelimit-limit')).toBe('25');
		expect(first.headers.get('ratelimit-remaining')).toBe('15');
		await call(sendObservationsRoute, officer, seed);
		const third = await call(sendObservationsRoute, officer, seed);
		expect(third.status).toBe(429);
		expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(await third.json()).toMatchObject({ code: 'tooManyAttempts' });
		expect((await call(sendObservationsRoute, officer, { ...seed, tokenId: 78 })).status).toBe(200);
	});

	it('by a session is for pages of this site', async () => {
		const event = (headers: Record<string, string>) => ({
			...seedEvent(headers),
			getClientAddress: () => '192.0.2.1'
		});
		const seedEvent = (headers: Record<string, string>) => ({
			request: new Request('http://localhost:3000/api/v1/observations', {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify({ observations: [item()], dryRun: true })
			}),
			url: new URL('http://localhost:3000/api/v1/observations'),
			params: {},
			locals: { ctx: test.context({ actor: officer, now: testNow }), sessionId: 'a session' }
		});
		const { serve } = await import('../../../src/lib/server/api/serve');
		const handler = serve(sendObservationsRoute);
		expect((await handler(event({}))).status).toBe(403);
		expect((await handler(event({ origin: 'http://localhost:3000' }))).status).toBe(200);
	});
});
