import { expect, test } from '@playwright/test';
import { enter, openPeriod, ownDepartment } from './visit';

test('a stranger reads what is published, marked as demonstration data, and nothing of the open round', async ({
	page,
	browser
}) => {
	const member = await browser.newContext();
	await enter(member, 'leader');
	const open = await openPeriod(member.request);
	await member.close();
	for (const framework of ['PDR-R', 'PDR-D']) {
		const unit = framework === 'PDR-R' ? '330000' : ownDepartment;
		for (const path of ['', '/rankings', `/units/${unit}`, `/units/${unit}/receipt`]) {
			await page.goto(`/en${path}?framework=${framework}`);
			await expect(page.locator('.demonstration-banner')).toBeVisible();
			await expect.soft(page.locator('main'), path).not.toContainText('rovisional');
			const periods = await page
				.locator('select[name=period] option')
				.evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
			expect.soft(periods, path).not.toContain(open);
		}
		for (const path of [`/units/${unit}`, `/units/${unit}/receipt`]) {
			const answer = await page.goto(`/en${path}?framework=${framework}&period=${open}`);
			expect.soft(await page.locator('main').innerText(), path).not.toContain('rovisional');
			if (path.endsWith('receipt')) expect.soft(answer?.status(), path).toBeGreaterThanOrEqual(400);
		}
		for (const path of ['', '/rankings']) {
			await page.goto(`/en${path}?framework=${framework}&period=${open}`);
			await expect.soft(page.locator('main'), path).not.toContainText('rovisional');
			await expect.soft(page.locator('h1'), path).toHaveText('Not published');
			await expect
				.soft(page.locator('main').getByRole('link', { name: 'Sign in' }), path)
				.toHaveAttribute('href', /sign-in\?next=/);
		}
		const file = await page.request.get(`/en/rankings.csv?framework=${framework}&period=${open}`);
		expect.soft(file.status()).toBeGreaterThanOrEqual(400);
	}
});

test('a stranger is not shown who reported or scored, nor who changed what', async ({ page }) => {
	for (const node of ['OPN-01', 'MGT-03']) {
		await page.goto(`/en/units/${ownDepartment}/receipt?node=${node}`);
		await expect(page.getByText('Recomputed just now')).toBeVisible();
		await expect
			.soft(page.locator('main'))
			.not.toContainText(/Wu Xiaolan|Xu Wenbo|Sun Yaqin|Gao Zhiqiang|Luo Simin/);
		await expect.soft(page.getByRole('heading', { name: 'Changes of these cells' })).toHaveCount(0);
	}
});

test('a stranger who only reads gets no cookie; one who chooses an appearance gets that one', async ({
	page
}) => {
	for (const path of ['/en', '/zh/rankings', '/en/trends', '/en/sign-in', '/en/units/330000']) {
		const answer = await page.goto(path);
		expect(answer?.headers()['set-cookie']).toBeUndefined();
	}
	expect(await page.context().cookies()).toEqual([]);
	await page.goto('/en');
	await page.locator('.site-tools details summary').first().click();
	const kept = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/theme'));
	await page.getByRole('button', { name: 'Dark' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await kept;
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['theme']);
});

test('the language follows the browser where the address has none, and the same page is one click away in the other', async ({
	browser
}) => {
	for (const [locale, language, other] of [
		['zh-CN', 'zh', 'en'],
		['en-GB', 'en', 'zh'],
		['de-DE', 'en', 'zh']
	] as const) {
		const context = await browser.newContext({ locale });
		const page = await context.newPage();
		await page.goto('/rankings?framework=PDR-D&sort=name');
		await expect(page).toHaveURL(new RegExp(`/${language}/rankings\\?framework=PDR-D&sort=name$`));
		await page.locator(`.site-tools a[hreflang^=${other}]`).click();
		await expect(page).toHaveURL(new RegExp(`/${other}/rankings\\?framework=PDR-D&sort=name$`));
		await context.close();
	}
});
