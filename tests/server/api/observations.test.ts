import { beforeAll, describe, expect, it } from 'vitest';
import { stranger, type Actor } from '../../../src/lib/domain/access/can';
import { listPeriodsRoute } from '../../../src/lib/server/api/routes/directory';
import {
	getObservationRoute,
	listHistoryRoute,
	listObservationsRoute
} from '../../../src/lib/server/api/routes/observations';
import { putObservationRoute } from '../../../src/lib/server/api/routes/observation-writes';
import type { AnyApiRoute } from '../../../src/lib/server/api/route';
import { selectRows, sql } from '../../../src/lib/server/db/client';
import { callApi, type CallSeed } from '../../factories/api';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../factories/demonstration';
import { useTestDatabase } from '../../setup/test-database';

const test = useTestDatabase('demonstration');
const own = '330000-health';
const foreign = '110000-transport';
let officer: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(test.opened);
	officer = await demonstrationActor(test.opened, 'officer');
}, 120_000);

const call = (route: AnyApiRoute, actor: Actor, seed: Omit<CallSeed, 'ctx'>, now = testNow) =>
	callApi(route, { ...seed, ctx: test.context({ actor, now }) });

interface Item {
	unit: string;
	indicator: string;
	period: string;
	status: string;
	value: number | null;
	revision: number;
	note?: string | null;
}
async function list(actor: Actor, query: string): Promise<Item[]> {
	const response = await call(listObservationsRoute, actor, { path: `/observations?${query}` });
	expect(response.status).toBe(200);
	return ((await response.json()) as { items: Item[] }).items;
}
const count = async (table: 'observation' | 'observation_revision' | 'audit_entry'): Promise<number> =>
	(
		await selectRows<{ n: number }>(
			test.opened.db,
			sql`select count(*)::int as n from ${sql.identifier(table)}`
		)
	)[0]!.n;

