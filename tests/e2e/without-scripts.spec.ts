import { expect, test } from '@playwright/test';
import { enter, ownDepartment, signIn, usualPerMille } from './visit';

test.use({ javaScriptEnabled: false });

test('without scripts one signs in, changes language and appearance, and signs out', async ({ page }) => {
	await page.goto('/en/sign-in');
	await page.locator('#email').fill('auditor@demo.example');
	await page.locator('#password').fill('wrong');
	await page.keyboard.press('Enter');
	await expect(page.locator('main [role=alert]')).toContainText('No account has');
	await signIn(page, 'auditor');
	await page.goto('/en/rankings?sort=name');
	await page.locator('.site-tools summary', { hasText: /appearance|theme/i }).click();
	await page.getByRole('button', { name: 'Dark' }).click();
	await expect(page).toHaveURL(/\/en\/rankings\?sort=name$/);
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await page.getByRole('button', { name: /中文/ }).click();
	await expect(page).toHaveURL(/\/zh\/rankings\?sort=name$/);
	await page.goto('/');
	await expect(page, 'the account remembers').toHaveURL(/\/zh\/?$/);
	await page.getByRole('button', { name: /English/ }).click();
	await page.locator('.site-tools details summary').last().click();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('without scripts a ranking is filtered, sorted and opened, and charts are there', async ({ page }) => {
	await page.goto('/en/rankings?framework=PDR-D');
	await page.locator('select[name=sector]').selectOption('health');
	await page.getByRole('button', { name: 'Apply' }).click();
	await expect(page).toHaveURL(/sector=health/);
	await expect(page.locator('select[name=sector]')).toHaveValue('health');
	await page.getByRole('columnheader', { name: 'Unit' }).getByRole('link').click();
	await expect(page.locator('th[aria-sort]')).toHaveText(/Unit/);
	await page.locator(`#row-${ownDepartment} a[aria-expanded]`).click();
	await expect(page.locator('.detail-row')).toBeVisible();
	for (const path of ['', '/rankings', '/units/330000', '/trends?units=330000']) {
		await page.goto(`/en${path}`);
		const chart = page.locator('figure.chart').first();
		await expect(chart.locator('svg:visible').first()).toBeVisible();
		await chart.locator('details summary').click();
		await expect(chart.locator('table')).toBeVisible();
	}
});

test('without scripts the units of a trend are chosen, and its address stays short', async ({ page }) => {
	await page.goto('/en/trends?indicator=OPN-01&units=110000');
	await page.getByLabel('Add a unit').fill('Zhejiang');
	await page.getByRole('button', { name: 'Apply' }).click();
	await page.locator('input[name=units][value="330000"]').first().check();
	await page.getByRole('button', { name: 'Apply' }).click();
	await expect(page).toHaveURL(/units=[^&]*330000/);
	expect(new URL(page.url()).searchParams.getAll('units')).toHaveLength(1);
	await expect(page.locator('figure.chart svg:visible').first()).toContainText('Zhejiang');
});

test('without scripts a value is refused with what was typed, then saved, then submitted', async ({
	page
}) => {
	await enter(page.context(), 'officer');
	await page.goto('/en/entry');
	const cell = page.locator('#cell-SEC-01');
	const numerator = String(await usualPerMille(cell));
	await cell.locator('#numerator-SEC-01').fill('many');
	await cell.locator('#denominator-SEC-01').fill('1000');
	await page.getByRole('button', { name: 'Save drafts' }).click();
	await expect(page.locator('main [role=alert]')).toBeVisible();
	await expect(cell.locator('#numerator-SEC-01')).toHaveValue('many');
	await cell.locator('#numerator-SEC-01').fill(numerator);
	await page.getByRole('button', { name: 'Save drafts' }).click();
	await expect(page).toHaveURL(/saved=1/);
	await expect(cell).toContainText('Draft');
	await page.getByRole('button', { name: 'Submit what is complete' }).click();
	await expect(page.locator('main [role=alert]')).toContainText('It was sent back and is as it was');
	await expect(cell).toContainText('/ 1,000');
	await expect(cell).toContainText('Reported');
});

test('without scripts a cell is scored, saved and submitted, and so is a row of the grid', async ({
	page
}) => {
	await enter(page.context(), 'assessor');
	await page.goto('/en/assess');
	await page.getByRole('link', { name: 'Score the next one' }).last().click();
	const cell = page.url();
	await page.locator('#level-4').check();
	await page.locator('#comment').fill('Applied and checked once a year.');
	await page.getByRole('button', { name: 'Save draft', exact: true }).click();
	await expect(page).toHaveURL(/done=saved/);
	await expect(page.locator('#level-4')).toBeChecked();
	await page.getByRole('button', { name: 'Submit and next' }).click();
	await expect(page).toHaveURL(/done=submitted/);
	await page.goto(cell);
	await expect(page.locator('#comment')).not.toBeEditable();

	await page.goto('/en/assess?state=unscored');
	await page
		.getByRole('link', { name: /: \d+ of \d+ scored/ })
		.last()
		.click();
	const row = page.locator('tbody tr', { hasText: 'Not scored' });
	await row.first().locator('input[type=radio]').nth(2).check();
	await page.getByRole('button', { name: 'Save all rows' }).click();
	await expect(page).toHaveURL(/saved=1/);
});

test('without scripts a cell is flagged and skipped with what was typed, found again, and scored with others of its unit', async ({
	page
}) => {
	await enter(page.context(), 'assessor2');
	await page.goto('/en/assess');
	await page.getByRole('link', { name: 'by unit' }).click();
	await page.getByRole('link', { name: 'Score the next one' }).first().click();
	const cell = new URL(page.url()).pathname;
	await page.locator('#comment').fill('Ask for the minutes.');
	await page.getByLabel('Come back to this later').check();
	await page.getByRole('button', { name: 'Skip' }).click();
	await expect(page).toHaveURL(/by=unit.*done=skipped/);
	expect(new URL(page.url()).pathname).not.toBe(cell);
	await expect(page.getByText(/flagged: [1-9]\d*$/)).toBeVisible();
	await page.goto('/en/assess?flagged=1');
	await page.locator(`tbody th a[href*="${cell}?"]`).click();
	expect(new URL(page.url()).pathname).toBe(cell);
	await expect(page.locator('#comment')).toHaveValue('Ask for the minutes.');
	const before = page.locator('aside details');
	await expect(before.locator('dl')).toBeHidden();
	await before.locator('summary').click();
	await expect(before.locator('dd').first()).toHaveText(/\d\.\d\d/);

	await page.goto('/en/assess?by=unit');
	await page.locator('a[href*="/assess/grid"]').first().click();
	await page.getByRole('link', { name: 'Show the scores of the round before' }).click();
	await expect(page.getByRole('columnheader', { name: 'Round before' })).toBeVisible();
	const row = page.locator('tbody tr', { hasText: 'Not scored' }).first();
	await row.locator('input[type=radio]').nth(3).check();
	await row.locator('textarea').fill('Minutes seen.');
	await page.getByRole('button', { name: 'Submit complete rows' }).click();
	await expect(page).toHaveURL(/previous=shown&submitted=\d/);
});
