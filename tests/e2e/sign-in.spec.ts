import { expect, test } from '@playwright/test';
import { postCredentials, signIn, type Account } from './visit';

const landings: readonly (readonly [Account, string])[] = [
	['leader', '/zh'],
	['head', '/zh/my'],
	['officer', '/zh/entry'],
	['assessor', '/zh/assess'],
	['auditor', '/zh']
];
for (const [account, landing] of landings) {
	test(`signing in leads to where one's work begins, and signing out ends it: ${account}`, async ({
		page
	}) => {
		await signIn(page, account, 'zh');
		await expect.poll(() => new URL(page.url()).pathname.replace(/\/$/, '')).toBe(landing);
		const [cookie] = await page.context().cookies();
		expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
		await page.locator('.site-tools details summary').last().click();
		await page.getByRole('button', { name: '退出登录' }).click();
		await expect(page.getByRole('link', { name: '登录' })).toBeVisible();
		expect(await page.context().cookies()).toEqual([]);
		await page.goto('/zh/my');
		await expect(page).toHaveURL(/sign-in/);
		// Ended on the server too, not only forgotten by the browser.
		await page.context().addCookies([cookie!]);
		await page.goto('/zh/my');
		await expect(page).toHaveURL(/sign-in/);
	});
}

test('who asks for a page of members comes to it after signing in', async ({ page }) => {
	for (const path of ['/my', '/entry', '/assess']) {
		await page.goto(`/en${path}`);
		await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
	}
	await page.goto('/en/my?unit=330000-health');
	await expect(page.locator('h1')).toHaveText('Sign in to see “My tasks”');
	await page.locator('#email').fill('head@demo.example');
	await page.locator('#password').fill('yardstick-demo');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/en\/my\?unit=330000-health$/);
});

test('the way back after signing in never leads to somebody else', async ({ page }) => {
	for (const next of ['https://example.org/', '//example.org', '/\\example.org']) {
		await page.goto(`/en/sign-in?next=${encodeURIComponent(next)}`);
		await page.locator('#email').fill('auditor@demo.example');
		await page.locator('#password').fill('yardstick-demo');
		await page.keyboard.press('Enter');
		await expect(page).not.toHaveURL(/sign-in/);
		expect(new URL(page.url()).hostname).toBe('localhost');
		await page.context().clearCookies();
	}
});

test('a wrong password and an unknown address get the same words, and the address typed stays', async ({
	page
}) => {
	const said: string[] = [];
	for (const email of ['admin@demo.example', 'nobody@demo.example']) {
		await page.goto('/en/sign-in');
		await page.locator('#email').fill(email);
		await page.locator('#password').fill('not the password');
		await page.keyboard.press('Enter');
		const summary = page.locator('main [role=alert]');
		await expect(summary).toContainText('No account has this e-mail address and password');
		said.push(await summary.innerText());
		await expect(page.locator('#email')).toHaveValue(email);
		await expect(page.locator('#password')).toHaveValue('');
	}
	expect(said[0]).toBe(said[1]);
	expect(await page.context().cookies()).toEqual([]);
});

test('after ten wrong passwords an account is closed for a while, and the page says for how long', async ({
	page
}) => {
	const email = 'guessed@demo.example';
	for (let attempt = 0; attempt < 10; attempt++)
		await postCredentials(page.request, email, `guess ${attempt}`);
	for (const [language, words] of [
		['en', /Too many attempts\. Try again in about 15 min/],
		['zh', /15\s*分钟/]
	] as const) {
		await page.goto(`/${language}/sign-in`);
		await page.locator('#email').fill(email);
		await page.locator('#password').fill('one more');
		await page.keyboard.press('Enter');
		await expect(page.locator('main [role=alert]')).toContainText(words);
	}
});

test('what is typed before the scripts have come stays', async ({ page }) => {
	let arrive = (): void => undefined;
	const arrival = new Promise<void>((done) => (arrive = done));
	await page.route(/\.js$/, async (route) => {
		await arrival;
		await route.continue();
	});
	await page.goto('/en/sign-in', { waitUntil: 'commit' });
	await page.locator('#email').fill('auditor@demo.example');
	await page.locator('#password').fill('yardstick-demo');
	arrive();
	await page.waitForLoadState('networkidle');
	await expect(page.locator('#email')).toHaveValue('auditor@demo.example');
	await expect(page.locator('#password')).toHaveValue('yardstick-demo');
});
