import { expect, test } from '@playwright/test';

test('a stranger sees the published standing, marked as demonstration data, and opens the ranking', async ({
	page
}) => {
	await page.goto('/en');
	await expect(page.locator('h1')).toBeVisible();
	await page.goto('/en/rankings');
	await expect(page.locator('table').first()).toBeVisible();
	expect(await page.locator('tbody tr').count()).toBeGreaterThan(10);
});

test('a stranger is asked to sign in for the pages of members', async ({ page }) => {
	for (const path of ['/en/my', '/en/entry', '/en/assess']) {
		await page.goto(path);
		await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
	}
});

for (const [who, email, path] of [
	['leader', 'leader@demo.example', '/zh'],
	['department head', 'head@demo.example', '/zh/my'],
	['data officer', 'officer@demo.example', '/zh/entry'],
	['assessor', 'assessor@demo.example', '/zh/assess']
] as const) {
	test(`the ${who} signs in and comes to their own page`, async ({ page }) => {
		await page.goto('/zh/sign-in');
		await page.locator('input[name=email]').first().fill(email);
		await page.locator('input[name=password]').first().fill('yardstick-demo');
		await page.locator('input[name=password]').first().press('Enter');
		await expect(page).not.toHaveURL(/sign-in/);
		const answer = await page.goto(path);
		expect(answer?.status()).toBe(200);
		await expect(page.locator('h1')).toBeVisible();
	});
}
