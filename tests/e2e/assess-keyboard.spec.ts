import { expect, test, type Page } from '@playwright/test';
import { enter } from './visit';

/** Opens a page and waits until it obeys keys. */
async function goAlive(page: Page, path: string) {
	await page.goto(path);
	await page.waitForLoadState('networkidle');
}

/** Goes to the first cell that has no score, by unit or by indicator. */
async function toFirstOpen(page: Page, by: 'unit' | 'indicator' = 'indicator') {
	await enter(page.context(), 'assessor2');
	await goAlive(page, by === 'unit' ? '/en/assess?by=unit' : '/en/assess');
	await page.getByRole('link', { name: 'Score the next one' }).last().click();
	await expect(page).toHaveURL(/\/assess\/\d+\?/);
	await expect(page.locator('input[name=level]:focus'), 'the keyboard is at the levels').toBeVisible();
}

/** The page shows another cell, and the keyboard is at its levels. */
async function arrives(page: Page, from: string) {
	await expect(page).not.toHaveURL(from);
	await expect(page.locator('input[name=level]:focus')).toBeVisible();
}

const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^\s*Saved \d/ });
const scoredCount = async (page: Page) =>
	Number(await page.getByRole('progressbar', { name: 'Scored in this round' }).getAttribute('aria-valuenow'));

test('thirty cells are scored without a mouse: by figures and arrows, with comments, flags, skips and steps back', async ({
	page
}) => {
	test.setTimeout(180_000);
	await toFirstOpen(page);
	const before = await scoredCount(page);
	const seen = new Set<string>();
	for (let count = 1; count <= 30; count++) {
		const at = page.url();
		seen.add(new URL(at).pathname);
		if (count % 3 === 0) {
			await page.keyboard.press('ArrowUp');
			await expect(page.locator('#level-5'), 'up from nothing is the highest').toBeChecked();
			await page.keyboard.press('ArrowUp');
			await expect(page.locator('#level-4')).toBeChecked();
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('ArrowDown');
			await expect(page.locator('#level-5'), 'nothing lies beyond the end').toBeChecked();
		} else {
			await page.keyboard.press(String((count % 3) + 2));
			await expect(page.locator(`#level-${(count % 3) + 2}`)).toBeChecked();
		}
		if (count % 5 === 0) {
			await page.keyboard.press('c');
			await page.keyboard.type(`Judged on 3 papers, see 1 to 5: ${count}`);
			await expect(page.locator('#comment')).toHaveValue(`Judged on 3 papers, see 1 to 5: ${count}`);
		}
		await page.keyboard.press('Control+Enter');
		await arrives(page, at);
	}
	expect(seen.size, 'cells that were scored').toBe(30);
	expect(await scoredCount(page)).toBe(before + 30);
});

test('what is skipped and flagged is found again, and counts', async ({ page }) => {
	await toFirstOpen(page, 'unit');
	const flagged = page.url();
	await page.keyboard.press('f');
	await expect(page.getByLabel('Come back to this later')).toBeChecked();
	await expect(saved(page)).toBeVisible();
	await page.keyboard.press('s');
	await arrives(page, flagged);
	await expect(page, 'the order is kept in the address').toHaveURL(/by=unit/);
	await expect(page.getByText(/flagged: 1$/)).toBeVisible();
	await goAlive(page, '/en/assess');
	await page.getByRole('link', { name: 'Flagged: 1' }).click();
	await expect(page.locator('tbody tr')).toHaveCount(1);
	await page.locator('tbody th a').click();
	await expect(page).toHaveURL(new RegExp(`${new URL(flagged).pathname}\\?.*flagged=1`));
	await expect(page.locator('input[name=level]:focus')).toBeVisible();
	await page.keyboard.press('f');
	await expect(saved(page)).toBeVisible();
	await page.goto('/en/assess?flagged=1');
	await expect(page.locator('tbody tr')).toHaveCount(0);
});

test('the last changes are taken back one by one, also of a cell that was left', async ({ page }) => {
	await toFirstOpen(page);
	const first = page.url();
	await page.keyboard.press('2');
	await page.keyboard.press('4');
	await page.keyboard.press('j');
	await arrives(page, first);
	const second = page.url();
	await page.keyboard.press('3');
	await expect(page.locator('#level-3')).toBeChecked();
	await page.keyboard.press('u');
	await expect(page.locator('input[name=level]:checked')).toHaveCount(0);
	await page.keyboard.press('Control+z');
	await expect(page).toHaveURL(new RegExp(new URL(first).pathname));
	await expect(page.locator('#level-2')).toBeChecked();
	await expect(page.getByText(/^Undone: score of/)).toBeVisible();
	await page.keyboard.press('u');
	await expect(page.locator('input[name=level]:checked')).toHaveCount(0);
	await expect(saved(page)).toBeVisible();
	await page.reload();
	await expect(page.locator('#comment')).toBeVisible();
	await expect(page.locator('input[name=level]:checked'), 'stored, not only shown').toHaveCount(0);
	await page.goto(second);
	await expect(page.locator('input[name=level]:checked')).toHaveCount(0);
});

