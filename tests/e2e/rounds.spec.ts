import { expect, test, type Page } from '@playwright/test';
import { auditOf } from './audit-trail';
import { enter, type Language } from './visit';

/** Draws the next round of departments from the newest one, from the form of a new round. */
async function cloneNewest(page: Page): Promise<string> {
	await page.goto('/en/rounds');
	await page.getByRole('link', { name: 'New round' }).click();
	await page
		.getByRole('button', { name: /^Clone .*departments, Q/ })
		.first()
		.click();
	await expect(page).toHaveURL(/\/en\/rounds\/\d+\?done=created/);
	return /rounds\/(\d+)/.exec(page.url())![1]!;
}

async function runTheBoard(page: Page): Promise<void> {
	const id = await cloneNewest(page);
	await expect(page.getByText('The round is a draft')).toBeVisible();
	await expect(page.getByText('Nothing blocks it')).toBeVisible();

	await page.getByRole('link', { name: 'Timetable and rules' }).click();
	await expect(page.getByText(/holidays of 20\d\d.* are not published yet/)).toBeVisible();
	await page.locator('#length-scoring').fill('20');
	await page.getByRole('button', { name: 'Propose from working days' }).click();
	await expect(page.getByText('This is a proposal and not saved yet')).toBeVisible();
	const closing = page.locator('#timetable-scoring-last');
	const proposed = await closing.inputValue();
	const opening = page.locator('#timetable-publicity-first');
	const sound = await opening.inputValue();
	await opening.fill(proposed);
	await page.getByRole('button', { name: 'Save timetable' }).click();
	await expect(page.locator('main [role=alert]')).toContainText(
		'Publicity can begin only when scoring is over'
	);
	await page.locator('#timetable-publicity-first').fill(sound);
	await page.getByRole('button', { name: 'Save timetable' }).click();
	await expect(page.getByText('Saved.')).toBeVisible();
	await expect(closing).toHaveValue(proposed);
	await page.locator('#rules-commentBelow').fill('95');
	await page.locator('#rules-commentAbove').fill('90');
	await page.getByRole('button', { name: 'Save rules' }).click();
	await expect(page.locator('main [role=alert]')).toContainText('lower bound');
	await page.locator('#rules-commentBelow').fill('40');
	// One more than the round before had, which may be a clone already.
	const assessors = page.locator('#rules-assessorsPerCell');
	await assessors.fill(String(Number(await assessors.inputValue()) + 1));
	await page.getByRole('button', { name: 'Save rules' }).click();
	await expect(page.getByText('Saved.')).toBeVisible();

	await page.goto(`/en/rounds/${id}`);
	await expect(page.getByText(/Scored cells that lack assessors: /).first()).toBeVisible();
	await expect(page.getByRole('button', { name: 'Move to “Collecting”' })).toBeDisabled();
	await page.getByRole('link', { name: 'Assessors', exact: true }).click();
	await page.getByRole('button', { name: 'Assign by rule' }).click();
	await expect(page.getByText(/Given: \d/)).toBeVisible();
	await expect(page.getByText('Every scored cell has its assessors.')).toBeVisible();

	await page.goto(`/en/rounds/${id}`);
	await page.getByRole('button', { name: 'Move to “Collecting”' }).click();
	await expect(page.getByText('The round is at “Collecting” now.')).toBeVisible();
	await expect(page.getByText(/Days until the period is over: \d+/).first()).toBeVisible();
	await page.getByText('Override and move on').click();
	await page.locator('#move-reason').fill('A trial run of the stages');
	await page.getByRole('button', { name: /^Override and move to/ }).click();
	await expect(page.getByText(/The round is at “Self-assessment” now/)).toBeVisible();
	const history = page.locator('#history ~ .table-region');
	await expect(history).toContainText('A trial run of the stages');
	await expect(history).toContainText('Days until the period is over');
}

test('a manager clones a round, sets its timetable, assigns, opens it, sees what blocks it and steps over it', async ({
	page,
	browser
}) => {
	await enter(page.context(), 'manager');
	await runTheBoard(page);
	const trail = await auditOf(browser, 'rounds');
	expect(trail[0]).toMatchObject({ what: 'Moved a round on' });
	expect(trail[0]!.change).toContain('A trial run of the stages');
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('all of that works as well', async ({ page }) => {
		await enter(page.context(), 'manager');
		await runTheBoard(page);
	});
});

test('leaders and departments read the board, and move nothing', async ({ page, browser }) => {
	await enter(page.context(), 'leader');
	await page.goto('/en/rounds');
	await expect(page.getByRole('link', { name: 'New round' })).toHaveCount(0);
	await page.locator('tbody th a').first().click();
	await expect(page.getByText('Evaluation managers move it on.')).toBeVisible();
	const head = await browser.newPage();
	await enter(head.context(), 'head');
	for (const language of ['en', 'zh'] as const satisfies Language[]) {
		await head.goto(`/${language}/rounds`);
		await head.locator('tbody th a').first().click();
		await expect(head.locator('h1')).toBeVisible();
		await expect(head.locator('form[action="?/move"]')).toHaveCount(0);
	}
	await head.close();
});

test('an assessor declares a conflict of interest and ends it', async ({ page }) => {
	await enter(page.context(), 'assessor');
	await page.goto('/en/assess');
	await page.getByRole('link', { name: 'Declare a conflict of interest' }).click();
	await page.locator('#declare-unit').fill('nowhere');
	await page.locator('#declare-reason').fill('A brother works there');
	await page.getByRole('button', { name: 'Declare', exact: true }).click();
	await expect(page.locator('main [role=alert]')).toContainText('nowhere');
	await page.locator('#declare-unit').fill('110000');
	await page.getByRole('button', { name: 'Declare', exact: true }).click();
	await expect(page.getByText('Declared: nothing of it')).toBeVisible();
	await page.getByRole('button', { name: /^End the conflict with/ }).click();
	await expect(page.getByText('That there was one stays on record')).toBeVisible();
});
