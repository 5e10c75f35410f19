import { expect, test, type Page } from '@playwright/test';
import { auditOf } from './audit-trail';
import { enter, ownDepartment } from './visit';

const today = () => new Date().toISOString().slice(0, 10);
/** First day of the month before the last: some of what was reported comes after it. */
function someMonthsAgo(): string {
	const now = new Date();
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 4, 1)).toISOString().slice(0, 10);
}

async function fillUnit(page: Page, code: string, parent: string): Promise<void> {
	await page.locator('#create-parent').fill(parent);
	await page.locator('#create-code').fill(code);
	await page.locator('#create-nameEn').fill('Sports Bureau');
	await page.locator('#create-nameZh').fill('体育局');
	await page.locator('#create-shortNameEn').fill('Sports');
	await page.locator('#create-shortNameZh').fill('体育');
}

test('an administrator creates a unit, finds it in the tree, changes, moves, closes and reopens it', async ({
	page,
	browser
}) => {
	await enter(page.context(), 'admin');
	await page.goto('/en');
	await page.getByRole('link', { name: 'Administration' }).click();
	await page.locator('main').getByRole('link', { name: 'Units', exact: true }).click();
	await page.getByRole('link', { name: /units below People/ }).click();
	await page.getByRole('link', { name: /units below Zhejiang/ }).click();
	await expect(page).toHaveURL(/under=330000/);
	await page.getByRole('link', { name: 'New unit' }).click();
	await expect(page.locator('#create-parent')).toHaveValue('330000');
	await fillUnit(page, '330000-sports', '330000');
	await page.locator('#create-timeZone').fill('Asia/Nowhere');
	await page.getByRole('button', { name: 'Create unit' }).click();
	await expect(page.locator('main [role=alert]')).toContainText('Asia/Nowhere is no time zone');
	await expect(page.locator('#create-nameEn'), 'what was typed stays').toHaveValue('Sports Bureau');
	await page.locator('#create-timeZone').fill('Asia/Shanghai');
	await page.getByRole('button', { name: 'Create unit' }).click();
	await expect(page).toHaveURL(/\/en\/admin\/units\/330000-sports\?done=created/);

	await page.locator('#change-approvalSteps').selectOption('2');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await expect(page.getByText('Saved.')).toBeVisible();
	await expect(page.locator('#change-approvalSteps')).toHaveValue('2');

	await page.locator('#move-parent').fill(ownDepartment);
	await page.getByRole('button', { name: 'Move' }).click();
	await expect(page.locator('main [role=alert]')).toContainText('Only regions have units below them');
	await page.locator('#move-parent').fill('110000');
	await page.locator('#move-from').fill(today());
	await page.getByRole('button', { name: 'Move' }).click();
	await expect(page.getByText('Figures from that day on were added up anew')).toBeVisible();
	await expect(page.locator('#place ~ .table-region tbody tr').first()).toContainText('Beijing');

	await page.locator('#close-on').fill('2099-01-01');
	await page.getByRole('button', { name: 'Close unit' }).click();
	await expect(page.getByText('Closes on 1 Jan 2099')).toBeVisible();
	await page.getByRole('button', { name: 'Take the closure back' }).click();
	await expect(page.getByText('The closure was taken back')).toBeVisible();

	await page.goto('/en/admin/units?q=330000-sp');
	await expect(page.locator('tbody tr')).toContainText(['Sports Bureau']);
	const lines = await auditOf(browser, 'register');
	expect(lines.map(({ what }) => what)).toEqual(
		expect.arrayContaining(['Created a unit', 'Changed a unit', 'Moved a unit', 'Closed a unit'])
	);
});

test('a department with data moves; its old region keeps what was before, and it can move back', async ({
	page
}) => {
	await enter(page.context(), 'admin');
	const move = async (code: string, to: string, from: string) => {
		await page.goto(`/en/admin/units/${code}`);
		await page.locator('#move-parent').fill(to);
		await page.locator('#move-from').fill(from);
		await page.getByRole('button', { name: 'Move' }).click();
		await expect(page).toHaveURL(/done=moved/, { timeout: 40_000 });
	};
	await move('120000-education', '130000', someMonthsAgo());
	await page.goto('/en/units/130000');
	await expect(page.locator('main')).toContainText('Education');
	await move('120000-education', '120000', someMonthsAgo());
});