test('no key counts while one writes, nor where keys are turned off, and the list of keys is read', async ({
	page
}) => {
	await toFirstOpen(page);
	const here = page.url();
	await page.locator('#comment').focus();
	await page.keyboard.type('jkspfu 5?');
	await expect(page.locator('#comment')).toHaveValue('jkspfu 5?');
	await expect(page.locator('input[name=level]:checked')).toHaveCount(0);
	await expect(page).toHaveURL(here);
	await page.locator('#comment').fill('');
	await page.keyboard.press('Escape');
	await expect(page.locator('input[name=level]:focus')).toBeVisible();
	await page.keyboard.press('?');
	await expect(page.getByText('Keyboard shortcuts')).toBeFocused();
	await expect(page.locator('dl', { hasText: 'choose the level below or above' })).toBeVisible();
	await page.getByLabel('Use single keys').uncheck();
	await page.getByLabel('Use single keys').blur();
	await page.keyboard.press('5');
	await page.keyboard.press('j');
	await expect(page.locator('input[name=level]:checked')).toHaveCount(0);
	await expect(page).toHaveURL(here);
	await page.getByLabel('Use single keys').check();
});

test('the score of the round before shows on request, and not at the next cell', async ({ page }) => {
	await toFirstOpen(page);
	const here = page.url();
	const before = page.locator('aside details', { hasText: 'Score of the round before' });
	await expect(before.locator('dl')).toBeHidden();
	await page.keyboard.press('p');
	await expect(before.locator('dd').first()).toHaveText(/^\d+\.\d\d/);
	await page.keyboard.press('j');
	await arrives(page, here);
	await expect(before.locator('dl')).toBeHidden();
});

test('a grid is filled by keyboard, each row saves by itself, and what cannot be sent is kept', async ({
	page
}) => {
	await enter(page.context(), 'assessor2');
	await goAlive(page, '/en/assess');
	await page
		.getByRole('link', { name: /: \d+ of \d+ scored/ })
		.last()
		.click();
	await expect(page).toHaveURL(/\/assess\/grid\?/);
	const open = page.locator('tr[data-cell]', { has: page.locator('input[type=radio]') }).filter({
		hasText: 'Not scored'
	});
	await expect(open.nth(3)).toBeVisible();
	const ids = await open.evaluateAll((rows) => rows.slice(0, 4).map((row) => row.getAttribute('data-cell')));
	const row = (index: number) => page.locator(`tr[data-cell="${ids[index]}"]`);
	await row(0).locator('input[type=radio]').first().focus();
	await page.keyboard.press('4');
	await expect(row(0).locator('input[type=radio]').nth(3)).toBeChecked();
	await expect(row(0).locator('input[type=radio]:focus'), 'goes on to the next row').toHaveCount(0);
	await row(1).locator('input[type=radio]').first().focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await expect(row(1).locator('input[type=radio]').nth(1)).toBeChecked();
	await page.keyboard.press('c');
	await page.keyboard.type('2 papers');
	await page.keyboard.press('Escape');
	await page.keyboard.press('f');
	await expect(page.getByRole('status').filter({ hasText: /^\s*Saved \d/ })).toBeVisible();
	await page.reload();
	await expect(row(0).locator('input[type=radio]').nth(3)).toBeChecked();
	await expect(row(1).locator('textarea')).toHaveValue('2 papers');
	await expect(row(1).locator('input[type=checkbox]')).toBeChecked();

	await page.route('**/assess/*?/save', (route) => route.abort());
	await row(2).locator('input[type=radio]').first().focus();
	await page.keyboard.press('3');
	await expect(page.getByText(/No connection: rows kept on this device/)).toBeVisible();
	// Closed at once, as a browser that breaks down is: it asks nobody.
	const address = page.url();
	await page.close();
	const again = await page.context().newPage();
	await again.goto('/en/assess');
	await expect(again.getByText('Typed on this device and not stored yet: 1')).toBeVisible();
	await again.goto(address);
	await expect(again.getByText('before it could be saved is back in the form')).toBeVisible();
	await expect(again.getByRole('status').filter({ hasText: /^\s*Saved \d/ })).toBeVisible();
	await again.goto('/en/assess');
	await expect(again.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(again.getByText('Typed on this device and not stored yet')).toHaveCount(0);
	await again.close();
});