describe('reading observations', () => {
	it('takes any span of years that the calendar has, and says so of one that it has not', async () => {
		expect(await list(officer, `unit=${own}&from=0001-01&to=9998-12&limit=1`)).toHaveLength(1);
		const refused = await call(listObservationsRoute, officer, { path: '/observations?from=0000-01' });
		expect(refused.status).toBe(400);
		expect(((await refused.json()) as { errors: unknown[] }).errors).toMatchObject([{ parameter: 'from' }]);
		const far = await call(listPeriodsRoute, officer, { path: '/periods?from=9999-12&to=9999-12' });
		expect(far.status).toBe(400);
	});

	it('gives strangers what counts of published periods, without what is said inside', async () => {
		const items = await list(stranger, `unit=${own}&limit=1000`);
		expect(items.length).toBeGreaterThan(100);
		expect(new Set(items.map(({ status }) => status))).not.toContain('draft');
		expect(items.every(({ period }) => period <= '2026-09' || period.length === 4)).toBe(true);
		expect(items[0]).not.toHaveProperty('note');
	});

	it('gives those inside everything of their units, and of others what is published', async () => {
		const inside = await list(officer, `unit=${own}&period=2026-10`);
		expect(inside.length).toBeGreaterThan(10);
		expect(inside.some(({ status }) => status === 'returned')).toBe(true);
		expect(inside[0]).toHaveProperty('note');
		expect(await list(officer, `unit=${foreign}&period=2026-10`)).toEqual([]);
		expect((await list(officer, `unit=${foreign}&period=2026-06`)).length).toBeGreaterThan(0);
	});

	it('comes page by page to the same list', async () => {
		const query = `subtree=330000&indicator=OPN-01,OPN-02&from=2026-01&to=2026-06`;
		const all = await list(officer, `${query}&limit=1000`);
		expect(all.length).toBeGreaterThan(60);
		const paged: Item[] = [];
		let path = `/observations?${query}&limit=7`;
		for (let page = 0; page < 100; page++) {
			const response = await call(listObservationsRoute, officer, { path });
			paged.push(...((await response.json()) as { items: Item[] }).items);
			const [, next] = /^<\/api\/v1([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '') ?? [];
			if (next === undefined) break;
			path = next;
		}
		expect(paged).toEqual(all);
	});

	it.each([
		["unit=x' or '1'='1", 200],
		["subtree=330000' --", 404],
		["indicator=OPN-01'; drop table observation", 404],
		['period=2026-13', 400],
		["period=2026-01' or true --", 400],
		['status=draft,gone', 400],
		['limit=1001', 400],
		['limit=0', 400],
		['colour=red', 400],
		['unit=a&unit=b', 400],
		['cursor=abc', 400],
		['knownOn=yesterday', 400],
		[`unit=${Array.from({ length: 101 }, (_, i) => `u${i}`).join(',')}`, 400]
	])('answers %s with %d and stays whole', async (query, status) => {
		const response = await call(listObservationsRoute, officer, { path: `/observations?${query}` });
		expect(response.status).toBe(status);
		if (status >= 400) {
			expect(response.headers.get('content-type')).toBe('application/problem+json');
			expect(await response.json()).toMatchObject({ status, errors: expect.any(Array) as unknown[] });
		}
		expect(await count('observation')).toBeGreaterThan(1000);
	});

	it('has an ETag, by which an unchanged answer is not sent again', async () => {
		const seed = { path: `/observations?unit=${own}&period=2026-06` };
		const first = await call(listObservationsRoute, stranger, seed);
		const etag = first.headers.get('etag')!;
		const second = await call(listObservationsRoute, stranger, {
			...seed,
			headers: { 'if-none-match': `W/${etag}, "x"` }
		});
		expect(second.status).toBe(304);
		expect(await second.text()).toBe('');
		expect(first.headers.get('access-control-allow-origin')).toBe('*');
		expect(first.headers.get('vary')).toContain('Authorization');
		const inside = await call(listObservationsRoute, officer, seed);
		expect(inside.headers.get('access-control-allow-origin')).toBeNull();
	});
});

describe('one observation', () => {
	const params = { unit: own, indicator: 'MGT-01', period: '2026-10' };
	const path = `/observations/${own}/MGT-01/2026-10`;
	const put = (json: unknown, headers = {}) =>
		call(putObservationRoute, officer, { path, params, json, headers });

	it('is written only over the one that was read', async () => {
		const made = await put({ numerator: 9, denominator: 10, status: 'draft' }, { 'if-none-match': '*' });
		expect(made.status).toBe(200);
		expect(made.headers.get('etag')).toBe('"1-draft"');
		const read = await call(getObservationRoute, officer, { path, params });
		expect(read.headers.get('etag')).toBe('"1-draft"');
		expect((await put({ numerator: 8, denominator: 10 }, { 'if-none-match': '*' })).status).toBe(412);
		expect((await put({ numerator: 8, denominator: 10 }, { 'if-match': '"7-draft"' })).status).toBe(412);
		expect((await put({ numerator: 8, denominator: 10 }, { 'if-match': 'W/"1-draft"' })).status).toBe(412);
		const written = await put({ numerator: 8, denominator: 10 }, { 'if-match': '"1-draft"' });
		expect(await written.json()).toMatchObject({ value: 80, status: 'submitted', revision: 2 });
		expect((await put({ numerator: 11, denominator: 10 })).status).toBe(422);
		expect((await call(getObservationRoute, stranger, { path, params })).status).toBe(404);
	});

	it('has its history, newest first, page by page', async () => {
		const first = await call(listHistoryRoute, officer, { path: `${path}/history?limit=1`, params });
		const page = (await first.json()) as { items: { revision: number; changedBy: string }[]; next: string };
		expect(page.items).toMatchObject([
			{ revision: 2, changedBy: officer.name, source: 'api', after: { numerator: 8, status: 'submitted' } }
		]);
		const second = await call(listHistoryRoute, officer, {
			path: `${path}/history?limit=1&cursor=${page.next}`,
			params
		});
		expect(await second.json()).toMatchObject({ items: [{ revision: 1, before: null }], next: null });
		const head2 = await demonstrationActor(test.opened, 'head2');
		expect((await call(listHistoryRoute, head2, { path: `${path}/history`, params })).status).toBe(403);
	});

	it('is told as it was known at a moment, to those inside', async () => {
		const at = (moment: string) => ({ path: `${path}?knownOn=${moment}`, params });
		const later = new Date(testNow.getTime() + 60_000);
		await call(
			putObservationRoute,
			officer,
			{ path, params, json: { numerator: 7, denominator: 10 } },
			later
		);
		const value = async (moment: string) =>
			((await (await call(getObservationRoute, officer, at(moment), later)).json()) as { value?: number })
				.value;
		expect(await value(testNow.toISOString())).toBe(80);
		expect(await value(later.toISOString())).toBe(70);
		expect((await call(getObservationRoute, officer, at('2026-11-01T00:00:00Z'))).status).toBe(404);
		expect((await call(getObservationRoute, stranger, at(testNow.toISOString()))).status).toBe(401);
		// What came with a file and was never changed is known from the day it came.
		const old = await list(
			officer,
			`unit=${own}&indicator=OPN-01&period=2026-06&knownOn=${testNow.toISOString()}`
		);
		expect(old).toEqual(
			(await list(officer, `unit=${own}&indicator=OPN-01&period=2026-06`)).map((row) => ({ ...row }))
		);
	});
});