test('of two who change a unit the second is told, and keeps what was typed', async ({ page, browser }) => {
	await enter(page.context(), 'admin');
	const other = await browser.newContext();
	await enter(other, 'admin');
	const elsewhere = await other.newPage();
	for (const who of [page, elsewhere]) await who.goto('/en/admin/units/140000');
	await elsewhere.locator('#change-nameEn').fill('Shanxi');
	await elsewhere.getByRole('button', { name: 'Save' }).first().click();
	await expect(elsewhere.getByText('Saved.')).toBeVisible();
	await page.locator('#change-nameEn').fill('Province of Shanxi');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await expect(page.locator('main [role=alert]')).toContainText('Somebody else has changed this meanwhile');
	await expect(page.locator('#change-nameEn')).toHaveValue('Province of Shanxi');
	await expect(page.locator('#change-nameEn-hint')).toContainText('Stored now: Shanxi');
	await page.locator('#change-nameEn').fill('Shanxi Province');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await expect(page.getByText('Saved.')).toBeVisible();
	await other.close();
});

test('an evaluation manager says an indicator better, is kept from changing its meaning, and sets a target', async ({
	page
}) => {
	await enter(page.context(), 'manager');
	await page.goto('/en/admin/indicators');
	await page.getByRole('link', { name: 'OPN-02', exact: true }).click();
	const definition = page.locator('#change-definitionEn');
	await expect(definition).not.toBeEmpty();
	await definition.fill('Of the demands on the priority list, those that were opened.');
	await page.locator('#change-measure').selectOption('count');
	await page.getByRole('button', { name: 'Save' }).click();
	const alert = page.locator('main [role=alert]');
	await expect(alert).toContainText('Values were reported by it');
	await expect(alert).toContainText('Say why they change');
	await page.locator('#change-measure').selectOption('percent');
	await page.locator('#change-reason').fill('Was read in two ways.');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Saved.')).toBeVisible();

	await page.getByRole('link', { name: 'Targets' }).click();
	await page.locator('#set-period').fill('2031');
	await page.locator('#set-value').fill('66');
	await page.locator('#set-sourceEn').fill('Plan');
	await page.locator('#set-sourceZh').fill('规划');
	await page.getByRole('button', { name: 'Set target' }).click();
	await expect(page.locator('tbody')).toContainText('66.0');
	await page.goto('/en/trends?indicator=OPN-02&units=330000');
	await expect(page.locator('main'), 'trends show it').toContainText('66');
	await page.goto('/en/admin/indicators/OPN-02/targets');
	await page.locator('tbody tr', { hasText: '2031' }).locator('summary').click();
	await page.getByRole('button', { name: 'Remove' }).click();
	await expect(page.getByText('The target was removed')).toBeVisible();
	await expect(page.getByText('No target is set')).toBeVisible();
});

test('who may not keep the register reads indicators and is refused the rest', async ({ page }) => {
	await enter(page.context(), 'assessor');
	await page.goto('/zh/admin/indicators/MGT-03');
	await expect(page.locator('main')).toContainText('评分标准');
	await expect(page.locator('main form[method=post]')).toHaveCount(0);
	expect((await page.goto('/zh/admin/units'))?.status()).toBe(403);
});

test.describe('without scripts, in Chinese', () => {
	test.use({ javaScriptEnabled: false });

	test('a unit is created and put into a group, and a target is set', async ({ page }) => {
		await enter(page.context(), 'admin');
		await page.goto('/zh/admin/units/new?parent=310000');
		await fillUnit(page, '310000-sports', '310000');
		await page.locator('#create-sector').fill('education');
		await page.getByRole('button', { name: '新增' }).click();
		await expect(page.getByText('已新增。')).toBeVisible();
		await page.locator('#set-sector-group').selectOption('education');
		await page.locator('#groups ~ div form', { hasText: '条线' }).getByRole('button').click();
		await expect(page.getByText('已保存。')).toBeVisible();
		await page.goto('/zh/admin/groups/sector');
		await page.locator('#assign-units').fill('310000-sports, nowhere');
		await page.getByRole('button', { name: '归入', exact: true }).click();
		await expect(page.locator('main [role=alert]')).toContainText('不在您管理的考核对象中：nowhere');

		await page.context().clearCookies();
		await enter(page.context(), 'manager');
		await page.goto('/zh/admin/indicators/SHR-03/targets');
		await page.locator('#set-unit').fill('310000');
		await page.locator('#set-period').fill('明年');
		await page.locator('#set-value').fill('10');
		await page.locator('#set-sourceEn').fill('Plan');
		await page.locator('#set-sourceZh').fill('规划');
		await page.getByRole('button', { name: '设定' }).click();
		await expect(page.locator('main [role=alert]')).toContainText('明年不是周期');
		await page.locator('#set-period').fill('2031');
		await page.getByRole('button', { name: '设定' }).click();
		await expect(page.locator('tbody tr', { hasText: '2031年' })).toContainText('上海市');
	});
});
