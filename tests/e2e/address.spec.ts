import { expect, test, type Page } from '@playwright/test';

const shownUnits = (page: Page) =>
	page.locator('.ranking-table tbody tr:not(.detail-row) th[scope=row]').allInnerTexts();
const field = (page: Page, name: string) => page.locator(`select[name=${name}]`);

test('the choices of a ranking stand in the address: reload, back, forward and a shared link show the same', async ({
	page,
	browser
}) => {
	await page.goto('/en/rankings?framework=PDR-D');
	const all = await shownUnits(page);
	await field(page, 'sector').selectOption('health');
	await expect(page).toHaveURL(/sector=health/);
	await expect.poll(() => shownUnits(page)).not.toEqual(all);
	await field(page, 'dim').selectOption('OPN');
	await expect(page).toHaveURL(/dim=OPN/);
	await page.getByRole('columnheader', { name: 'Unit' }).getByRole('link').click();
	await expect(page).toHaveURL(/sort=name/);
	await expect(page.locator('th[aria-sort]')).toHaveText(/Unit/);
	const chosen = await shownUnits(page);
	expect(chosen.length).toBe(31);

	await page.reload();
	expect(await shownUnits(page)).toEqual(chosen);
	await expect(field(page, 'sector')).toHaveValue('health');
	await expect(field(page, 'dim')).toHaveValue('OPN');

	const elsewhere = await (await browser.newContext()).newPage();
	await elsewhere.goto(page.url());
	expect(await shownUnits(elsewhere)).toEqual(chosen);
	await elsewhere.context().close();

	await page.goBack();
	await expect(page).not.toHaveURL(/sort=/);
	await page.goBack();
	await expect(page).not.toHaveURL(/dim=/);
	await expect(field(page, 'dim')).toHaveValue('');
	await expect(field(page, 'sector')).toHaveValue('health');
	await page.goForward();
	await expect(page).toHaveURL(/dim=OPN/);
	await expect(field(page, 'dim')).toHaveValue('OPN');
});

test('an open row stands in the address, and survives a change of the order', async ({ page }) => {
	await page.goto('/en/rankings');
	await page.locator('#row-330000 a[aria-expanded]').click();
	await expect(page).toHaveURL(/open=330000/);
	await page.reload();
	await expect(page.locator('.detail-row')).toBeVisible();
	await page.getByRole('columnheader', { name: 'Score' }).getByRole('link').click();
	await expect(page).toHaveURL(/sort=/);
	await expect(page.locator('#row-330000 + .detail-row')).toBeVisible();
	await page.locator('#row-330000 a[aria-expanded=true]').click();
	await expect(page.locator('.detail-row')).toHaveCount(0);
});

test('indicator, units and range of a trend stand in the address', async ({ page }) => {
	await page.goto('/en/trends');
	await field(page, 'indicator').selectOption('SHR-02');
	await expect(page).toHaveURL(/indicator=SHR-02/);
	await field(page, 'by').selectOption('quarter');
	await expect(page).toHaveURL(/by=quarter/);
	await page.getByLabel('Add a unit').fill('Zhejiang');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/q=Zhejiang/);
	await page.locator('input[name=units][value="330000"]:visible').first().check();
	await expect(page).toHaveURL(/units=[^&]*330000/);
	const title = await page.locator('figure.chart .chart-title').first().innerText();
	await page.reload();
	await expect(page.locator('figure.chart .chart-title').first()).toHaveText(title);
	await expect(field(page, 'by')).toHaveValue('quarter');
	await expect(page.locator('input[name=units][value="330000"]').first()).toBeChecked();
	await page.goBack();
	await expect(page).not.toHaveURL(/units=[^&]*330000/);
});

test('a choice that does not exist is named and left out, not an error', async ({ page }) => {
	const answer = await page.goto('/en/rankings?sector=astrology&period=long-ago&sort=luck');
	expect(answer?.status()).toBe(200);
	for (const wrong of ['astrology', 'long-ago', 'luck']) {
		await expect(page.locator('main')).toContainText(wrong);
	}
	await expect(page.locator('tbody tr').first()).toBeVisible();
});
