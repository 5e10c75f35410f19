import { expect, type Page } from '@playwright/test';

/** Expects that nothing sticks out at 360 px, and that the paper holds the content without menus. Leaves the page as it was. */
export async function expectToFit(page: Page, view: string): Promise<void> {
	const screen = page.viewportSize()!;
	await page.setViewportSize({ width: 360, height: 740 });
	expect.soft(await overflowOf(page), `at 360 px, ${view}`).toEqual([]);
	await expect.soft(page.locator('h1')).toBeVisible();

	await page.setViewportSize({ width: 794, height: 1123 });
	await page.emulateMedia({ media: 'print' });
	await expect.soft(page.locator('h1')).toBeVisible();
	await expect.soft(page.locator('main')).toBeVisible();
	await expect.soft(page.locator('.site-nav')).toBeHidden();
	await expect.soft(page.locator('.site-tools')).toBeHidden();
	await expect.soft(page.locator('footer .print-only')).toBeVisible();
	expect.soft(await page.locator('button:visible, summary.menu:visible').count(), 'buttons on paper').toBe(0);
	await page.emulateMedia({ media: 'screen' });
	await page.setViewportSize(screen);
}

/** What stands beyond the right edge and is not inside something that scrolls by itself. */
async function overflowOf(page: Page) {
	return page.evaluate(() => {
		const width = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= width) return [];
		const scrolls = (element: Element): boolean =>
			element !== document.body &&
			(getComputedStyle(element).overflowX !== 'visible' ||
				(element.parentElement !== null && scrolls(element.parentElement)));
		return [...document.body.querySelectorAll('*')]
			.filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element))
			.slice(0, 5)
			.map(
				(element) => `${element.tagName} ${element.className} “${element.textContent?.trim().slice(0, 40)}”`
			)
			.concat(`document is ${document.documentElement.scrollWidth} px wide`);
	});
}
