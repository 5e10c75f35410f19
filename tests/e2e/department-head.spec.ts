import { expect, test } from '@playwright/test';
import { enter, openPeriod, otherDepartment, ownDepartment, signIn } from './visit';

test('a department head sees what is due, where the department stands, and in three clicks the source of a score', async ({
	page
}) => {
	await signIn(page, 'head');
	await expect(page).toHaveURL(/\/en\/my$/);
	for (const heading of [
		'What is due',
		'Where we stand',
		'What would lift us most',
		'How our indicators move'
	]) {
		await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
	}
	await page.locator('section[aria-labelledby=standing]').getByRole('link').first().click();
	await expect(page.locator('h1')).toContainText('Receipt');
	await page.locator('section[aria-labelledby=parts] a', { hasText: 'Openness' }).click();
	await page.locator('section[aria-labelledby=parts] a', { hasText: 'Openness rate' }).click();
	const value = page.locator('section[aria-labelledby=value]');
	await expect(value.locator('table').first()).toBeVisible();
	await expect(value).toContainText(/吴晓岚|Wu Xiaolan/);
});

test('a task of a department head leads to its cell in the form', async ({ page }) => {
	await enter(page.context(), 'head');
	await page.goto('/en/my');
	const task = page.locator('section[aria-labelledby=tasks] a[href*="#cell-"]').first();
	const cell = (await task.getAttribute('href'))?.split('#')[1] ?? '';
	await task.click();
	await expect(page).toHaveURL(/\/en\/entry\?/);
	await expect(page.locator(`#${cell}`)).toBeInViewport();
});

test("a department head is refused another department's pages, whatever the address says", async ({
	page
}) => {
	await enter(page.context(), 'head');
	const period = await openPeriod(page.request);
	const month = await page.request.get(`/en/entry?unit=${ownDepartment}`);
	expect(month.status()).toBe(200);
	for (const address of [
		`/my?unit=${otherDepartment}`,
		`/entry?unit=${otherDepartment}`,
		`/entry?unit=${otherDepartment}&period=${period}`,
		`/units/${otherDepartment}?framework=PDR-D&period=${period}`,
		`/units/${otherDepartment}/receipt?framework=PDR-D&period=${period}`,
		`/units/${otherDepartment}/receipt?framework=PDR-D&period=${period}&node=OPN-01`
	]) {
		const answer = await page.goto(`/en${address}`);
		expect.soft([403, 404], address).toContain(answer?.status());
		await expect(page.locator('h1')).toBeVisible();
		await expect.soft(page.locator('main'), address).not.toContainText('Provisional');
	}
});

test("a department head cannot write another department's values", async ({ page, baseURL }) => {
	await enter(page.context(), 'head');
	const answer = await page.request.post(`/en/entry?unit=${otherDepartment}&period=2026-01&/save`, {
		form: { 'revision.OPN-02': '1', 'numerator.OPN-02': '1', 'denominator.OPN-02': '2' },
		headers: { origin: baseURL!, accept: 'text/html' }
	});
	expect([403, 404]).toContain(answer.status());
});

test('a department head sees peers as published, without their changes and without the open round', async ({
	page
}) => {
	await enter(page.context(), 'head');
	const period = await openPeriod(page.request);
	await page.goto(`/en/units/${otherDepartment}`);
	await expect(page.locator('h1')).toContainText('Beijing');
	await expect(page.locator('main')).not.toContainText('rovisional');
	await page.goto(`/en/units/${otherDepartment}/receipt?node=OPN-01`);
	await expect(page.getByText('Recomputed just now')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Changes of these cells' })).toHaveCount(0);
	await page.goto(`/en/rankings?framework=PDR-D&period=${period}`);
	await expect(page.locator(`#row-${otherDepartment}`)).toHaveCount(0);
});

for (const account of ['officer', 'head', 'leader'] as const) {
	test(`the pages of assessors are refused: ${account}`, async ({ page }) => {
		await enter(page.context(), account);
		for (const path of ['/assess', '/assess/1', '/assess/grid?round=1&indicator=MGT-03']) {
			expect.soft((await page.goto(`/en${path}`))?.status(), path).toBeGreaterThanOrEqual(403);
		}
	});
}
