import { expect, test } from '@playwright/test';
import { auditOf } from './audit-trail';
import { rankedScores } from './ranked-scores';
import { enter, openPeriod, signIn } from './visit';

test('an assessor scores by keyboard with a comment that saves itself, submits, and goes on; ranking and audit follow', async ({
	page,
	browser
}) => {
	const leader = await browser.newContext();
	await enter(leader, 'leader');
	const query = { framework: 'PDR-R', period: await openPeriod(leader.request) };

	await signIn(page, 'assessor');
	await expect(page).toHaveURL(/\/en\/assess$/);
	const submitted = () => page.locator('section[aria-labelledby^="round-"] [role=progressbar]').nth(1);
	const done = Number(await submitted().getAttribute('aria-valuenow'));
	await page.getByRole('link', { name: 'Score the next one' }).first().click();
	await expect(page).toHaveURL(/\/en\/assess\/\d+\?round=\d+/);
	const cellAddress = page.url();
	const [, node = ''] =
		/([A-Z]{3}-\d\d)/.exec(
			(await page.locator('nav[aria-label] li, main nav li').last().innerText()).trim()
		) ?? [];
	expect(node, 'code of the indicator').not.toBe('');
	const before = await rankedScores(leader.request, { ...query, dim: node });
	await expect(page.locator('fieldset label.choice')).toHaveCount(5);

	await page.keyboard.press('5');
	await expect(page.locator('#level-5')).toBeChecked();
	await page.locator('#comment').fill('Rules in force, named owners, checked each year.');
	await expect(page.getByRole('status').filter({ hasText: /^\s*Saved \d/ })).toBeVisible();
	await page.reload();
	await expect(page.locator('#comment')).toHaveValue(/checked each year/);
	await expect(page.locator('#level-5')).toBeChecked();

	await page.locator('#comment').focus();
	await page.keyboard.press('Control+Enter');
	await expect(page).toHaveURL(/done=submitted/);
	expect(new URL(page.url()).pathname, 'goes on to the next').not.toBe(new URL(cellAddress).pathname);
	await page.goto('/en/assess');
	expect(Number(await submitted().getAttribute('aria-valuenow'))).toBe(done + 1);

	await page.goto(cellAddress);
	await expect(page.locator('#level-5')).toBeDisabled();
	await expect(page.locator('#comment')).not.toBeEditable();

	const after = await rankedScores(leader.request, { ...query, dim: node });
	const changed = [...after].filter(([code, row]) => row['score'] !== before.get(code)?.['score']);
	expect(changed.length, 'units whose provisional score changed').toBeGreaterThan(0);

	const [score, draft] = await auditOf(browser, 'scoring');
	expect(score).toMatchObject({ who: 'Xu Wenbo', what: 'Submitted a score' });
	expect(score?.where).toContain(node);
	expect(draft).toMatchObject({ who: 'Xu Wenbo', what: 'Saved a draft score', unit: score?.unit });
	expect(changed.map(([code]) => code)).toContain(score?.unit);
	const [moved] = await auditOf(browser, 'results');
	expect(moved).toMatchObject({ who: 'Xu Wenbo', unit: score?.unit });
	expect(moved?.change).toMatch(/Score [\d.]+ → (to )?[\d.]+/);

	const witness = await leader.newPage();
	await witness.goto(`/en/units/${score?.unit}/receipt?framework=PDR-R&period=${query.period}&node=${node}`);
	await expect(witness.locator('section[aria-labelledby=value]')).toContainText(/\d of \d|submitted/);
	await leader.close();
});

test('keys move between cells, and say so on request', async ({ page }) => {
	await enter(page.context(), 'assessor');
	await page.goto('/en/assess');
	await page.locator('tbody th a').nth(1).click();
	await expect(page.locator('#comment')).toBeVisible();
	// Keys count once scripts run.
	await page.waitForLoadState('networkidle');
	const here = new URL(page.url()).pathname;
	await page.keyboard.press('?');
	await expect(page.getByText('Ctrl').first()).toBeVisible();
	await page.keyboard.press('j');
	await expect(page).not.toHaveURL(new RegExp(`${here}$`));
	await expect(page.locator('#comment')).toBeVisible();
	await page.keyboard.press('k');
	await expect(page).toHaveURL(new RegExp(here));
});

test('a score without the comment that it needs is refused in words, and what was typed stays', async ({
	page
}) => {
	await enter(page.context(), 'assessor');
	await page.goto('/en/assess?state=unscored');
	await page.locator('tbody th a').last().click();
	await page.locator('#points').fill('140');
	await page.locator('#comment').fill('Too good to be true.');
	await page.getByRole('button', { name: 'Submit', exact: true }).click();
	await expect(page.locator('#points')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('#points')).toHaveValue('140');
	await expect(page.locator('#comment')).toHaveValue('Too good to be true.');
	await page.locator('#points').fill('');
});

test('an assessor cannot open the cells of another', async ({ page, browser }) => {
	const other = await browser.newContext();
	await enter(other, 'assessor2');
	const list = await (await other.request.get('/en/assess')).text();
	const cell = /\/assess\/(\d+)/.exec(list)?.[1];
	await other.close();
	await enter(page.context(), 'assessor');
	const answer = await page.goto(`/en/assess/${cell}`);
	expect([403, 404]).toContain(answer?.status());
});
