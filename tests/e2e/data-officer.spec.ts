import { expect, test } from '@playwright/test';
import { auditOf } from './audit-trail';
import { rankedScores } from './ranked-scores';
import { enter, openPeriod, ownDepartment, signIn, usualPerMille } from './visit';

test('a data officer saves and submits a value; the provisional ranking follows, and the audit says who did it', async ({
	page,
	browser
}) => {
	const leader = await browser.newContext();
	await enter(leader, 'leader');
	const query = { framework: 'PDR-D', period: await openPeriod(leader.request), sector: 'health' };
	const before = await rankedScores(leader.request, query);

	await signIn(page, 'officer');
	await expect(page).toHaveURL(/\/en\/entry/);
	const cell = page.locator('#cell-OPN-02');
	await expect(cell).toContainText('Missing');
	await cell.locator('#numerator-OPN-02').fill('39');
	await cell.locator('#denominator-OPN-02').fill('54');
	await expect(cell.locator('output')).toHaveText('72.2%');
	await expect(page.getByText('changes that are not saved')).toBeVisible();
	await page.getByRole('button', { name: 'Save drafts' }).click();
	await expect(page).toHaveURL(/saved=1/);
	await expect(cell).toContainText('Draft');
	await page.reload();
	await expect(cell.locator('#numerator-OPN-02')).toHaveValue('39');

	await page.getByRole('button', { name: 'Submit what is complete' }).click();
	// What was sent back and is as it was waits for an answer; the rest is given away.
	await expect(page.locator('main [role=alert]')).toContainText('It was sent back and is as it was');
	await expect(cell).toContainText('Reported');
	await expect(cell).toContainText('39 / 54');

	const after = await rankedScores(leader.request, query);
	expect(Number(after.get(ownDepartment)?.score)).toBeGreaterThan(Number(before.get(ownDepartment)?.score));
	expect(Number(after.get(ownDepartment)?.rank)).toBeLessThanOrEqual(Number(before.get(ownDepartment)?.rank));

	const witness = await leader.newPage();
	await witness.goto(`/en/units/${ownDepartment}/receipt?framework=PDR-D&period=${query.period}&node=OPN-02`);
	const changes = witness.locator('tr', { hasText: 'Wu Xiaolan' }).filter({ hasText: '39 / 54' });
	await expect(changes.first()).toBeVisible();
	await leader.close();

	const [submitted, saved] = (await auditOf(browser, 'reporting')).filter(({ where }) =>
		where.includes('OPN-02')
	);
	expect(submitted).toMatchObject({ who: 'Wu Xiaolan', what: 'Submitted a value', unit: ownDepartment });
	expect(saved).toMatchObject({ who: 'Wu Xiaolan', what: 'Saved a draft value', unit: ownDepartment });
	const moves = await auditOf(browser, 'results');
	expect(moves.some(({ who, unit }) => who === 'Wu Xiaolan' && unit === ownDepartment)).toBe(true);
});

test('what is wrong is said at its field and in a summary, stays as typed, and is not stored', async ({
	page
}) => {
	await enter(page.context(), 'officer');
	await page.goto('/en/entry');
	const numerator = page.locator('#numerator-SEC-01');
	await numerator.fill('many');
	await page.locator('#denominator-SEC-01').fill('20');
	await page.getByRole('button', { name: 'Save drafts' }).click();
	const summary = page.locator('main [role=alert]');
	await expect(summary).toBeFocused();
	await summary.getByRole('link').first().click();
	await expect(numerator).toBeFocused();
	await expect(numerator).toHaveValue('many');
	await expect(numerator).toHaveAttribute('aria-invalid', 'true');
	await page.goto('/en/units');
	page.once('dialog', (dialog) => dialog.accept());
	await page.goto('/en/entry');
	await expect(page.locator('#numerator-SEC-01')).not.toHaveValue('many');
});

test('two people who change the same cell get a conflict to resolve, never a silent overwrite', async ({
	page,
	browser
}) => {
	await enter(page.context(), 'officer');
	await page.goto('/en/entry');
	const other = await browser.newContext();
	await enter(other, 'head');
	const elsewhere = await other.newPage();
	await elsewhere.goto(`/en/entry?unit=${ownDepartment}`);
	const cell = page.locator('#cell-MGT-01');
	const usual = await usualPerMille(cell);
	for (const [who, value] of [
		[elsewhere, String(usual)],
		[page, String(usual + 1)]
	] as const) {
		await who.locator('#numerator-MGT-01').fill(value);
		await who.locator('#denominator-MGT-01').fill('1000');
		await who.getByRole('button', { name: 'Save drafts' }).click();
		if (who === elsewhere) await expect(who).toHaveURL(/saved=1/);
	}
	await expect(cell.locator('#resolve-MGT-01')).toBeVisible();
	await expect(cell).toContainText(new RegExp(`${usual} / 1,?000`));
	await expect(cell).toContainText(new RegExp(`${usual + 1} / 1,?000`));
	await other.close();
});
