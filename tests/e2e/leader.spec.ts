import { expect, test } from '@playwright/test';
import { enter, openPeriod, signIn } from './visit';

test('a leader comes from the overview over the ranking and a unit to the receipt, and from there to the source', async ({
	page
}) => {
	await signIn(page, 'leader');
	await expect(page).toHaveURL(/\/en\/?$/);
	const headlines = page.locator('section[aria-labelledby=headlines] .columns-4 > *');
	await expect(headlines).toHaveCount(4);
	for (const headline of await headlines.all()) await expect(headline).toContainText(/Target 2030 of \S+/);
	await expect(page.getByRole('heading', { name: 'What needs you' })).toBeVisible();
	await expect(page.getByText('▲').first()).toBeVisible();

	await page.getByRole('link', { name: 'Full ranking' }).click();
	await expect(page).toHaveURL(/\/en\/rankings\?framework=PDR-R&period=\d{4}-Q\d/);
	const rows = page.locator('.ranking-table tbody tr:not(.detail-row)');
	await expect(rows).toHaveCount(31);
	const first = rows.first();
	await first.locator('a[aria-expanded=false]').click();
	await expect(page).toHaveURL(/open=\d{6}/);
	const detail = page.locator('.detail-row');
	await expect(detail).toBeVisible();
	await expect(detail).toContainText('Openness');

	const unitName = (await first.locator('th a').innerText()).trim();
	const score = (await first.locator('td a[aria-label]').last().innerText()).trim();
	await first.locator('th a').click();
	await expect(page.locator('h1')).toContainText(unitName);
	await expect(page.locator('main')).toContainText(score);

	await page.getByRole('link', { name: 'How was it computed?' }).first().click();
	await expect(page.locator('h1')).toContainText('Receipt');
	await expect(page.getByText('Recomputed just now from the frozen inputs')).toContainText('match');
	await page.locator('section[aria-labelledby=parts] a', { hasText: 'Openness' }).click();
	await expect(page).toHaveURL(/node=OPN$/);
	await page.locator('section[aria-labelledby=parts] a', { hasText: 'Openness rate' }).click();
	await expect(page).toHaveURL(/node=OPN-01$/);
	await expect(page.locator('section[aria-labelledby=steps]')).toContainText('→');
	await expect(page.locator('section[aria-labelledby=value] tbody tr').first()).toBeVisible();
	await expect(
		page.locator('section[aria-labelledby=value]').getByRole('link', { name: /Health/ })
	).toBeVisible();
});

test('the contributions of an opened row add up to its score', async ({ page }) => {
	await page.goto('/en/rankings?open=330000');
	const score = Number(await page.locator('#row-330000 td a[aria-label]').last().innerText());
	const unit = await page.request.get('/en/units/330000/receipt');
	expect(await unit.text()).toContain(score.toFixed(2));
	const contributions = await page
		.goto('/en/units/330000/receipt')
		.then(() => page.locator('section[aria-labelledby=parts] tbody tr td:last-child').allInnerTexts());
	const sum = contributions.map(Number).reduce((total, part) => total + part, 0);
	expect(sum).toBeCloseTo(score, 1);
});

test('a leader sees the open round, and is told that it is provisional', async ({ page }) => {
	await enter(page.context(), 'leader');
	const period = await openPeriod(page.request);
	for (const path of ['', '/rankings', '/units/330000', '/units/330000/receipt']) {
		await page.goto(`/en${path}?period=${period}`);
		await expect(page.locator('main')).toContainText(/provisional/i);
		if (path === '' || path === '/rankings') {
			await expect(page.locator('main')).toContainText(/of 3 months so far|counted as 0/);
		}
	}
});

test('a chart comes alive, is read by arrow keys, and its data are one click away', async ({ page }) => {
	await page.goto('/en/trends?indicator=OPN-01&units=330000');
	const chart = page.locator('figure.chart').first();
	await expect(chart).toHaveClass(/is-live/);
	await chart.locator('.chart-live').focus();
	await page.keyboard.press('ArrowRight');
	await expect(chart.locator('[role=status]')).not.toBeEmpty();
	await chart.getByText('Data of this chart').click();
	await expect(chart.locator('table')).toBeVisible();
	const download = page.waitForEvent('download');
	await chart.getByRole('button', { name: 'CSV' }).click();
	expect((await download).suggestedFilename()).toBe('OPN-01-trend.csv');
});
