import { execFileSync } from 'node:child_process';
import { expect, request as requests, test, type APIRequestContext, type Browser } from '@playwright/test';
import { clientOf, type Client } from './api-client';
import { enter, ownDepartment } from './visit';

interface Page<T> {
	items: T[];
	next: string | null;
}
interface Value {
	unit: string;
	indicator: string;
	period: string;
	status: string;
	revision: number;
	numerator: number;
}

/** Makes a token through the form, as a browser without scripts sends it. */
async function makeToken(
	browser: Browser,
	account: 'officer' | 'head2',
	permissions: string[]
): Promise<string> {
	const context = await browser.newContext({ javaScriptEnabled: false });
	await enter(context, account);
	const page = await context.newPage();
	await page.goto('/en/account/tokens');
	await page.locator('#token-name').fill('a program');
	for (const permission of permissions) await page.locator(`input[value="${permission}"]`).check();
	await page.getByRole('button', { name: 'Create token' }).click();
	const secret = await page.locator('#secret').inputValue();
	expect(secret).toMatch(/^ys_[\w-]{43}$/);
	await page.goto('/en/account/tokens');
	expect(await page.content()).not.toContain(secret);
	await expect(page.getByRole('row', { name: /a program/ }).first()).toContainText(secret.slice(0, 9));
	await context.close();
	return secret;
}

const sending = ['observation.read', 'observation.enter', 'observation.submit', 'table.score'];
let program: APIRequestContext;
let token: string;
let client: Client;

test.beforeAll(async ({ browser, baseURL }) => {
	program = await requests.newContext({ baseURL: baseURL! });
	token = await makeToken(browser, 'officer', sending);
	client = await clientOf(program, token);
});
test.afterAll(() => program.dispose());

test('a client made of the document reads everything that it names', async () => {
	const units = await client['listUnits']!<Page<{ code: string }>>({ subtree: '330000', limit: 3 });
	expect(units.body.items).toHaveLength(3);
	expect(units.headers['link']).toContain('rel="next"');
	const more = await client['listUnits']!<Page<{ code: string }>>({
		subtree: '330000',
		limit: 3,
		cursor: units.body.next!
	});
	expect(more.body.items[0]!.code > units.body.items[2]!.code).toBe(true);
	expect((await client['getUnit']!({ code: ownDepartment })).body).toMatchObject({
		parent: '330000',
		sector: 'health'
	});
	expect((await client['listIndicators']!<Page<unknown>>()).body.items.length).toBeGreaterThan(20);
	expect((await client['getIndicator']!({ code: 'OPN-02' })).body).toMatchObject({ isRatio: true });
	expect((await client['listPeriods']!<Page<unknown>>({ kind: 'quarter' })).body.items).toHaveLength(12);
	const rounds = await client['listRounds']!<Page<{ id: number; stages?: unknown[] }>>();
	expect(rounds.body.items.some(({ stages }) => stages)).toBe(false);
	const [publication] = (await client['listResults']!<Page<{ id: number }>>({ framework: 'PDR-D' })).body
		.items;
	const round = publication!.id;
	const results = await client['getResults']!<{ nodes: { code: string; parent: string | null }[] }>({
		round
	});
	const top = results.body.nodes.find(({ parent }) => parent === null)!.code;
	const scores = await client['listScores']!<Page<{ score: number }>>({
		round,
		node: top,
		unit: ownDepartment
	});
	expect(scores.body.items).toHaveLength(1);
	const known = await client['listUnits']!({
		subtree: '330000',
		limit: 3,
		'If-None-Match': units.headers['etag']!
	});
	expect(known.status).toBe(304);
	expect((await client['getImport']!({ id: 1 })).status).toBe(403);
	expect((await client['getFrameworkSchema']!()).body).toHaveProperty('$schema');
	const scored = await client['scoreTables']!(
		{},
		{
			framework: {
				code: 'F',
				version: 1,
				nodes: [
					{ code: 'T', aggregate: 'sum' },
					{ code: 'a', parent: 'T' }
				]
			},
			data: 'unit,indicator,value\np,a,1\n'
		}
	);
	expect(scored.body).toContain('p,T,1,1,1,');
});

test('values are sent, read back, corrected over the one that was read, and tell their history', async () => {
	// The demonstration leaves this one to be reported.
	const item = {
		unit: ownDepartment,
		indicator: 'MGT-01',
		period: lastMonth(),
		numerator: 19,
		denominator: 20
	};
	const rehearsal = await client['sendObservations']!({}, { observations: [item], dryRun: true });
	expect(rehearsal.body).toMatchObject({ counts: { rejected: 0 } });
	const sent = await client['sendObservations']!<{ items: { outcome: string }[] }>(
		{ 'Idempotency-Key': 'e2e-1' },
		{ observations: [item], status: 'draft' }
	);
	expect(['inserted', 'changed']).toContain(sent.body.items[0]!.outcome);
	const again = await client['sendObservations']!(
		{ 'Idempotency-Key': 'e2e-1' },
		{ observations: [item], status: 'draft' }
	);
	expect(again.headers['idempotency-replayed']).toBe('true');
	const place = { unit: item.unit, indicator: item.indicator, period: item.period };
	const read = await client['getObservation']!<Value>(place);
	expect(read.body).toMatchObject({ numerator: 19, status: 'draft' });
	const body = { numerator: 18, denominator: 20, status: 'draft' };
	const late = await client['putObservation']!({ ...place, 'If-Match': '"99-draft"' }, body);
	expect(late.status).toBe(412);
	const written = await client['putObservation']!<Value>(
		{ ...place, 'If-Match': read.headers['etag']! },
		body
	);
	expect(written.body.numerator).toBe(18);
	const history = await client['listObservationHistory']!<Page<{ changedBy: string }>>(place);
	expect(history.body.items[0]!.changedBy).toContain('Wu Xiaolan');
	const foreign = await client['sendObservations']!(
		{},
		{ observations: [{ ...item, unit: '110000-transport' }] }
	);
	expect(foreign.body).toMatchObject({
		code: 'itemsRefused',
		errors: [{ pointer: '/observations/0/unit', code: 'forbidden' }]
	});
});

