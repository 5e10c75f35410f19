import { expect, test } from '@playwright/test';
import { enter, ownDepartment, otherDepartment } from './visit';

test('a leader goes from the overview to who is late, to a unit, to the history of one value', async ({
	page
}) => {
	await enter(page.context(), 'leader');
	await page.goto('/en');
	await page.locator('#open').getByRole('link', { name: 'Timeliness and completeness' }).first().click();
	await expect(page).toHaveURL(/\/en\/oversight\/reporting\?framework=PDR-R&order=late/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Timeliness and completeness');
	const table = page.getByRole('table');
	const late = table.locator('tbody tr').first().locator('td').nth(3);
	expect(Number(await late.innerText())).toBeGreaterThan(0);
	await expect(table.locator('tbody').first()).toContainText('All rows together');
	for (const share of await table.locator('tbody tr td:nth-child(3)').allInnerTexts()) {
		expect(parseFloat(share)).toBeLessThanOrEqual(100);
	}
	await page.getByLabel('Rows').selectOption('period');
	// All units of the nation are counted before the address changes.
	await expect(page).toHaveURL(/by=period/, { timeout: 30_000 });
	// All together, twelve months, and the year whose December is among them.
	await expect(table.locator('tbody tr')).toHaveCount(14);

	await page.goto(`/en/oversight/reporting/${ownDepartment}`);
	await page.getByRole('link', { name: /^Reported errors mended on time, .*: returned/ }).click();
	await expect(page).toHaveURL(/\/data\/QLT-03\?period=/);
	const changes = page.getByRole('table').first();
	await expect(changes.locator('tbody tr')).toHaveCount(2);
	await expect(changes).toContainText('Returned');

	// Before anything was entered nothing was known.
	const entered = changes.locator('tbody tr').last().locator('th');
	await expect(entered).toContainText('Revision 1');
	await page.getByLabel('As known on').fill('2020-01-31');
	await expect(page).toHaveURL(/knownOn=2020-01-31/);
	await expect(page.getByText('As known at the end of 31 Jan 2020')).toBeVisible();
	await expect(page.getByText('Nothing was stored', { exact: true }).first()).toBeVisible();
	await page.getByRole('link', { name: 'Data', exact: true }).click();
	await expect(page).toHaveURL(new RegExp(`/units/${ownDepartment}/data\\?.*knownOn=2020-01-31`));
});

test('the table of timeliness can be taken home, and is that of one’s own units', async ({ page }) => {
	await enter(page.context(), 'officer');
	const answer = await page.request.get('/en/oversight/reporting.csv');
	expect(answer.headers()['content-type']).toContain('text/csv');
	const lines = (await answer.text()).trim().split('\r\n');
	expect(lines[0]).toContain('code,name,parent,due,complete_share,on_time_share');
	expect(lines).toHaveLength(2);
	expect(lines[1]).toContain(ownDepartment);
	expect((await page.goto(`/en/oversight/reporting/${otherDepartment}`))?.status()).toBe(403);
	expect((await page.goto(`/en/units/${otherDepartment}/data/OPN-01`))?.status()).toBe(403);
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a manager writes a rule, tries it and is told where it is wrong; an officer has to answer it', async ({
		page,
		browser
	}) => {
		await enter(page.context(), 'manager');
		await page.goto('/en/admin/indicators/OPN-02/rules');
		await page.getByLabel('Kind').selectOption('comparison');
		await page.getByLabel('Severity').selectOption('warning');
		const expression = page.getByLabel('Expression');
		await expression.fill('denominator <= numerator_OPN-99');
		await page.getByLabel('Message in English').fill('More demands than open datasets. Say why.');
		await page.getByLabel('Message in Chinese').fill('需求数多于开放数据集数，请说明。');
		await page.getByRole('button', { name: 'Save the rule' }).click();
		await expect(page.locator('#rule-expression-error')).toContainText('“numerator_OPN-99” at character 16');
		await expect(expression).toHaveValue('denominator <= numerator_OPN-99');

		await expression.fill('denominator <= numerator_OPN-01 / 1000');
		await page.getByRole('button', { name: 'Try it' }).click();
		await expect(page.getByText(/it would have found [\d,]+ of [\d,]+ values/)).toBeVisible();
		await page.getByRole('button', { name: 'Save the rule' }).click();
		await expect(page.getByText('The rule is saved')).toBeVisible();
		await expect(page.getByRole('table')).toContainText('OPN-02.1');

		const officer = await browser.newContext({ javaScriptEnabled: false });
		await enter(officer, 'officer');
		const form = await officer.newPage();
		await form.goto('/en/entry');
		const cell = form.locator('#cell-OPN-02');
		await cell.locator('#numerator-OPN-02').fill('39');
		await cell.locator('#denominator-OPN-02').fill('54');
		await form.getByRole('button', { name: 'Submit what is complete' }).click();
		await expect(cell).toContainText('More demands than open datasets. Say why.');
		await expect(cell.locator('#numerator-OPN-02')).toHaveValue('39');
		await cell.locator('#justification-OPN-02').fill('Demands of three years are counted here.');
		await form.getByRole('button', { name: 'Submit what is complete' }).click();
		await expect(cell).toContainText('Reported');

		await form.goto('/en/oversight/findings?indicator=OPN-02&state=justified');
		await expect(form.getByRole('table')).toContainText('Demands of three years are counted here.');
		await officer.close();

		await page.getByRole('button', { name: 'Retire rule OPN-02.1' }).click();
		await expect(page.getByText('The rule is retired')).toBeVisible();
	});

	test('staff have a period looked at', async ({ page }) => {
		// Some thousand values, each beside three years of its own.
		test.slow();
		await enter(page.context(), 'assessor');
		await page.goto('/en/oversight/findings');
		await page.getByRole('button', { name: 'Check this period' }).click();
		await expect(page.getByText(/[\d,]+ values of .* were checked/)).toBeVisible();
	});
});
