import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { enter, languages, ownDepartment, type Language } from './visit';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
declare const axe: { run(options: RunOptions): Promise<AxeResults> };

async function openGrid(page: Page, language: Language = 'en'): Promise<void> {
	await page.goto(`/${language}/entry?view=grid&unit=${ownDepartment}`);
	await expect(page.locator('.entry-grid[data-ready]')).toBeVisible();
}

/** The cell of an indicator in a column, as somebody who hears the page finds it. */
async function cellOf(page: Page, code: string, column: string): Promise<Locator> {
	const head = page.getByRole('columnheader', { name: column, exact: true });
	const at = await head.getAttribute('aria-colindex');
	const name = page.locator('.entry-grid [role=row]', {
		has: page.locator('[role=rowheader]', { hasText: code })
	});
	// Only rows in sight are drawn.
	for (const top of [0, 10_000]) {
		if ((await name.count()) > 0) break;
		await page
			.locator('.slick-viewport-top.slick-viewport-right')
			.evaluate((box, to) => (box.scrollTop = to), top);
		await page.waitForTimeout(300);
	}
	const row = await name.first().getAttribute('aria-rowindex');
	return page.locator(`.entry-grid [role=row][aria-rowindex="${row}"] > [aria-colindex="${at}"]`);
}

const saved = (page: Page) => expect(page.locator('[data-status]')).toHaveText(/^(Saved|已保存) \d\d:\d\d$/);

async function type(page: Page, code: string, column: string, text: string): Promise<void> {
	await (await cellOf(page, code, column)).click();
	await page.keyboard.type(text);
	await page.keyboard.press('Enter');
}

async function paste(page: Page, text: string): Promise<void> {
	await page.evaluate((value) => navigator.clipboard.writeText(value), text);
	await page.keyboard.press('Control+V');
}

/** What is stored, as the form tells it. */
async function inForm(page: Page, field: string): Promise<string> {
	await page.goto(`/en/entry?unit=${ownDepartment}`);
	return page.locator(`#${field}`).inputValue();
}

test.beforeEach(async ({ page }) => {
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await enter(page.context(), 'officer');
});