function lastMonth(now = new Date()): string {
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
}

test('curl reads and is refused in words', async ({ baseURL }) => {
	const curl = (...options: string[]) => execFileSync('curl', ['-sS', ...options], { encoding: 'utf8' });
	const listed = JSON.parse(curl(`${baseURL}/api/v1/units?limit=2`)) as Page<unknown>;
	expect(listed.items).toHaveLength(2);
	const sent = curl(
		...['-i', '-X', 'POST', '-H', `Authorization: Bearer ${token}`, '-H', 'Accept-Language: zh'],
		...[
			'-H',
			'Content-Type: application/json',
			'-d',
			'{"observations":[{"unit":"x","indicator":"y","period":"2026"}]}'
		],
		`${baseURL}/api/v1/observations`
	);
	expect(sent).toContain('422');
	expect(sent).toMatch(/content-type: application\/problem\+json/i);
	expect(sent).toContain('未存储任何数据');
});

test('what opens nothing is refused as a problem, whoever refuses it', async ({
	browser,
	playwright,
	baseURL
}) => {
	const refusal = async (path: string, options: Parameters<APIRequestContext['fetch']>[1] = {}) => {
		const response = await program.fetch(path, options);
		expect(response.headers()['content-type'], path).toBe('application/problem+json');
		const body = (await response.json()) as { status: number; code: string };
		expect(body.status).toBe(response.status());
		return `${body.status} ${body.code}`;
	};
	const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });
	expect(await refusal('/api/v1/units', bearer(`ys_${'a'.repeat(43)}`))).toBe('401 invalidToken');
	expect(await refusal('/api/v1/units', bearer("' or 1=1 --"))).toBe('401 invalidToken');
	expect(await refusal('/api/v1/nowhere')).toBe('404 notFound');
	expect(await refusal('/api/v1/units', { method: 'DELETE' })).toBe('405 methodNotAllowed');
	expect(await refusal('/api/v1/observations', { method: 'POST', data: {} })).toBe('401 notSignedIn');
	expect(await refusal('/api/v1/observations?cursor=eyJ2IjoxfQ')).toBe('400 invalidInput');
	expect(
		await refusal('/api/v1/observations', {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			data: `{"observations":"${'x'.repeat(9 * 1024 * 1024)}"}`
		})
	).toBe('413 tooLarge');

	// A session's cookie writes from pages of this site alone; a token counts at addresses of programs alone.
	const browserContext = await browser.newContext();
	await enter(browserContext, 'officer');
	const data = {
		observations: [{ unit: ownDepartment, indicator: 'OPN-01', period: '2026-01', value: 1 }],
		dryRun: true
	};
	for (const headers of [{} as Record<string, string>, { origin: 'https://elsewhere.example' }]) {
		const response = await browserContext.request.post('/api/v1/observations', { data, headers });
		expect(response.status()).toBe(403);
	}
	const page = await playwright.request.newContext({
		baseURL: baseURL!,
		extraHTTPHeaders: bearer(token).headers
	});
	expect((await page.get('/en/entry', { maxRedirects: 0 })).status()).toBe(303);
	await page.dispose();

	const preflight = await program.fetch('/api/v1/observations', {
		method: 'OPTIONS',
		headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' }
	});
	expect(preflight.headers()['access-control-allow-origin']).toBeUndefined();
	expect((await program.get('/api/v1/units?limit=1')).headers()['access-control-allow-origin']).toBe('*');

	// Ended by its owner, it opens nothing from the next request on.
	const owner = await browserContext.newPage();
	await owner.goto('/en/account/tokens');
	await owner
		.getByRole('row', { name: token.slice(0, 9) })
		.getByRole('button')
		.click();
	await expect(owner.getByRole('status')).toContainText('The token is ended');
	expect(await refusal('/api/v1/units', bearer(token))).toBe('401 invalidToken');
	await browserContext.close();
});

test('a form that is wrong says so at its field and keeps what was typed', async ({ page }) => {
	await enter(page.context(), 'officer');
	await page.goto('/zh/account/tokens');
	await page.locator('#token-name').fill('推送程序');
	await page.locator('input[value="observation.read"]').check();
	await page.locator('#token-codes').fill('110000-transport');
	await page.getByRole('button', { name: '创建令牌' }).click();
	await expect(page.locator('main [role=alert]')).toContainText('110000-transport');
	await expect(page.locator('#token-name')).toHaveValue('推送程序');
	await expect(page.locator('#token-codes')).toHaveValue('110000-transport');
	await expect(page.locator('input[value="observation.read"]')).toBeChecked();
});

test('the page of the API is read by strangers, and leads from its list to each address', async ({
	page
}) => {
	await page.goto('/en');
	await page.getByRole('link', { name: 'API for programs' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('API for programs');
	await page.locator('a[href="#sendObservations"]').first().click();
	await expect(page.locator('#sendObservations')).toBeInViewport();
	await page.locator('a[href="#schema-ObservationBatch"]').first().click();
	await expect(page.locator('#schema-ObservationBatch')).toBeInViewport();
	const redirected = await page.goto('/api#problem-itemsRefused');
	expect(redirected?.status()).toBe(200);
	await expect(page.locator('#problem-itemsRefused')).toBeInViewport();
});
