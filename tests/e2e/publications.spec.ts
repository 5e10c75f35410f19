import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { newestPublication } from './visit';

test('a stranger opens a publication, takes it home, and finds that its bytes have the printed hash', async ({
	page
}) => {
	await page.goto('/en');
	await page.getByRole('navigation').getByRole('link', { name: 'Publications' }).first().click();
	await expect(page.locator('h1')).toHaveText('Publications');
	const slug = await newestPublication(page.request);
	await page.locator(`a[href$="/publications/${slug}"]`).click();
	await expect(page.getByRole('heading', { name: 'Results', exact: true })).toBeVisible();
	const main = page.locator('main');
	await expect(main).toContainText('evaluation manager');
	await expect(main).not.toContainText(/Zhou Mingyuan|Liang Guodong/);
	const hash = await page.locator('[aria-labelledby=hash-name]').innerText();
	expect(hash).toMatch(/^[0-9a-f]{64}$/);

	const json = page.waitForEvent('download');
	await page.getByRole('link', { name: /^Canonical JSON/ }).click();
	const bytes = await readFile(await (await json).path());
	expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);

	const csv = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Results as CSV' }).click();
	const file = await csv;
	expect(file.suggestedFilename()).toBe(`${slug}-table.csv`);
	const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
	const published = JSON.parse(bytes.toString('utf8')) as { results: unknown[] };
	expect(lines.length - 2).toBe(published.results.length);

	await page.goto(`/zh/publications/${slug}`);
	await expect(page.getByRole('heading', { name: '下载' })).toBeVisible();
	await page.locator('[aria-labelledby=results] tbody td a').first().click();
	await expect(page).toHaveURL(/\/receipt\?framework=PDR-D&period=/);
});

test('files of a publication carry a validator and may be kept by caches; the catalogue names them', async ({
	request
}) => {
	const slug = await newestPublication(request);
	const first = await request.get(`/publications/${slug}/datapackage.json`);
	expect(first.headers()['cache-control']).toBe('public, max-age=3600');
	expect(first.headers()['access-control-allow-origin']).toBe('*');
	const again = await request.get(`/publications/${slug}/datapackage.json`, {
		headers: { 'if-none-match': first.headers()['etag']! }
	});
	expect(again.status()).toBe(304);
	const descriptor = (await first.json()) as {
		resources: { name: string; path: string; hash: string }[];
	};
	for (const { path, hash } of descriptor.resources) {
		const body = await (await request.get(`/publications/${slug}/${path}`)).body();
		expect(`sha256:${createHash('sha256').update(body).digest('hex')}`, path).toBe(hash);
	}
	const catalogue = (await (await request.get('/publications/catalog.jsonld')).json()) as {
		'dcat:dataset': { 'dct:identifier': string }[];
	};
	expect(catalogue['dcat:dataset'].map((dataset) => dataset['dct:identifier'])).toContain(slug);
	expect((await request.get(`/publications/${slug}/secrets.csv`)).status()).toBe(404);
	expect((await request.get('/publications/2020-Q1-nothing/table.csv')).status()).toBe(404);
});