for (const language of languages) {
	test(`axe finds nothing in the grid, light and dark: ${language}`, async ({ page }) => {
		await openGrid(page, language);
		await page.evaluate(axeSource);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			const { violations } = await page.evaluate(() =>
				axe.run({
					runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
				})
			);
			const found = violations.map(({ id, nodes }) => ({
				id,
				where: nodes
					.slice(0, 3)
					.map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary}`)
			}));
			expect.soft(found, colorScheme).toEqual([]);
		}
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow).toBe(0);
	});
}

test('a value is typed by keyboard alone, computed while it is typed, saved by itself and there after a reload', async ({
	page
}) => {
	await openGrid(page);
	await page.locator('summary', { hasText: 'Keys' }).focus();
	await page.keyboard.press('Tab');
	await expect(page.locator('.entry-grid [role=gridcell]:focus')).toHaveCount(1);
	await page.keyboard.press('Control+Home');
	for (let row = 0; row < 6; row++) await page.keyboard.press('ArrowDown');
	await expect(page.locator('[aria-label^="Details"]')).toContainText('OPN-02');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.type('41');
	await page.keyboard.press('Escape');
	await page.keyboard.type('39');
	await page.keyboard.press('Tab');
	await page.keyboard.type('54');
	await expect(await cellOf(page, 'OPN-02', 'Value')).toHaveText('72.2%');
	await page.keyboard.press('Enter');
	await saved(page);
	await expect(await cellOf(page, 'OPN-02', 'State')).toContainText('Draft');
	await page.reload();
	await expect(page.locator('.entry-grid[data-ready]')).toBeVisible();
	await expect(await cellOf(page, 'OPN-02', 'Numerator')).toHaveText('39');
	await page.keyboard.press('F2');
	expect(await inForm(page, 'denominator-OPN-02')).toBe('54');
});

test('what is wrong is said in words beside the grid, stays as typed and is not stored; Escape leaves the text as it was', async ({
	page
}) => {
	await openGrid(page);
	await type(page, 'SEC-01', 'Numerator', 'many');
	const cell = await cellOf(page, 'SEC-01', 'Numerator');
	await cell.click();
	await expect(cell).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('[data-problems]')).toContainText('number');
	await expect(page.locator('[data-status]')).toContainText('something is wrong');
	await page.keyboard.press('F2');
	await page.keyboard.type('x');
	await page.keyboard.press('Escape');
	await expect(cell).toHaveText('many');
	await page.keyboard.press('Delete');
	await expect(cell).toHaveText('');
});

test('a block is pasted from a spreadsheet, undone as one step, done again and copied back; surplus is told', async ({
	page
}) => {
	await openGrid(page);
	await (await cellOf(page, 'MGT-01', 'Numerator')).click();
	await paste(page, '１，２００\t1,500\t80%\r\n3\t4\r\n5\t6\r\n7\t8\r\n9\t10\r\n');
	const numerator = await cellOf(page, 'MGT-01', 'Numerator');
	await expect(numerator).toHaveText('１，２００');
	await expect(await cellOf(page, 'MGT-01', 'Value')).toHaveText('80.0%');
	await expect(page.locator('[data-message]')).toContainText('left out');
	await page.keyboard.press('Control+Z');
	await expect(numerator).toHaveText('');
	await page.keyboard.press('Control+Y');
	await expect(numerator).toHaveText('１，２００');
	await (await cellOf(page, 'MGT-01', 'Numerator')).click();
	await page.keyboard.press('Shift+ArrowRight');
	await page.keyboard.press('Control+C');
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('１，２００\t1,500');
	await page.keyboard.press('Control+X');
	await expect(numerator).toHaveText('');
	await saved(page);
});

test('without a connection everything is kept on the device, over a reload too, and sent when it is back', async ({
	page,
	context
}) => {
	await openGrid(page);
	await context.setOffline(true);
	await type(page, 'OPN-02', 'Note', 'kept');
	await expect(page.locator('[data-status]')).toContainText('No connection');
	await context.setOffline(false);
	await saved(page);
	expect(await inForm(page, 'note-OPN-02')).toBe('kept');

	await openGrid(page);
	await page.route('**/entry/cells', (route) => route.abort());
	await type(page, 'OPN-02', 'Note', 'kept again');
	await expect(page.locator('[data-status]')).toContainText('No connection');
	page.once('dialog', (dialog) => dialog.accept());
	await page.reload();
	await page.unroute('**/entry/cells');
	await expect(page.locator('.entry-grid[data-ready]')).toBeVisible();
	await expect(await cellOf(page, 'OPN-02', 'Note')).toHaveText('kept again');
	await saved(page);
	expect(await inForm(page, 'note-OPN-02')).toBe('kept again');
});

test('two officers change one cell: the second keeps what was typed, sees both and decides', async ({
	page,
	browser
}) => {
	const other = await browser.newContext();
	await enter(other, 'head');
	const elsewhere = await other.newPage();
	await openGrid(page);
	await openGrid(elsewhere);
	await type(elsewhere, 'SEC-01', 'Note', 'theirs');
	await saved(elsewhere);
	await type(page, 'SEC-01', 'Note', 'mine');
	await (await cellOf(page, 'SEC-01', 'Note')).click();
	await expect(await cellOf(page, 'SEC-01', 'State')).toContainText('Conflict');
	await expect(await cellOf(page, 'SEC-01', 'Note')).toHaveText('mine');
	const notice = page.getByRole('status').filter({ hasText: 'Somebody else changed this cell' });
	await expect(notice).toContainText('theirs');
	await expect(notice).toContainText('mine');
	await notice.getByRole('button', { name: 'Store mine' }).click();
	await saved(page);
	expect(await inForm(page, 'note-SEC-01')).toBe('mine');
	await other.close();
});

test('evidence is added and refused beside the grid and in the plain page, and handed out as an attachment', async ({
	page
}) => {
	await openGrid(page);
	await (await cellOf(page, 'OPN-02', 'Numerator')).click();
	const panel = page.locator('[aria-label^="Details"]');
	await panel.locator('summary', { hasText: 'Evidence' }).click();
	const pdf = {
		name: 'proof.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('%PDF-1.7\nproof\n%%EOF\n')
	};
	await panel.locator('input[type=file]').setInputFiles(pdf);
	await panel.getByRole('button', { name: 'Add the file' }).click();
	await expect(panel.getByRole('link', { name: 'proof.pdf' })).toBeVisible();
	await expect(await cellOf(page, 'OPN-02', 'Evidence')).toHaveText('1');
	const address = await panel.getByRole('link', { name: 'proof.pdf' }).getAttribute('href');
	const answer = await page.request.get(address!);
	expect(answer.headers()).toMatchObject({
		'content-type': 'application/pdf',
		'x-content-type-options': 'nosniff',
		'content-disposition': expect.stringContaining('attachment')
	});

	const program = {
		name: 'program.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('4d5a900003000000', 'hex')
	};
	await panel.locator('input[type=file]').setInputFiles(program);
	await panel.getByRole('button', { name: 'Add the file' }).click();
	await expect(panel.getByRole('alert')).toContainText('application/x-msdownload');

	await page.goto(`/en/entry?unit=${ownDepartment}`);
	await page.locator('#cell-OPN-02').getByRole('link', { name: 'Evidence: 1' }).click();
	await page.getByRole('button', { name: 'Remove “proof.pdf”' }).click();
	await expect(page.getByRole('status')).toContainText('taken away');
	expect((await page.request.get(address!)).status()).toBe(404);
});

test('Ctrl+Enter gives everything away that is complete, and the progress follows', async ({ page }) => {
	await openGrid(page);
	await type(page, 'OPN-02', 'Numerator', '38');
	await type(page, 'OPN-02', 'Denominator', '53');
	await saved(page);
	await (await cellOf(page, 'OPN-02', 'Numerator')).click();
	await page.keyboard.press('Control+Enter');
	await expect(await cellOf(page, 'OPN-02', 'State')).toContainText('Submitted');
	await expect(await cellOf(page, 'OPN-02', 'Numerator')).toHaveAttribute('aria-readonly', 'true');
	await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^1[67] /);
});
